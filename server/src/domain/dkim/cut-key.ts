import { dkimNameOf } from '../../email/dkim/names.ts';
import { parseDkim } from '../../email/dkim/parse.ts';
import { usabilityOf } from '../../email/dkim/usability.ts';
import type { DnsRecord, TextRdata } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { MappedText } from '../../text/mapped-text.ts';

type TextRecord = DnsRecord & { readonly rdata: TextRdata };

/**
 * The TXT records at a selector that form a usable key only together, because the key was split into records instead of
 * strings of one record. `undefined` if they are something else, or if part of them is unknown.
 */
export function cutKeyAt(owner: OwnerSubject): readonly TextRecord[] | undefined {
  if (dkimNameOf(owner.name).kind !== 'key') return undefined;
  const records = owner.ofType('TXT').filter((record): record is TextRecord => record.rdata.kind === 'text');
  if (records.length < 2 || records.length > MAX_PIECES) return undefined;
  if (records.some(({ conditional, rdata }) => conditional || !rdata.value.complete)) return undefined;
  const texts = records.map(({ rdata }) => rdata.value.text);
  // The second piece of a key has no tags. A whole record next to another one is a different fault.
  if (isUsableKey(texts.join('')) && !texts.some(isUsableKey)) return records;
  return undefined;
}

/** Records that are joined. An 8192-bit key needs 6 strings, and each piece may be shorter than a string can be. */
export const MAX_PIECES = 16;

function isUsableKey(text: string): boolean {
  return usabilityOf(parseDkim(new MappedText(text, []))).kind === 'usable';
}
