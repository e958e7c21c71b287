import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { FailureOption, DmarcPolicy, DmarcTagName } from './tags.ts';

/**
 * One DMARC record as typed, read with recovery: a tag behind a missing semicolon or with `:` for `=` is here too,
 * and the fault beside it. What receivers make of it is in `reading.ts`.
 */
export interface DmarcRecord extends PolicyRecord<DmarcFault> {
  readonly kind: 'dmarc';
  /** In the order of the text: unknown ones too, and each of those that occur twice. */
  readonly tags: readonly DmarcTag[];
  /** The first tag of each name that DMARC has. */
  readonly first: ReadonlyMap<DmarcTagName, DmarcTag>;
  /** Destinations of aggregate reports, of the first `rua`. */
  readonly rua: readonly ReportUri[];
  /** Destinations of failure reports, of the first `ruf`. */
  readonly ruf: readonly ReportUri[];
  /** What the first `fo` asks for, as far as it is valid; the default `0` is not filled in. */
  readonly fo: readonly FailureOption[];
}

export interface DmarcTag {
  /** Which tag of RFC 9989 or RFC 7489 it is, in whatever case it is typed; `undefined` for all others. */
  readonly known: DmarcTagName | undefined;
  /** As typed. */
  readonly name: string;
  readonly nameRange: Range;
  /** As typed, without the blanks around it. */
  readonly value: string;
  readonly valueRange: Range;
  /** From the name to the end of the value. */
  readonly range: Range;
  /** Where its `;` stands, if it has one. */
  readonly separator: number | undefined;
  /** A part of the value is not known. */
  readonly hasHole: boolean;
}

/** One destination of `rua` or `ruf`. RFC 9989 §4.6. */
export interface ReportUri {
  /** As typed, without the size suffix. */
  readonly text: string;
  readonly range: Range;
  /** `valid` means a well-formed mailto: or another scheme's URI; `unknown`, that a part of it is not known. */
  readonly state: 'valid' | 'invalid' | 'unknown';
  /** Lower-case, `mailto`. */
  readonly scheme: string | undefined;
  /** Of a valid mailto: URI, the domain that receives the reports, lower-case. */
  readonly domain: string | undefined;
  /** `!10m`, which RFC 7489 readers take as the largest report to send, and RFC 9989 readers skip (RFC 9989 §4.8). */
  readonly size: ReportSize | undefined;
}

export interface ReportSize {
  /** With its `!`. */
  readonly text: string;
  readonly range: Range;
}

/** Why reports cannot be mailed to an address. */
export type AddressReason =
  'no-at' | 'several-at' | 'no-mailbox' | 'no-domain' | 'final-dot' | 'empty-label' | 'domain-characters';

/** What can be wrong with a list of report destinations. `uri` is as typed; `replacement` is for the range. */
export type ReportUriFault =
  | FaultOf<'uri-list-empty'>
  | FaultOf<'uri-empty', { replacement: string }>
  /** A ";" in place of a comma. */
  | FaultOf<'uri-semicolon', { replacement: string }>
  | FaultOf<'uri-blank-between', { uri: string; replacement: string }>
  | FaultOf<'uri-size-invalid', { size: string; replacement: string }>
  | FaultOf<'uri-scheme-missing' | 'uri-decorated', { uri: string; replacement?: string }>
  | FaultOf<'uri-scheme-unsupported', { uri: string; scheme: string }>
  | FaultOf<'uri-malformed', { uri: string }>
  | FaultOf<'uri-address', { uri: string; reason: AddressReason; domain: string; replacement?: string }>
  | FaultOf<'uri-blank', { uri: string }>
  /** A character that has to be encoded. */
  | FaultOf<'uri-character', { uri: string; found: string; replacement?: string }>;

/** What can be wrong with the value of `fo`. `replacement` is for the value, `undefined` where no option is left. */
export type FailureOptionFault =
  | FaultOf<'fo-value', { value: string; word: string; replacement?: string }>
  | FaultOf<'fo-separator' | 'fo-exclusive' | 'fo-repeated', { value: string; replacement: string }>
  | FaultOf<'fo-empty'>;

/** What can be wrong with the version. */
export type VersionFault =
  | FaultOf<'version-missing', { replacement: string }>
  | FaultOf<'version-not-first'>
  | FaultOf<'version-invalid', { value: string; replacement: string }>;

/** Slips of syntax behind which the tags were found all the same. */
export type SlipFault =
  /** Another sign may be there instead of the ";". */
  | FaultOf<
      'missing-semicolon' | 'missing-semicolon-after-version',
      { before: DmarcTagName; after: string; replacement: string }
    >
  | FaultOf<'colon-for-equals', { tag: DmarcTagName; replacement: string }>
  | FaultOf<'missing-equals', { tag: DmarcTagName; value: string; replacement: string }>
  | FaultOf<'empty-tag', { replacement: string }>
  | UriFault;

/** `tag`: which list of addresses. */
export type UriFault = ReportUriFault & { readonly tag: 'rua' | 'ruf' };

/** What can be wrong with the name of a tag, or with a value that is a word. Names and values are as typed. */
export type WordFault =
  | FaultOf<'stray'>
  /** `name`: the tag's own, as the standard writes it where it is in the standard. */
  | FaultOf<'duplicate-tag', { name: string; tag: DmarcTag; first: DmarcTag }>
  | FaultOf<'unknown-tag', { name: string }>
  /** `replacement`: the tag that was probably meant. `lookalike`: a letter is of another alphabet. */
  | FaultOf<'misspelled-tag', { reason: 'typo' | 'lookalike'; name: string; replacement: DmarcTagName }>
  | FaultOf<'policy-invalid', { name: 'p' | 'sp' | 'np'; value: string; nearest: DmarcPolicy | undefined }>
  | FaultOf<'alignment-invalid', { name: 'adkim' | 'aspf'; value: string; nearest: string | undefined }>
  | FaultOf<'flag-invalid', { name: 't' | 'psd'; value: string; nearest: string | undefined }>;

export type DmarcFault = SlipFault | VersionFault | WordFault | FailureOptionFault;

/** The first tag of that name. */
export function dmarcTagOf(record: DmarcRecord, name: DmarcTagName): DmarcTag | undefined {
  return record.first.get(name);
}

/** True when the record certainly has no such tag: a hole might hold one. */
export function lacks(record: DmarcRecord, name: DmarcTagName): boolean {
  return record.value.complete && dmarcTagOf(record, name) === undefined;
}
