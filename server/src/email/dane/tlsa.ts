import { isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { fieldOf, type DnsRecord, type RdataField } from '../../records/record.ts';

/** The labels before a host whose mail server on port 25 the record is about. RFC 7672 §2.2.2. */
export const SMTP = '_25._tcp';

/** The fields of a TLSA record with registered values. RFC 6698 §2.1. */
export interface Tlsa {
  readonly usage: Num;
  readonly selector: Num;
  readonly matching: Num;
  readonly data: RdataField;
}

interface Num {
  readonly field: RdataField;
  readonly value: number;
}

export function tlsaOf(record: DnsRecord): Tlsa | undefined {
  const usage = numberIn(record, 'usage');
  const selector = numberIn(record, 'selector');
  const matching = numberIn(record, 'matching-type');
  const data = fieldOf(record, 'certificate-association-data');
  if (usage === undefined || selector === undefined || matching === undefined || data === undefined)
    return undefined;
  return { usage, selector, matching, data };
}

function numberIn(record: DnsRecord, name: string): Num | undefined {
  const field = fieldOf(record, name);
  return field === undefined || !/^\d+$/.test(field.value)
    ? undefined
    : { field, value: Number(field.value) };
}

/** The host of `_25._tcp.<host>`; `undefined` for any other name. */
export function smtpHostOf(owner: DomainName): DomainName | undefined {
  if (!owner.startsWith(`${SMTP}.`) || !isKnown(owner)) return undefined;
  return labelsOf(owner).slice(2).join('.');
}
