import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { FaultCode } from '../../records/format.ts';
import type { RdataFault } from '../../records/rdata.ts';
import type { Rdata } from '../../records/record.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { NAME_REASONS } from '../../records/rdata/name.ts';

/** Said of names, and in data with names of nothing else. */
const OF_NAMES = new Set([...Object.values(NAME_REASONS), 'bad escape', 'bad label type']);

/** What kind of fault it is that a name server finds in `rdata`. */
export function classify(
  { reason, range }: RdataFault,
  rdata: Rdata,
): { readonly code: FaultCode; readonly reason: string } {
  if (rdata.kind !== 'text') return { code: OF_NAMES.has(reason) ? 'name' : 'rdata', reason };
  const text = rdata.strings.find((string) => string.range.start === range.start)?.value.text ?? '';
  const octets = text.replaceAll(HOLE, '').length;
  if (octets <= MAX_CHARACTER_STRING) return { code: 'rdata', reason };
  return {
    code: 'string-too-long',
    reason: `string of ${text.length > octets ? 'at least ' : ''}${octets} octets`,
  };
}
