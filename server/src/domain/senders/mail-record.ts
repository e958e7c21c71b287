import { isSpf } from '../../email/spf/parse.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { mxAmong } from '../mail-names.ts';

/** The record by which a domain has mail; what is said of its senders stands there. */
export function mailRecordOf(owner: OwnerSubject): DnsRecord | undefined {
  const spf = owner
    .ofType('TXT')
    .find(({ rdata, conditional }) => !conditional && rdata.kind === 'text' && isSpf(rdata.value.text));
  return spf ?? mxAmong(owner.ofType('MX'));
}
