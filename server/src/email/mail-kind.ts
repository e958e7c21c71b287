import type { DnsRecord } from '../records/record.ts';
import { isDkim } from './dkim/parse.ts';
import { isDmarc } from './dmarc/parse.ts';
import { isSpf } from './spf/parse.ts';

/** The role of a record for mail; `undefined` if it has none. */
export function mailKind(record: DnsRecord): 'MX' | 'SPF' | 'DMARC' | 'DKIM' | undefined {
  if (record.type === 'MX') return 'MX';
  if (record.type !== 'TXT' || record.rdata.kind !== 'text') return undefined;
  const { text } = record.rdata.value;
  if (isSpf(text)) return 'SPF';
  if (isDmarc(text, record.owner)) return 'DMARC';
  return isDkim(text, record.owner) ? 'DKIM' : undefined;
}
