import type { DomainName } from '../../../dns/names.ts';
import type { RecordDocument } from '../../../records/document.ts';
import type { Range } from '../../../text/range.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import type { Value } from '../evaluate/value.ts';
import type { Evaluation, ReportedReason, WorkPlace } from '../evaluate/work.ts';
import type { UnknownNames } from './owner.ts';

/** One resource, or one of its instances, as its arguments say it. */
export interface ResourceSource extends ResourceItem {
  /** Its address in the configuration, after the folder of the configuration: `/dns|aws_route53_record.spf["www"]`. */
  readonly address: string;
  /** The folder of the root module: what it makes is unrelated to others. */
  readonly root: string;
  readonly path: string;
  /** The block and its parts; offsets in the document. */
  readonly range: Range;
  readonly labelRange: Range;
  /** It is in no document, and is shown at the call of its module: text that is not typed has its findings there. */
  readonly isShownAtCall: boolean;
  /** Which object of a list at the call it is made of, and what the argument with the list is called. */
  readonly object: { readonly of: string; readonly item: number; readonly items: number } | undefined;
  /** One object for all that its block, or its call, makes together. */
  readonly instance: object;
  /** Its block says all of it: no file overrides that. */
  readonly isWholeBlock: boolean;
  /** The text with offsets in the documents: readers that keep it are run again when those change. */
  placed(text: TracedText): TracedText;
}

/** A resource, a block in it, or an object of a list. */
export interface ResourceItem {
  readonly isConditional: boolean;
  argument(name: string): Value | undefined;
  /** The place of an argument's expression. */
  rangeOf(name: string): Range | undefined;
  /** The same, for a problem; `undefined` where no expression of its own is typed for it. */
  placeOf(name: string): WorkPlace | undefined;
  /** The blocks of that name, or the objects of an argument, and whether there may be none. */
  items(name: string): readonly ResourceItem[];
  /** The same, and the work can be paused: from then on `argument` and `items` have them available. */
  prepareArgument(name: string): Evaluation<Value | undefined>;
  prepareItems(name: string): Evaluation<readonly ResourceItem[]>;
}

/** As the configuration calls the resource: `module.mail.aws_route53_record.spf["www"]`. */
export function resourceNameOf({ address }: ResourceSource): string {
  return address.slice(address.indexOf('|') + 1);
}

/** What reading resources may use of the work that is left, and whether it should yield where it can. */
export interface ReadingWork {
  /** Something is not read. It is shown at the place, else at the resource. */
  report(at: WorkPlace | undefined, message: string, reason?: ReportedReason | null): void;
  /** False: the rest is not read. */
  spend(steps: number): boolean;
  readonly isPauseDue: boolean;
}

/** `text`: a zone file (RFC 1035 §5). */
export type ReadZone = (text: string, origin: DomainName) => RecordDocument;

export interface Surrounding {
  readonly unknowns: UnknownNames;
  /** Whether a document can hold records: text of others is not written anywhere that is looked at. */
  readonly isDocument: (path: string) => boolean;
  /** See `ProjectFiles`. */
  /** Reads a zone file that is an argument: names are relative to the origin. */
  readonly readZone: ReadZone;
  readonly zoneNameFor: (path: string, keys: readonly string[]) => DomainName | undefined;
}
