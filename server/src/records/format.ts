import type { Range } from '../text/range.ts';
import type { DomainName } from '../dns/names.ts';
import type { Anchor, RdataField } from './record.ts';

/** A change that mends a fault, in the document's own characters, counted from the fault's anchor. */
export interface Repair {
  readonly title: string;
  readonly safety: 'safe' | 'review';
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

/** Something that the reader of a format could not accept. Reading went on behind it. */
export interface Fault {
  /** Kebab-case and stable: rules pick faults by it. */
  readonly code: FaultCode;
  /** What a name server says of it, or we, where none does: `bad dotted quad`. */
  readonly reason: string;
  readonly anchor: Anchor;
  /** Counted from the anchor. */
  readonly range: Range;
  /** What is typed at `range`. */
  readonly text: string;
  readonly repair?: Repair;
}

export type FaultCode =
  /** RDATA that a name server refuses. */
  | 'rdata'
  | 'unbalanced-parentheses'
  | 'unterminated-quote'
  | 'string-too-long'
  /** A name that cannot be served: its labels or all of it are too long, or a label is empty. */
  | 'name'
  /** An owner without a final dot that ends with the origin already. A name server takes it. */
  | 'origin-repeated'
  /** No type can be read on the line. */
  | 'no-type'
  | 'unknown-type'
  | 'ttl'
  | 'class'
  | 'directive'
  | 'include'
  | 'generate'
  | 'byte-order-mark'
  | 'owner'
  /** A macro of SPF where the language of the file has another use for its first characters. */
  | 'macro-as-directive'
  /** An expression that takes a text apart, and puts other characters together. */
  | 'uneven-split';

/** A change to one record in the terms of DNS. The record's format writes it in its own quoting and escapes. */
export type RecordChange =
  /** In the decoded value of the strings; sorted, not overlapping. */
  | { readonly kind: 'replace'; readonly edits: readonly { readonly range: Range; readonly text: string }[] }
  | { readonly kind: 'set-strings'; readonly strings: readonly string[]; readonly comment?: 'remove' }
  | { readonly kind: 'rename-owner'; readonly name: DomainName }
  | { readonly kind: 'set-name'; readonly field: RdataField; readonly name: DomainName }
  | { readonly kind: 'set-type'; readonly type: string }
  /** A field that is one word of digits or letters: `text` in presentation form. */
  | { readonly kind: 'set-field'; readonly field: RdataField; readonly text: string }
  | { readonly kind: 'set-ttl'; readonly seconds: number }
  /** Have the service show the record itself; see `Publication.proxied`. */
  | { readonly kind: 'show-itself' }
  | { readonly kind: 'remove' }
  /** A comment on a line of its own before the record. `text`: one line, without the comment sign. */
  | { readonly kind: 'comment'; readonly text: string }
  | {
      readonly kind: 'add';
      readonly owner: DomainName;
      readonly type: string;
      readonly strings?: readonly string[];
      readonly data?: string;
    };
