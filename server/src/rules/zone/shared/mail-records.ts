import { isDkim } from '../../../email/dkim/parse.ts';
import { isDmarc } from '../../../email/dmarc/parse.ts';
import { isSpf } from '../../../email/spf/parse.ts';
import type { DnsRecord } from '../../../records/record.ts';

/** What a record has to do with mail; `undefined` for nothing. */
export function mailKind(record: DnsRecord): 'MX' | 'SPF' | 'DMARC' | 'DKIM' | undefined {
  if (record.type === 'MX') return 'MX';
  if (record.type !== 'TXT' || record.rdata.kind !== 'text') return undefined;
  const { text } = record.rdata.value;
  if (isSpf(text)) return 'SPF';
  if (isDmarc(text, record.owner)) return 'DMARC';
  return isDkim(text, record.owner) ? 'DKIM' : undefined;
}
