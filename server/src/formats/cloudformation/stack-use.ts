import type { DomainName } from '../../dns/names.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { NOTHING_GIVEN, type GivenParameters } from './template.ts';

/** One way in which a template is deployed: by itself, or as a nested stack of another one. */
export interface StackUse {
  readonly given: GivenParameters;
  /** Whether a condition decides if the stack exists. */
  readonly isConditional: boolean;
  /** Unique among the uses that are deployed together. */
  readonly number: number;
}

export const DEPLOYED_ALONE: StackUse = { given: NOTHING_GIVEN, isConditional: false, number: 0 };

/** What a template is read with in addition to its own text. */
export interface TemplateContext {
  readonly path: string;
  /** At least one. */
  readonly uses: readonly StackUse[];
  /** The name that the user's settings give the zone of the file. */
  readonly zone: DomainName | undefined;
  /** The problems of its nested stacks. Offsets in the document. */
  readonly problems: readonly DocumentProblem[];
  /** The files of its nested stacks, by path as in the source. */
  readonly files: ReadonlyMap<string, string>;
}
