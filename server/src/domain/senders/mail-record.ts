import { isSpf } from '../../email/spf/parse.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { mxAmong } from '../mail-names.ts';

/** The record that shows that a domain has mail. Findings about its senders are reported there. */
export function mailRecordOf(owner: OwnerSubject): DnsRecord | undefined {
  const spf = owner
    .ofType('TXT')
    .find(({ rdata, conditional }) => !conditional && rdata.kind === 'text' && isSpf(rdata.value.text));
  return spf ?? mxAmong(owner.ofType('MX'));
}
