import type { DomainName } from '../../dns/names.ts';
import type { DkimRecord } from '../../email/dkim/model.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { isDkim } from '../../email/dkim/parse.ts';
import { usabilityOf } from '../../email/dkim/usability.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordView } from '../view.ts';
import { wildcardFor } from '../wildcards.ts';

/** A DKIM key in the zone, or an alias that points to one in another zone. */
export interface KeyHere {
  /** The domain of the signatures (`d=`). */
  readonly domain: DomainName;
  readonly record: DnsRecord;
  /** `undefined` for an alias, because the owner of its target decides what the target contains. */
  readonly dkim: DkimRecord | undefined;
}

/**
 * The first DKIM key, by name, of the domain or its subdomains for which `counts` is true. `none` means that there is
 * certainly none. `unknown` means that the zone shows none but may not show all keys, because it is incomplete, a part
 * is delegated, or a wildcard may answer for any selector. A wildcard that revokes every key (`*._domainkey TXT
 * "v=DKIM1; p="`) is not a key.
 *
 * Records after that key are not read. Of thousands of keys, the first one usually suffices.
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

/** Keys by name; `undefined` for a name that may stand for any number of keys. */
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
    // Text at the bare name is an obsolete policy record. An alias there, or a typo in the name, may be meant for any
    // key.
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

/** Whether receivers can still look up a key, because it is not revoked or is an alias. */
export function isInForce({ dkim }: KeyHere): boolean {
  return dkim?.key.kind !== 'revoked';
}

/** Whether signatures may verify with a key, because it has no defect or is an alias. */
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
