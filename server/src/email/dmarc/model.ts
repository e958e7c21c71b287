import type { Range } from '../../text/range.ts';
import type { PolicyRecord } from '../policy-record.ts';
import type { DmarcFault } from './faults.ts';
import type { FailureOption, TagName } from './tags.ts';

/**
 * One DMARC record as typed, read with recovery: a tag behind a missing semicolon or with `:` for `=` is here too,
 * and the fault beside it. What receivers make of it is in `reading.ts`.
 */
export interface DmarcRecord extends PolicyRecord<DmarcFault> {
  readonly kind: 'dmarc';
  /** In the order of the text: unknown ones too, and each of those that occur twice. */
  readonly tags: readonly DmarcTag[];
  /** Destinations of aggregate reports, of the first `rua`. */
  readonly rua: readonly ReportUri[];
  /** Destinations of failure reports, of the first `ruf`. */
  readonly ruf: readonly ReportUri[];
  /** What the first `fo` asks for, as far as it is valid; the default `0` is not filled in. */
  readonly fo: readonly FailureOption[];
}

export interface DmarcTag {
  /** Which tag of RFC 9989 or RFC 7489 it is, in whatever case it is typed; `undefined` for all others. */
  readonly known: TagName | undefined;
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

/** The first tag of that name. */
export function tagOf(record: DmarcRecord, name: TagName): DmarcTag | undefined {
  return record.tags.find((tag) => tag.known === name);
}

/** True when the record certainly has no such tag: a hole might hold one. */
export function lacks(record: DmarcRecord, name: TagName): boolean {
  return record.value.complete && tagOf(record, name) === undefined;
}
