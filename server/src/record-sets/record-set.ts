import type { DomainName } from '../dns/names.ts';
import type { DocumentProblem, Pragma, Reference } from '../records/document.ts';
import type { Fault, RecordChange } from '../records/format.ts';
import type { Anchor } from '../records/record.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { TextRules } from '../records/text-forms.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';

/**
 * The records of one name and type as data has them (JSON, YAML, a program), with their source text. All ranges
 * are offsets in the document, in UTF-16 units. Texts are characters; an unknown part of one is unresolved.
 */
export interface RecordSet {
  /** The range of the whole set: the map or the call. */
  readonly range: Range;
  /** Absolute; unknown parts are unresolved values. */
  readonly owner: DomainName;
  /** The source text of the owner; `undefined` if it has none, or none in this document. */
  readonly ownerTyped: TypedPart | undefined;
  /** Mnemonic in uppercase. */
  readonly type: string;
  /** The source text of the type; `undefined` if something else determines it. */
  readonly typeTyped: TypedPart | undefined;
  /** The range of the type, or of what determines it. */
  readonly typeRange: Range;
  /** Seconds. */
  readonly ttl: number | undefined;
  /** The literal that sets it. */
  readonly ttlRange: Range | undefined;
  readonly values: readonly SetValue[];
  /** The zone that it is passed for, if its name is known. */
  readonly zone: DomainName | undefined;
  readonly service: DnsService;
  /** Identifies what passes it to the service. Unique among everything that is analyzed together. */
  readonly by: string;
  /** Whether a condition decides if it exists. */
  readonly isConditional: boolean;
  /** The range of a setting that makes the service answer for the name with its own addresses. */
  readonly proxied?: Range;
  /** The source text for a name as the owner; `undefined` if that is not possible. */
  typeOwner?(name: DomainName): string | undefined;
}

/** A text, and the literal or expression that it comes from. */
export interface TypedPart {
  readonly text: DecodedText;
  readonly range: Range;
}

/** One record of a set. */
export type SetValue =
  /** Its data in one text: the service's own form for TXT records, presentation form (RFC 1035 §5.1) otherwise. */
  | { readonly kind: 'text'; readonly range: Range; readonly text: DecodedText }
  /**
   * A text for each character-string of a TXT record, or for each field of another one; a missing word is an
   * unresolved value.
   */
  | {
      readonly kind: 'words';
      readonly range: Range;
      readonly words: readonly TypedPart[];
      /** The source text at the range for other character-strings; `undefined` if that is not possible. */
      typeWords?(strings: readonly string[]): string | undefined;
    }
  /** The data is unknown: an expression, or an alias that the service resolves. */
  | { readonly kind: 'unknown'; readonly range: Range };

/** How the service reads the records that it is given. */
export interface DnsService extends TextRules {
  /** The name in running text: `Route 53`, `the DNS provider`. */
  readonly name: string;
  /**
   * All records of a name and type are submitted together, so that another set of the same name and type is rejected
   * or overwrites them.
   */
  readonly isWholeSet: boolean;
  /** Whether owners are absolute names. */
  readonly hasWholeNames: boolean;
  /** What names in data without a trailing dot are relative to. */
  readonly targets: 'root' | 'zone';
}

/** A literal of a document: the content between delimiters, such as a string of JSON. */
export interface TextLiteral {
  /** Includes the quotes. Offsets in the document. */
  readonly range: Range;
  /** The value of the literal as characters. */
  readonly text: DecodedText;
  /**
   * The edits (offsets in the document) that make the same change as these edits (offsets in its text); `undefined` if
   * that is impossible.
   */
  edit(edits: readonly Edit[]): readonly Edit[] | undefined;
  /** The source text of a literal with another value in its place; `undefined` if that is not possible. */
  retype(text: string): string | undefined;
  /** The value that other source text in its place would have; `undefined` if it would not be one literal with a text. */
  reread?(typed: string): DecodedText | undefined;
}

/** A record to add. */
export type AddedRecord = Extract<RecordChange, { readonly kind: 'add' }>;

/** The record sets of a document, and the edits that are not within one literal. */
export interface SetReading {
  readonly sets: readonly RecordSet[];
  /** The comments for mailtxt in a text, all of the document or some lines of it. Without it, there are none. */
  pragmasIn?(text: string): readonly Pragma[];
  readonly problems?: readonly DocumentProblem[];
  /** See `RecordDocument.hasTemplates`. */
  readonly hasTemplates?: boolean;
  /** The literal at an offset, including its ends. */
  literalAt(offset: number): TextLiteral | undefined;
  /** The edits that remove a value, or the whole set if it is the last one. */
  remove?(set: RecordSet, value: SetValue): readonly Edit[] | undefined;
  /** The edits that add a record next to a set. */
  add?(change: AddedRecord, beside: RecordSet): readonly Edit[] | undefined;
  /** The edits that insert a comment before a set. The comment is one line without its sign. */
  commentBefore?(set: RecordSet, text: string): readonly Edit[] | undefined;
  /** See `RecordDocument.referenceAt`. */
  referenceAt?(offset: number): Reference | undefined;
  /** See `RecordDocument.sources`. */
  readonly sources?: readonly SendingSource[];
  /** What a reader rejects in a record; ranges count from `start`. */
  faultsOf?(set: RecordSet, value: SetValue, start: number, anchor: Anchor): readonly Fault[];
}
