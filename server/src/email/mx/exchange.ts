import { parseIp } from '../../dns/address.ts';
import { isKnown, type DomainName } from '../../dns/names.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import { fieldOf, type DnsRecord, type RdataField } from '../../records/record.ts';

/** The field with the host that accepts mail, if it is known; also the "." of a null MX. */
export function exchangeOf(record: DnsRecord): RdataField | undefined {
  const field = fieldOf(record, 'exchange');
  return field !== undefined && isKnown(field.value) ? field : undefined;
}

/** The host that accepts mail; `undefined` for a null MX, and if it is unknown. */
export function hostOf(record: DnsRecord): DomainName | undefined {
  const host = exchangeOf(record)?.value;
  return host === '' ? undefined : host;
}

/** The hosts of several MX records, one for each. */
export const hostsOf = oncePerList((exchanges): readonly (DomainName | undefined)[] => exchanges.map(hostOf));

/** `MX 0 .`: the domain does not accept mail. RFC 7505 §3. */
export function isNullMx(record: DnsRecord): boolean {
  return record.type === 'MX' && exchangeOf(record)?.value === '';
}

/** The IP address that was written instead of a host name: `MX 10 192.0.2.1`. */
export function addressTypedIn(field: RdataField): string | undefined {
  const typed = field.text.text.replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
  return parseIp(typed) === undefined ? undefined : typed;
}
