import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { FaultDetail } from '../../records/format.ts';
import type { NameReason, RdataFault, RdataReason } from '../../records/rdata.ts';
import type { Rdata } from '../../records/record.ts';
import { HOLE } from '../../text/mapped-text.ts';

/** The fault that a name server finds in `rdata`. `typed` is the source text at its range. */
export function rdataFault({ reason, range }: RdataFault, rdata: Rdata, typed: string): FaultDetail {
  const ofData: FaultDetail = typed === '' ? { code: 'rdata-missing', reason } : { code: 'rdata', reason };
  if (rdata.kind !== 'text') return isOfNames(reason) ? nameDetail(reason, typed) : ofData;
  const text = rdata.strings.find((string) => string.range.start === range.start)?.value.text ?? '';
  const octets = text.replaceAll(HOLE, '').length;
  if (octets <= MAX_CHARACTER_STRING) return ofData;
  return { code: 'string-too-long', reason: text.length > octets ? 'at-least' : 'exact', octets };
}

/** Reasons for names. In data that contains names, they only apply to those names. */
type OfNames = Exclude<NameReason, 'unexpected end of input'>;

function isOfNames(reason: RdataReason): reason is OfNames {
  switch (reason) {
    case 'bad escape':
    case 'bad label type':
    case 'empty label':
    case 'label too long':
    case 'ran out of space':
      return true;
    default:
      return false;
  }
}

/** The fault of a name with this source text. */
export function nameDetail(reason: NameReason, typed: string): FaultDetail {
  switch (reason) {
    case 'label too long':
      return { code: 'name-too-long', reason: 'label' };
    case 'ran out of space':
      return { code: 'name-too-long', reason: typed.endsWith('.') ? 'absolute' : 'relative' };
    case 'empty label':
      return { code: 'name', reason: typed.includes('..') ? 'adjacent-dots' : 'leading-dot' };
    case 'bad escape':
    case 'bad label type':
    case 'unexpected end of input':
      return { code: 'name-escape', refusal: reason };
  }
}
