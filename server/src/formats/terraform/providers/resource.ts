import type { DomainName } from '../../../dns/names.ts';
import type { RecordDocument } from '../../../records/document.ts';
import type { Range } from '../../../text/range.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import type { Value } from '../evaluate/value.ts';
import type { Evaluation, ReportedReason, WorkPlace } from '../evaluate/work.ts';
import type { UnknownNames } from './owner.ts';

/** One resource, or one of its instances, with its arguments. */
export interface ResourceSource extends ResourceItem {
  /** The address in the configuration, after the folder of the configuration: `/dns|aws_route53_record.spf["www"]`. */
  readonly address: string;
  /** The folder of the root module: what it makes is independent of other root modules. */
  readonly root: string;
  readonly path: string;
  /** The block and its parts; offsets in the document. */
  readonly range: Range;
  readonly labelRange: Range;
  /** It is in no document, and is shown at the call of its module: findings in text without a source are shown there. */
  readonly isShownAtCall: boolean;
  /** The object of a list at the call that it is made from, and the name of the argument with the list. */
  readonly object: { readonly of: string; readonly item: number; readonly items: number } | undefined;
  /** One for all that its block or its call makes together. */
  readonly instance: object;
  /** Its block is complete: no file overrides it. */
  readonly isWholeBlock: boolean;
  /** The text with offsets in the documents: results that keep it are read again when they change. */
  placed(text: TracedText): TracedText;
}

/** A resource, a nested block, or an object of a list. */
export interface ResourceItem {
  readonly isConditional: boolean;
  argument(name: string): Value | undefined;
  /** Where the expression of an argument is. */
  rangeOf(name: string): Range | undefined;
  /** The same, for a problem; `undefined` if it has no expression of its own. */
  placeOf(name: string): WorkPlace | undefined;
  /** The blocks with that name or the objects of an argument, and whether there may be none. */
  items(name: string): readonly ResourceItem[];
  /** The same, but the work can pause: afterwards, `argument` and `items` return immediately. */
  prepareArgument(name: string): Evaluation<Value | undefined>;
  prepareItems(name: string): Evaluation<readonly ResourceItem[]>;
}

/** The address of the resource in the configuration: `module.mail.aws_route53_record.spf["www"]`. */
export function resourceNameOf({ address }: ResourceSource): string {
  return address.slice(address.indexOf('|') + 1);
}

/** The remaining work for reading resources, and whether reading should yield where it can. */
export interface ReadingWork {
  /** Something is not read. It is shown at the place, or else at the resource. */
  report(at: WorkPlace | undefined, message: string, reason?: ReportedReason | null): void;
  /** False: the rest is not read. */
  spend(steps: number): boolean;
  readonly isPauseDue: boolean;
}

/** `text`: a zone file (RFC 1035 §5). */
export type ReadZone = (text: string, origin: DomainName) => RecordDocument;

export interface ReadingEnvironment {
  readonly unknowns: UnknownNames;
  /** Whether a document can contain records: text in other documents is never edited. */
  readonly isDocument: (path: string) => boolean;
  /** Reads a zone file in an argument: names are relative to the origin. */
  readonly readZone: ReadZone;
  /** See `ProjectFiles`. */
  readonly zoneNameFor: (path: string, keys: readonly string[]) => DomainName | undefined;
}
