import type { DomainName } from '../../dns/names.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { isDkim } from '../../email/dkim/parse.ts';
import { usabilityOf } from '../../email/dkim/usability.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordView } from '../view.ts';
import { wildcardFor } from '../wildcards.ts';

/** A DKIM key of the zone, or a name that leads to one elsewhere. */
export interface KeyHere {
  /** Of the signatures: `d=`. */
  readonly domain: DomainName;
  readonly record: DnsRecord;
  /** `undefined` for an alias: what its target holds is for somebody else to say. */
  readonly dkim: DkimRecord | undefined;
}

/**
 * The first DKIM key of the domain, or of those below it, for which `counts` holds, by name. `none`: there is certainly
 * none. `unknown`: the zone shows none, and may not show all of them: it is not whole, a part is delegated, or a wildcard
 * may answer for any selector. A wildcard that revokes every key (`*._domainkey TXT "v=DKIM1; p="`) is no key.
 *
 * No more is read than up to that key: of thousands, mostly the first one will do.
 */
export function findKey(
  domain: DomainName,
  context: RecordView,
  counts: (key: KeyHere) => boolean = () => true,
): KeyHere | 'none' | 'unknown' {
  let isOpen = false;
  for (const key of foundKeys(domain, context)) {
    if (key === undefined) isOpen = true;
    else if (counts(key)) return key;
  }
  return isOpen ? 'unknown' : 'none';
}

/** By name; `undefined` for what may be any number of keys. */
function* foundKeys(domain: DomainName, context: RecordView): Generator<KeyHere | undefined> {
  const anySelector = `x.${DOMAINKEY}.${domain}`;
  if (
    !context.zoneIsWhole ||
    context.delegationAbove(domain).length > 0 ||
    wildcardFor(anySelector, context).some((record) => !isRevoked(record))
  ) {
    yield undefined;
    return;
  }
  for (const owner of context.keyNames(domain)) {
    const name = dkimNameOf(owner);
    if (name.kind === 'adsp' || name.kind === 'report') continue;
    const records = context.recordsAt(owner);
    // Text at the bare name is a policy of old; an alias there, or a slip in the name, may be meant for any key.
    if (name.kind === 'bare' && records.every(({ type }) => type === 'TXT')) continue;
    if (name.kind !== 'key') {
      yield undefined;
      continue;
    }
    for (const record of records) {
      if (record.conditional || (record.type !== 'TXT' && record.type !== 'CNAME')) yield undefined;
      else if (name.selector !== '*' || !isRevoked(record))
        yield { domain: name.domain, record, dkim: keyIn(record) };
    }
  }
}

/** Whether a key is one that receivers can still ask for: not revoked, or an alias. */
export function isInForce({ dkim }: KeyHere): boolean {
  return dkim?.key.kind !== 'revoked';
}

/** Whether signatures may verify with a key: it has no defect, or is an alias. */
export function mayVerify({ dkim }: KeyHere): boolean {
  return dkim === undefined || usabilityOf(dkim).kind !== 'unusable';
}

function keyIn({ rdata, owner }: DnsRecord): DkimRecord | undefined {
  if (rdata.kind !== 'text' || !isDkim(rdata.value.text, owner)) return undefined;
  return parsePolicy('dkim', rdata.value);
}

function isRevoked(record: DnsRecord): boolean {
  return record.type !== 'CNAME' && (keyIn(record)?.key.kind ?? 'revoked') === 'revoked';
}
