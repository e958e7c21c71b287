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
 * The records of one name and type as data has them (JSON, YAML, a program), with what is typed for them. All ranges
 * are offsets in the document, in UTF-16 units. Texts are characters; an unknown part of one is unresolved.
 */
export interface RecordSet {
  /** The range of the whole set: the map or the call. */
  readonly range: Range;
  /** Absolute; unknown parts are unresolved values. */
  readonly owner: DomainName;
  /** As it is typed; `undefined` where it is not, or not in this document. */
  readonly ownerTyped: TypedPart | undefined;
  /** Upper-case mnemonic. */
  readonly type: string;
  /** As it is typed; `undefined` where something else says it. */
  readonly typeTyped: TypedPart | undefined;
  /** Where the type is typed, or what says it. */
  readonly typeRange: Range;
  /** Seconds. */
  readonly ttl: number | undefined;
  /** The literal that sets it. */
  readonly ttlRange: Range | undefined;
  readonly values: readonly SetValue[];
  /** The zone it is handed over for, where its name is known. */
  readonly zone: DomainName | undefined;
  readonly service: DnsService;
  /** What hands it over, unique in all that is looked at together. */
  readonly by: string;
  /** May not exist at all: a condition decides. */
  readonly isConditional: boolean;
  /** Where the service says that it answers for the name with addresses of its own. */
  readonly proxied?: Range;
  /** A name as it has to be typed as the owner; `undefined` where it cannot be. */
  typeOwner?(name: DomainName): string | undefined;
}

/** A text, and the literal or the expression that says it. */
export interface TypedPart {
  readonly text: DecodedText;
  readonly range: Range;
}

/** One record of a set. */
export type SetValue =
  /** Its data in one text: of TXT records as the service reads them, else in presentation form (RFC 1035 §5.1). */
  | { readonly kind: 'text'; readonly range: Range; readonly text: DecodedText }
  /**
   * A text for each character-string of a TXT record, or for each field of another one; a missing word is an
   * unresolved value.
   */
  | {
      readonly kind: 'words';
      readonly range: Range;
      readonly words: readonly TypedPart[];
      /** What is typed at the range for other character-strings; `undefined` where that cannot be typed. */
      typeWords?(strings: readonly string[]): string | undefined;
    }
  /** Nothing is known of the data: an expression, or an alias that the service follows. */
  | { readonly kind: 'unknown'; readonly range: Range };

/** What the service makes of the records that it is given. */
export interface DnsService extends TextRules {
  /** As people call it: `Route 53`, `the DNS provider`. */
  readonly name: string;
  /**
   * All records of a name and type are submitted together, so that another set of the same name and type is rejected
   * or overwrites them.
   */
  readonly isWholeSet: boolean;
  /** Owners are typed as whole names. */
  readonly hasWholeNames: boolean;
  /** What names in data are relative to when they do not end in a dot. */
  readonly targets: 'root' | 'zone';
}

/** A literal of a document: the content between delimiters, such as a string of JSON. */
export interface TextLiteral {
  /** Its quotes included; offsets in the document. */
  readonly range: Range;
  /** What it says, as characters. */
  readonly text: DecodedText;
  /**
   * The edits (offsets in the document) that make the same change as these edits (offsets in its text); `undefined` if
   * that is impossible.
   */
  edit(edits: readonly Edit[]): readonly Edit[] | undefined;
  /** A text as a literal of its own in its place; `undefined` where that cannot be. */
  retype(text: string): string | undefined;
  /** What other characters in its place would say; `undefined` where those are not one literal that is a text. */
  reread?(typed: string): DecodedText | undefined;
}

/** A record that is to be added. */
export type AddedRecord = Extract<RecordChange, { readonly kind: 'add' }>;

/** The record sets of a document, and how changes are typed that are not within a literal. */
export interface SetReading {
  readonly sets: readonly RecordSet[];
  /** The comments for mailtxt in a text, all of the document or some lines of it. Without it, there are none. */
  pragmasIn?(text: string): readonly Pragma[];
  readonly problems?: readonly DocumentProblem[];
  /** See `RecordDocument.hasTemplates`. */
  readonly hasTemplates?: boolean;
  /** The literal at an offset, its ends included. */
  literalAt(offset: number): TextLiteral | undefined;
  /** The edits that remove a value, or a set with its last one. */
  remove?(set: RecordSet, value: SetValue): readonly Edit[] | undefined;
  /** The edits that add a record next to a set. */
  add?(change: AddedRecord, beside: RecordSet): readonly Edit[] | undefined;
  /** The edits that put a comment, one line without its sign, before a set. */
  commentBefore?(set: RecordSet, text: string): readonly Edit[] | undefined;
  /** See `RecordDocument.referenceAt`. */
  referenceAt?(offset: number): Reference | undefined;
  /** See `RecordDocument.sources`. */
  readonly sources?: readonly SendingSource[];
  /** What a reader rejects in a record; ranges count from `start`. */
  faultsOf?(set: RecordSet, value: SetValue, start: number, anchor: Anchor): readonly Fault[];
}
