import type { QuestionType, SetupRecords } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ModuleRun } from '../../records/document-family.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { DocumentPath } from '../finding.ts';
import type { ZoneAnswer } from '../records/zone-answer.ts';
import type { Currency } from './current-zone.ts';
import type { AnswerOwner, Dependent, ZoneDependencies } from './zone-dependencies.ts';

/** A zone of the workspace: it answers questions about its names, and its results depend on answers. */
export interface AnsweringZone extends AnswerOwner {
  readonly apex: DomainName | undefined;
  /** It holds records of any number of zones: a Terraform module. */
  readonly isScattered: boolean;
  /** Its documents say all of the zone; else they may be a part of one. */
  readonly isComplete: boolean;
  readonly currency: Currency;
  /** The view of the name server that has the zone, where its configuration has views. */
  readonly view: ServerView | undefined;
  /** Where it is one of several ways to run a module. */
  readonly run: ModuleRun | undefined;
  /** The file that includes the others. */
  readonly file: DocumentPath;
  readonly dependencies: ZoneDependencies;
  /** The names that it has records of, each at least once. */
  owners(): Iterable<DomainName>;
  /** That `dependent` depends on the answer is noted in its own zone. */
  answer<T extends QuestionType>(name: DomainName, type: T, dependent: Dependent | undefined): ZoneAnswer<T>;
  /** See {@link SetupRecords}; `undefined` unless all of the zone is known, and is what the public sees. */
  setupRecords(dependent: Dependent | undefined): SetupRecords | undefined;
}
