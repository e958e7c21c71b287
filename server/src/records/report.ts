import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import type { DnsRecord, RdataField } from './record.ts';

/**
 * error: mail is certainly rejected, or a record is certainly not what its author meant. warning: this is likely, or will happen
 * soon.
 */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/**
 * safe: keeps the meaning, or restores the only possible one. review: changes which senders may send, or what
 * receivers do.
 */
export type Safety = 'safe' | 'review';

/** The place of a finding. */
export type FindingPlace =
  /** In the decoded value of the record's strings, for the subjects txt, spf, dkim and dmarc, or any text record in `record`. */
  | Range
  /** A part of a record. `owner` is the whole record if the owner is inherited, and so is `ttl` if the record has none. */
  | { readonly part: 'record' | 'owner' | 'ttl' | 'type' | 'rdata'; readonly record?: DnsRecord }
  /** In the record's source text, relative to its anchor. */
  | { readonly source: Range; readonly record?: DnsRecord };

/**
 * One change of a fix in DNS terms. The record's format writes it with its own quotes. The default for `record` is the subject's
 * record.
 */
export type FixEdit =
  /** In the decoded value of the strings. If a string grows beyond 255 octets, the format splits it again. */
  | { readonly range: Range; readonly text: string; readonly record?: DnsRecord }
  /** Rewrites all strings, decoded. `comment`: the comment after them (`TextRdata.comment`) is removed too. */
  | {
      readonly kind: 'set-strings';
      readonly strings: readonly string[];
      /** Each is written separately, even if the service would accept them as one. */
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
  /** A field that is one word of digits or letters. `text` is in presentation form. */
  | {
      readonly kind: 'set-field';
      readonly field: RdataField;
      readonly text: string;
      readonly record?: DnsRecord;
    }
  | { readonly kind: 'set-type'; readonly type: string; readonly record?: DnsRecord }
  | { readonly kind: 'set-ttl'; readonly seconds: number; readonly record?: DnsRecord }
  /** Makes the service return the record itself if it answers with its own addresses. */
  | { readonly kind: 'show-itself'; readonly record?: DnsRecord }
  /** Removes the record and its line. */
  | { readonly kind: 'remove'; readonly record?: DnsRecord }
  /** A comment on a separate line before the record. It is one line, without the comment sign. */
  | { readonly kind: 'comment'; readonly text: string; readonly record?: DnsRecord }
  /** A new record after this one. Exactly one of `strings` (decoded) and `data` (presentation form). */
  | {
      readonly kind: 'add';
      readonly owner: DomainName;
      readonly type: string;
      readonly strings?: readonly string[];
      /** Each string is written separately, even if the service would accept them as one. */
      readonly apart?: true;
      readonly data?: string;
      readonly record?: DnsRecord;
    }
  /** For faults, which are not placed at a record: counted from the fault's anchor, in the document's own characters. */
  | { readonly kind: 'source'; readonly range: Range; readonly text: string };

export interface RuleFix {
  /** What it does, as an imperative: `Use "~all"`. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FixEdit[];
}

/** Shows `message` at a record, if the document contains it. */
export function relatedRecord(record: DnsRecord | undefined, message: string): readonly Related[] {
  return record === undefined ? [] : [{ at: { part: 'rdata', record }, message }];
}

export interface Related {
  /** `file` is the path of a file, for a finding on the whole file. */
  readonly at: FindingPlace | { readonly file: string };
  readonly message: string;
}
