import type { Workspace } from '../../analysis/workspace.ts';
import { isAtOrBelow, isKnown, type DomainName } from '../../dns/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { cachedReader } from '../../email/spf/evaluate/select-record.ts';
import { knownCostOf } from '../../email/spf/known-costs.ts';
import { lookupTree } from '../../email/spf/lookup-tree.ts';
import { MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { parseSpf } from '../../email/spf/parse.ts';
import { allServices } from '../../senders/services/all.ts';
import { serviceById } from '../../senders/services/catalog.ts';
import type { Service } from '../../senders/services/model.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { EditableRecords } from '../record-fix.ts';
import { countOf, type Count } from '../spf-words.ts';
import { featureText } from '../texts.ts';
import { policyRecord, type DraftContext, type Drafted, type DraftRecord } from './draft.ts';

/** A service that an SPF record can list. */
export interface IncludedService {
  readonly id: string;
  readonly name: string;
  readonly include: DomainName;
  readonly cost: Count;
}

/** Services whose customers include their record: first the most common ones, whose lookups are known, each by name. */
export function includedServices(): readonly IncludedService[] {
  return allServices()
    .flatMap((service) => includeOf(service) ?? [])
    .sort((a, b) => Number(a.cost.atLeast) - Number(b.cost.atLeast) || a.name.localeCompare(b.name, 'en'));
}

/**
 * `undefined` if its include is unknown, or if it uses its own domain in MAIL FROM, so that receivers do not evaluate the
 * include.
 */
function includeOf({ id, name, includes, confidence, envelope }: Service): IncludedService | undefined {
  const [include] = includes;
  if (include === undefined || confidence === 'low' || envelope === 'service') return undefined;
  const known = knownCostOf(include);
  const cost = { lookups: known?.lookups ?? 1, atLeast: known === undefined, asOf: known?.date };
  return { id, name, include, cost };
}

/** An SPF record for services, with the domain's own mail servers. */
export function draftSpf(context: DraftContext, services: readonly string[]): Drafted {
  const { domain, facts } = context;
  const includes: DomainName[] = [];
  for (const id of services) {
    const service = serviceById(id);
    if (service === undefined) return { fault: featureText('notAService', { id }) };
    const { include } = includeOf(service) ?? {};
    if (include === undefined)
      return {
        fault: featureText('noCommonInclude', { service: service.name }),
      };
    if (!includes.includes(include)) includes.push(include);
  }
  const hosts = ownMailServers(context);
  const terms = [...(hosts.length > 0 ? ['mx'] : []), ...includes.map((include) => `include:${include}`)];
  if (terms.length === 0)
    return {
      fault: featureText('chooseServices'),
    };
  const text = `v=spf1 ${terms.join(' ')} ~all`;
  const tree = lookupTree(parseSpf(MappedText.unwritten(text)), domain, { facts, read: cachedReader() });
  const count = countOf(tree.cost);
  const usage =
    count.lookups > MAX_LOOKUP_TERMS
      ? { fault: featureText('tooManyLookups', { usage: usageOf(count) }) }
      : { note: featureText('lookupsUsed', { usage: usageOf(count) }) };
  return {
    records: [
      { ...policyRecord('spf', domain, text), ...usage },
      ...hosts.filter(hasAddress(context)).map(hostRecord),
    ],
  };
}

/** `at least 7 of 10 lookups (provider data from 2026-01-16)` */
function usageOf({ lookups, atLeast, asOf }: Count): string {
  const source = asOf === undefined ? '' : ` (provider data from ${asOf})`;
  return `${atLeast ? 'at least ' : ''}${lookups} of ${MAX_LOOKUP_TERMS} lookups${source}`;
}

/** Lookups that an SPF record of the domain uses before any service is chosen: those of "mx". */
export function lookupsOfOwnMx(workspace: Workspace, domain: DomainName): number {
  return ownMailServers({ domain, records: new EditableRecords(workspace) }).length > 0 ? 1 : 0;
}

/** MX hosts of the domain that are its own hosts, which also send mail. */
function ownMailServers({
  domain,
  records,
}: Pick<DraftContext, 'domain' | 'records'>): readonly DomainName[] {
  const organization = registeredDomain(domain) ?? domain;
  const hosts = records.recordsAt(domain, 'MX').flatMap((record) => {
    const host = record.conditional ? undefined : hostOf(record);
    return host !== undefined && isKnown(host) && isAtOrBelow(host, organization) ? [host] : [];
  });
  return [...new Set(hosts)];
}

function hasAddress({ domain, records }: DraftContext): (host: DomainName) => boolean {
  return (host) => host !== domain && ['A', 'AAAA'].some((type) => records.recordsAt(host, type).length > 0);
}

/** SPF of a mail server's own name, for which receivers check its bounces. RFC 7208 §2.4, §10.1.3. */
function hostRecord(host: DomainName): DraftRecord {
  return policyRecord('spf', host, 'v=spf1 a -all');
}
