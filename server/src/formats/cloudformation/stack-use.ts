import type { DomainName } from '../../dns/names.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { NOTHING_GIVEN, type GivenParameters } from './template.ts';

/** One way in which a template is deployed: by itself, or as a nested stack of another one. */
export interface StackUse {
  readonly given: GivenParameters;
  /** The stack may not exist. */
  readonly isConditional: boolean;
  /** Unique among the uses that are deployed together. */
  readonly number: number;
}

export const DEPLOYED_ALONE: StackUse = { given: NOTHING_GIVEN, isConditional: false, number: 0 };

/** What a template is read with in addition to its own text. */
export interface TemplateContext {
  readonly path: string;
  /** One at least. */
  readonly uses: readonly StackUse[];
  /** What the user's settings call the zone of the file. */
  readonly zone: DomainName | undefined;
  /** Of its nested stacks. Offsets in the document. */
  readonly problems: readonly DocumentProblem[];
  /** The files of its nested stacks, by their paths as they are typed. */
  readonly files: ReadonlyMap<string, string>;
}
