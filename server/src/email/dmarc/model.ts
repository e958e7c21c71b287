import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { FailureOption, DmarcPolicy, DmarcTagName } from './tags.ts';

/**
 * One DMARC record as typed, parsed with recovery: a tag after a missing semicolon or with `:` instead of `=` is also included,
 * with the fault. `reading.ts` determines how receivers read it.
 */
export interface DmarcRecord extends PolicyRecord<DmarcFault> {
  readonly kind: 'dmarc';
  /** In the order of the text, including unknown and duplicate tags. */
  readonly tags: readonly DmarcTag[];
  /** The first tag of each DMARC name. */
  readonly first: ReadonlyMap<DmarcTagName, DmarcTag>;
  /** Destinations of aggregate reports, from the first `rua`. */
  readonly rua: readonly ReportUri[];
  /** Destinations of failure reports, from the first `ruf`. */
  readonly ruf: readonly ReportUri[];
  /** The valid options of the first `fo`. The default `0` is not filled in. */
  readonly fo: readonly FailureOption[];
}

export interface DmarcTag {
  /** The tag of RFC 9989 or RFC 7489 that it is, regardless of case; `undefined` for all others. */
  readonly known: DmarcTagName | undefined;
  /** As typed. */
  readonly name: string;
  readonly nameRange: Range;
  /** As typed, without the spaces around it. */
  readonly value: string;
  readonly valueRange: Range;
  /** From the name to the end of the value. */
  readonly range: Range;
  /** The offset of its `;`, if it has one. */
  readonly separator: number | undefined;
  /** Whether a part of the value is unknown. */
  readonly hasHole: boolean;
}

/** One destination of `rua` or `ruf`. RFC 9989 §4.6. */
export interface ReportUri {
  /** As typed, without the size suffix. */
  readonly text: string;
  readonly range: Range;
  /** `valid`: a well-formed mailto: URI, or a URI with another scheme. `unknown`: a part of it is unknown. */
  readonly state: 'valid' | 'invalid' | 'unknown';
  /** In lowercase: `mailto`. */
  readonly scheme: string | undefined;
  /** For a valid mailto: URI, the domain that receives the reports, in lowercase. */
  readonly domain: string | undefined;
  /** `!10m`, which RFC 7489 receivers use as the size limit of a report, and RFC 9989 receivers ignore (RFC 9989 §4.8). */
  readonly size: ReportSize | undefined;
}

export interface ReportSize {
  /** Including its `!`. */
  readonly text: string;
  readonly range: Range;
}

/** Why reports cannot be mailed to an address. */
export type AddressReason =
  'no-at' | 'several-at' | 'no-mailbox' | 'no-domain' | 'final-dot' | 'empty-label' | 'domain-characters';

/** The faults of a list of report destinations. `uri` is as typed. `replacement` is for the range. */
export type ReportUriFault =
  | FaultOf<'uri-list-empty'>
  | FaultOf<'uri-empty', { replacement: string }>
  /** A ";" instead of a comma. */
  | FaultOf<'uri-semicolon', { replacement: string }>
  | FaultOf<'uri-blank-between', { uri: string; replacement: string }>
  | FaultOf<'uri-size-invalid', { size: string; replacement: string }>
  | FaultOf<'uri-scheme-missing' | 'uri-decorated', { uri: string; replacement?: string }>
  | FaultOf<'uri-scheme-unsupported', { uri: string; scheme: string }>
  | FaultOf<'uri-malformed', { uri: string }>
  | FaultOf<'uri-address', { uri: string; reason: AddressReason; domain: string; replacement?: string }>
  | FaultOf<'uri-blank', { uri: string }>
  /** A character that must be encoded. */
  | FaultOf<'uri-character', { uri: string; found: string; replacement?: string }>;

/** The faults of the value of `fo`. `replacement` is for the value; `undefined` if no option is left. */
export type FailureOptionFault =
  | FaultOf<'fo-value', { value: string; word: string; replacement?: string }>
  | FaultOf<'fo-separator' | 'fo-exclusive' | 'fo-repeated', { value: string; replacement: string }>
  | FaultOf<'fo-empty'>;

/** The faults of the version. */
export type VersionFault =
  | FaultOf<'version-missing', { replacement: string }>
  | FaultOf<'version-not-first'>
  | FaultOf<'version-invalid', { value: string; replacement: string }>;

/** Syntax faults despite which the tags were found. */
export type SlipFault =
  /** There can be another character instead of the ";". */
  | FaultOf<
      'missing-semicolon' | 'missing-semicolon-after-version',
      { before: DmarcTagName; after: string; replacement: string }
    >
  | FaultOf<'colon-for-equals', { tag: DmarcTagName; replacement: string }>
  | FaultOf<'missing-equals', { tag: DmarcTagName; value: string; replacement: string }>
  | FaultOf<'empty-tag', { replacement: string }>
  | UriFault;

/** `tag` is the tag with the list of addresses. */
export type UriFault = ReportUriFault & { readonly tag: 'rua' | 'ruf' };

/** The faults of a tag name, or of a value that is a word. Names and values are as typed. */
export type WordFault =
  | FaultOf<'stray'>
  /** `name` is the name of the tag, in the spelling of the standard if it is a standard tag. */
  | FaultOf<'duplicate-tag', { name: string; tag: DmarcTag; first: DmarcTag }>
  | FaultOf<'unknown-tag', { name: string }>
  /** `replacement`: the tag that was probably meant. `lookalike`: a letter is from another alphabet. */
  | FaultOf<'misspelled-tag', { reason: 'typo' | 'lookalike'; name: string; replacement: DmarcTagName }>
  | FaultOf<'policy-invalid', { name: 'p' | 'sp' | 'np'; value: string; nearest: DmarcPolicy | undefined }>
  | FaultOf<'alignment-invalid', { name: 'adkim' | 'aspf'; value: string; nearest: string | undefined }>
  | FaultOf<'flag-invalid', { name: 't' | 'psd'; value: string; nearest: string | undefined }>;

export type DmarcFault = SlipFault | VersionFault | WordFault | FailureOptionFault;

/** The first tag of that name. */
export function dmarcTagOf(record: DmarcRecord, name: DmarcTagName): DmarcTag | undefined {
  return record.first.get(name);
}

/** Whether the record certainly has no such tag. An unresolved value could contain one. */
export function lacks(record: DmarcRecord, name: DmarcTagName): boolean {
  return record.value.complete && dmarcTagOf(record, name) === undefined;
}
