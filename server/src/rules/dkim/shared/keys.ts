import type { DomainName } from '../../../dns/names.ts';
import type { DkimRecord } from '../../../email/dkim/model.ts';
import { DOMAINKEY, dkimNameOf } from '../../../email/dkim/names.ts';
import { isDkim, parseDkim } from '../../../email/dkim/parse.ts';
import type { DnsRecord } from '../../../records/record.ts';
import type { RuleContext } from '../../rule.ts';
import { wildcardFor } from '../../zone/shared/wildcards.ts';

/** A DKIM key of the zone, or a name that leads to one elsewhere. */
export interface KeyHere {
  /** Of the signatures: `d=`. */
  readonly domain: DomainName;
  readonly record: DnsRecord;
  /** `undefined` for an alias: what its target holds is for somebody else to say. */
  readonly dkim: DkimRecord | undefined;
}

/**
 * All DKIM keys of the domain and of those below it, by name. `undefined` where the zone does not show all of them: it
 * is not whole, a part is delegated, or a wildcard may answer for any selector. A wildcard that revokes every key
 * (`*._domainkey TXT "v=DKIM1; p="`) is no key.
 */
export function keysOf(domain: DomainName, context: RuleContext): readonly KeyHere[] | undefined {
  if (!context.zoneIsWhole || context.delegationAbove(domain).length > 0) return undefined;
  const anySelector = `x.${DOMAINKEY}.${domain}`;
  if (wildcardFor(anySelector, context).some((record) => !isRevoked(record))) return undefined;
  const keys: KeyHere[] = [];
  for (const owner of context.keyNames(domain)) {
    const name = dkimNameOf(owner);
    if (name.kind === 'adsp' || name.kind === 'report') continue;
    const records = context.recordsAt(owner);
    // Text at the bare name is a policy of old; an alias there, or a slip in the name, may be meant for any key.
    if (name.kind === 'bare' && records.every(({ type }) => type === 'TXT')) continue;
    if (name.kind !== 'key') return undefined;
    for (const record of records) {
      if (record.conditional || (record.type !== 'TXT' && record.type !== 'CNAME')) return undefined;
      if (name.selector !== '*' || !isRevoked(record))
        keys.push({ domain: name.domain, record, dkim: keyIn(record) });
    }
  }
  return keys;
}

function keyIn({ rdata, owner }: DnsRecord): DkimRecord | undefined {
  if (rdata.kind !== 'text' || !isDkim(rdata.value.text, owner)) return undefined;
  return parseDkim(rdata.value);
}

function isRevoked(record: DnsRecord): boolean {
  return record.type !== 'CNAME' && (keyIn(record)?.key.kind ?? 'revoked') === 'revoked';
}
