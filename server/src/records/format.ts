import type { Range } from '../text/range.ts';
import type { DomainName } from '../dns/names.ts';
import type { RdataReason } from './rdata.ts';
import type { Anchor, RdataField } from './record.ts';

/** A change that fixes a fault, in the document's own characters, counted from the fault's anchor. */
export interface Repair {
  readonly title: string;
  readonly safety: 'safe' | 'review';
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

/** Something that the reader of a format could not accept. Reading continued after it. */
export type Fault = FaultDetail & FaultPlace;

/** The place of a fault, and its repair by the reader. */
export interface FaultPlace {
  readonly anchor: Anchor;
  /** Relative to the anchor. */
  readonly range: Range;
  /** The source text at `range`. */
  readonly text: string;
  readonly repair?: Repair | undefined;
}

/** What is wrong, identified by `code`, with the fields that a rule needs to report it. */
export type FaultDetail =
  /** RDATA that a name server rejects, and RDATA that ends too early. */
  | Detail<'rdata' | 'rdata-missing', { reason: RdataReason }>
  /** `unopened`: a ")" without its "(". */
  | Detail<'unbalanced-parentheses', { reason: 'unclosed' | 'unopened' }>
  /** `lone`: a quote with nothing after it. */
  | Detail<'unterminated-quote', { reason: 'string' | 'lone' }>
  /** `at-least`: part of the string is unresolved. */
  | Detail<'string-too-long', { reason: 'exact' | 'at-least'; octets: number }>
  /** A name that cannot be read. */
  | Detail<'name', { reason: 'adjacent-dots' | 'leading-dot' }>
  /** An invalid escape in a name. `refusal` is the reason in BIND's words. */
  | Detail<'name-escape', { refusal: RdataReason }>
  /**
   * A name that is too long, or has a label that is. `relative` means that it was completed with the origin, `absolute` that it
   * was not.
   */
  | Detail<'name-too-long', { reason: 'label' | 'relative' | 'absolute' }>
  /**
   * An owner that already ends with the origin but is completed with it anyway. `no-dot`: it has no trailing dot, and a name
   * server accepts it. `always-relative`: the format completes all owners. `full` is the resulting name.
   */
  | Detail<'origin-repeated', { reason: 'no-dot' | 'always-relative'; full: DomainName }>
  /** The line has no type: its data comes first, or nothing. */
  | Detail<'no-type', { reason: 'data' | 'end' }>
  /** `comment`: the line is a comment in another language. `address`: the type is missing. */
  | Detail<'unknown-type', { reason: 'unknown' | 'address' | 'comment' | 'meta' | 'obsolete' }>
  /** `no-ttl`: the first record has no TTL, and there is no `$TTL` before it. */
  | Detail<'ttl' | 'no-ttl' | 'class' | 'byte-order-mark' | 'owner'>
  /** `extra`: more words than the directive allows. */
  | Detail<'directive', { reason: 'unknown' | 'incomplete' | 'extra' }>
  /** `extra`: more than one word of data. `offset`: a value that is too large. */
  | Detail<'generate', { reason: 'incomplete' | 'range' | 'syntax' | 'offset' | 'extra' | 'class' | 'type' }>
  /** A record that it makes is rejected for this value, in BIND's words. */
  | Detail<'generate-data', { value: number; refusal: RdataReason }>
  /**
   * An SPF macro in a language that uses its first characters for something else. `escaped` is the source text with an escape.
   */
  | Detail<'macro-as-directive', { escaped: string }>
  /** What a tool that publishes the records rejects, in its words. */
  | Detail<'refused-by-tool', { tool: 'octoDNS'; reason: ToolRefusal }>
  /** The same for a tool whose words say what to do. */
  | Detail<'refused-by-tool', { tool: string; reason: 'in its words'; says: string }>
  /**
   * What the tool rejects in a record other than its text. `detail`: what else there is to name, such as the missing
   * key.
   */
  | Detail<'record-refused-by-tool', { tool: 'octoDNS'; reason: RefusedRecordReason; detail: string }>
  /** An entry of a map whose key is repeated. Only the last one counts. */
  | Detail<'lost-entry'>
  /** An expression that splits a value and joins other characters than it took. Both are numbers of characters. */
  | Detail<'uneven-split', { taken: number; given: number }>;

/** Why a tool rejects a record, in its words. */
export type ToolRefusal =
  'unescaped ;' | 'double escaped ;' | 'non ASCII character' | 'unknown escape character';

/**
 * Why a tool rejects a record, in its words where it has any. `by default`: unless a configuration says otherwise. `not a …`,
 * `invalid ttl`: it ends with an error of its own.
 */
export const RECORD_REFUSALS = [
  'Duplicate record',
  'Unknown record type',
  'double .',
  'invalid fqdn',
  'invalid label',
  'invalid number',
  'invalid ttl',
  'keys out of order',
  'keys out of order by default',
  'missing field',
  'missing type',
  'missing value',
  'missing value(s)',
  'non-root ALIAS not allowed',
  'not a mapping',
  'not a string',
  'not a valid FQDN',
  'single label',
  'use "" instead',
  'whitespace is not allowed',
] as const;

export type RefusedRecordReason = (typeof RECORD_REFUSALS)[number];

/** One fault for each of the codes. Codes are kebab-case and stable. */
type Detail<C extends string, D = unknown> = C extends string
  ? { readonly code: C } & { readonly [P in keyof D]: D[P] }
  : never;

export type FaultCode = Fault['code'];

/** A change to one record in DNS terms. The record's format writes it with its own quotes and escapes. */
export type RecordChange =
  /** Edits in the decoded value of the strings, sorted and without overlaps. */
  | { readonly kind: 'replace'; readonly edits: readonly { readonly range: Range; readonly text: string }[] }
  | {
      readonly kind: 'set-strings';
      readonly strings: readonly string[];
      readonly apart?: true;
      readonly comment?: 'remove';
    }
  | { readonly kind: 'rename-owner'; readonly name: DomainName }
  | { readonly kind: 'set-name'; readonly field: RdataField; readonly name: DomainName }
  /** Other labels for some of a name, where it is written. The rest stays as it is, relative or with its trailing dot. */
  | {
      readonly kind: 'set-labels';
      readonly of: 'owner' | { readonly field: number };
      /** Offsets in the decoded text of the name. `field` is an index of the record's fields. */
      readonly range: Range;
      /** Letters, digits, hyphens, underscores and dots. */
      readonly text: string;
    }
  | { readonly kind: 'set-type'; readonly type: string }
  /** A field that is one word of digits or letters. `text` is in presentation form. */
  | { readonly kind: 'set-field'; readonly field: RdataField; readonly text: string }
  | { readonly kind: 'set-ttl'; readonly seconds: number }
  /** Makes the service return the record itself; see `Publication.proxied`. */
  | { readonly kind: 'show-itself' }
  | { readonly kind: 'remove' }
  /** A comment on a separate line before the record. `text` is one line, without the comment sign. */
  | { readonly kind: 'comment'; readonly text: string }
  | {
      readonly kind: 'add';
      readonly owner: DomainName;
      readonly type: string;
      readonly strings?: readonly string[];
      readonly apart?: true;
      readonly data?: string;
    };
