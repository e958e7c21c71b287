import type { QuestionType, SetupRecords } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ModuleRun } from '../../records/document-family.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { DocumentPath } from '../finding.ts';
import type { ZoneAnswer } from '../records/zone-answer.ts';
import type { Currency } from './current-zone.ts';
import type { AnswerOwner, Dependent, ZoneDependencies } from './zone-dependencies.ts';

/** A zone of the workspace. It answers queries about its names, and its results depend on answers. */
export interface AnsweringZone extends AnswerOwner {
  readonly apex: DomainName | undefined;
  /** Whether it has records of any number of zones, like a Terraform module. */
  readonly isScattered: boolean;
  /** Whether its documents contain the whole zone. Otherwise, they may be a part of one. */
  readonly isComplete: boolean;
  readonly currency: Currency;
  /** The view of the name server that has the zone, if its configuration has views. */
  readonly view: ServerView | undefined;
  /** The run of a module, if there are several. */
  readonly run: ModuleRun | undefined;
  /** The file that includes the others. */
  readonly file: DocumentPath;
  readonly dependencies: ZoneDependencies;
  /** The names of its records, each at least once. */
  owners(): Iterable<DomainName>;
  /** Notes in its own zone that `dependent` depends on the answer. */
  answer<T extends QuestionType>(name: DomainName, type: T, dependent: Dependent | undefined): ZoneAnswer<T>;
  /** See {@link SetupRecords}; `undefined` unless all of the zone is known, and it is what the public sees. */
  setupRecords(dependent: Dependent | undefined): SetupRecords | undefined;
}
