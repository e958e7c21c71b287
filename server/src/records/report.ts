import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { DnsRecord, RdataField } from './record.ts';

/** error: mail is rejected or a record is not what its author meant, for certain. warning: likely, or soon. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/**
 * safe: keeps the meaning, or restores the only possible one. review: changes which senders may send, or what
 * receivers do.
 */
export type Safety = 'safe' | 'review';

/** The place of a finding. */
export type FindingPlace =
  /** In the decoded value of the record's strings (subjects txt, spf, dkim, dmarc, or with `record`, any text record). */
  | Range
  /** A part of a record. `owner` is the whole record when the owner is inherited, `ttl` when it states none. */
  | { readonly part: 'record' | 'owner' | 'ttl' | 'type' | 'rdata'; readonly record?: DnsRecord }
  /** In the record's source, counted from its anchor. */
  | { readonly source: Range; readonly record?: DnsRecord };

/**
 * One change of a fix, in the terms of DNS; the record's format writes it in its own quoting.
 * `record` is the subject's where it is left out.
 */
export type FixEdit =
  /** In the decoded value of the strings. A string that grows past 255 octets is split again by the format. */
  | { readonly range: Range; readonly text: string; readonly record?: DnsRecord }
  /** Rewrites all strings, decoded. `comment`: the comment after them (`TextRdata.comment`) is removed too. */
  | {
      readonly kind: 'set-strings';
      readonly strings: readonly string[];
      /** Each is written by itself, where the service would also take them as one. */
      readonly apart?: true;
      readonly comment?: 'remove';
      readonly record?: DnsRecord;
    }
  | { readonly kind: 'rename-owner'; readonly name: DomainName; readonly record?: DnsRecord }
  | {
      readonly kind: 'set-name';
      readonly field: RdataField;
      readonly name: DomainName;
      readonly record?: DnsRecord;
    }
  /** A field that is one word of digits or letters: `text` in presentation form. */
  | {
      readonly kind: 'set-field';
      readonly field: RdataField;
      readonly text: string;
      readonly record?: DnsRecord;
    }
  | { readonly kind: 'set-type'; readonly type: string; readonly record?: DnsRecord }
  | { readonly kind: 'set-ttl'; readonly seconds: number; readonly record?: DnsRecord }
  /** Have the service show the record itself, where it answers with addresses of its own. */
  | { readonly kind: 'show-itself'; readonly record?: DnsRecord }
  /** The record and the line it stood on. */
  | { readonly kind: 'remove'; readonly record?: DnsRecord }
  /** A comment on a line of its own before the record: one line, without the comment sign. */
  | { readonly kind: 'comment'; readonly text: string; readonly record?: DnsRecord }
  /** A new record after this one. Exactly one of `strings` (decoded) and `data` (presentation form). */
  | {
      readonly kind: 'add';
      readonly owner: DomainName;
      readonly type: string;
      readonly strings?: readonly string[];
      /** Each string is written by itself, where the service would also take them as one. */
      readonly apart?: true;
      readonly data?: string;
      readonly record?: DnsRecord;
    }
  /** For faults, which are not placed at a record: counted from the fault's anchor, in the document's own characters. */
  | { readonly kind: 'source'; readonly range: Range; readonly text: string };

export interface RuleFix {
  /** What it does, as an order: `Use "~all"`. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FixEdit[];
}

/** Says `message` at a record, where the document has it. */
export function relatedRecord(record: DnsRecord | undefined, message: string): readonly Related[] {
  return record === undefined ? [] : [{ at: { part: 'rdata', record }, message }];
}

export interface Related {
  /** `file`: a file as a whole, by its path. */
  readonly at: FindingPlace | { readonly file: string };
  readonly message: string;
}
