import type { DomainName } from '../../dns/names.ts';
import { fieldOf, type DnsRecord, type RdataField } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { exchangeOf, hostOf } from './exchange.ts';
import { platformOf, type Platform } from './platforms.ts';

/** An MX record that certainly exists, and its host. */
export interface Exchange {
  readonly record: DnsRecord;
  readonly field: RdataField;
  readonly host: DomainName;
  readonly platform: Platform | undefined;
}

/** The hosts that accept mail for the name, in the order in which senders try them. */
export function exchangesOf(owner: OwnerSubject): readonly Exchange[] {
  const exchanges: Exchange[] = [];
  for (const record of owner.ofType('MX')) {
    const field = exchangeOf(record);
    const host = hostOf(record);
    if (field === undefined || host === undefined || record.conditional) continue;
    exchanges.push({ record, field, host, platform: platformOf(host) });
  }
  return exchanges.sort((a, b) => preferenceOf(a) - preferenceOf(b));
}

/** A host with an unknown preference comes last. */
export function preferenceOf({ record }: Pick<Exchange, 'record'>): number {
  const preference = Number(fieldOf(record, 'preference')?.value);
  return Number.isNaN(preference) ? Infinity : preference;
}
