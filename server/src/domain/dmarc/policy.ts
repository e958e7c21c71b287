import { isAtOrBelow, isKnown, parentOf, type DomainName } from '../../dns/names.ts';
import type { DmarcRecord } from '../../email/dmarc/model.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { readAs, type PolicyReading } from '../../email/dmarc/reading.ts';
import { parsePolicy } from '../../email/policies.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import type { RecordView } from '../view.ts';
import { wildcardFor } from '../wildcards.ts';

/** The DMARC record that holds for a domain, as far as the zone shows it. */
export type DmarcHere =
  /** `domain`: whose record it is, the domain itself or one above it. */
  | (FoundPolicy & { readonly domain: DomainName })
  /** There is certainly none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

interface FoundPolicy {
  readonly kind: 'found';
  readonly record: DnsRecord;
  readonly dmarc: DmarcRecord;
  readonly reading: PolicyReading;
}

type OwnPolicy = FoundPolicy | Exclude<DmarcHere, { readonly kind: 'found' }>;

const UNKNOWN = { kind: 'unknown' } as const;

/**
 * The domain's own record, else that of the organizational domain: the topmost one that has a record (RFC 9989 §4.10.1,
 * §4.10.2). One that declares itself with `psd` is left out of account: nothing is said then.
 */
export function dmarcHere(domain: DomainName, context: RecordView): DmarcHere {
  return context.derive(findHere, domain);
}

function findHere(domain: DomainName, context: RecordView): DmarcHere {
  const { apex } = context;
  if (!isKnown(domain)) return UNKNOWN;
  const own = recordOf(domain, context);
  if (own.kind !== 'none') return own;
  if (apex === undefined || !isAtOrBelow(domain, apex)) return UNKNOWN;
  // Above the zone there may be another record.
  if (registeredDomain(apex) !== apex) return UNKNOWN;
  for (const name of between(domain, apex)) {
    const above = recordOf(name, context);
    if (above.kind !== 'none') return above.kind === 'found' && above.reading.psd !== 'u' ? UNKNOWN : above;
  }
  return context.zoneIsWhole ? own : UNKNOWN;
}

/** {@link dmarcHere} of the name that all rules of a run are about. */
export function dmarcOf(owner: OwnerSubject, context: RecordView): DmarcHere {
  return dmarcHere(owner.name, context);
}

/** The names above the domain, from the zone's own name down. */
function between(domain: DomainName, apex: DomainName): readonly DomainName[] {
  const names: DomainName[] = [];
  for (let at = domain; at !== apex;) {
    const above = parentOf(at);
    if (above === undefined) break;
    names.unshift(above);
    at = above;
  }
  return names;
}

function recordOf(domain: DomainName, context: RecordView): DmarcHere {
  const owner = policyOwner(domain);
  if (context.delegationAbove(owner).length > 0) return UNKNOWN;
  const own = context.recordsAt(owner);
  const records = own.length > 0 ? own : wildcardFor(owner, context);
  const here = policyAmong(records);
  return here.kind === 'found' ? { ...here, domain } : here;
}

/** What the records of the name at which a domain has its policy say of it. */
const policyAmong = oncePerList((records): OwnPolicy => {
  // A CNAME leads elsewhere; below NS or DNAME somebody else decides.
  if (records.some(({ type }) => type === 'CNAME' || type === 'NS' || type === 'DNAME')) return UNKNOWN;
  const candidates = records.flatMap((record) => {
    if (record.type !== 'TXT' || record.rdata.kind !== 'text') return [];
    const dmarc = parsePolicy('dmarc', record.rdata.value);
    const reading = readAs(dmarc, 'RFC 9989');
    const isOther = reading.kind === 'ignored' && reading.because === 'version';
    return isOther && !record.conditional ? [] : [{ record, dmarc, reading }];
  });
  const [only] = candidates;
  if (only === undefined) return { kind: 'none' };
  const { record, dmarc, reading } = only;
  if (candidates.length > 1 || record.conditional || reading.kind !== 'policy') return UNKNOWN;
  return { kind: 'found', record, dmarc, reading };
});
