import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { parseIpv4 } from '../../dns/address.ts';
import type { Answer, AnswerSource, DnsFacts, QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow } from '../../dns/names.ts';
import { checkHost } from '../../email/spf/evaluate/check-host.ts';
import { selectRecord } from '../../email/spf/evaluate/select-record.ts';
import type { SpfVerdict, TraceStep } from '../../email/spf/evaluate/verdict.ts';
import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import { lookupTree } from '../../email/spf/lookup-tree.ts';
import { servicesOfInclude } from '../../senders/services/catalog.ts';
import type { Service } from '../../senders/services/model.ts';
import { sampleAddresses } from './sample-addresses.ts';
import type { SpfOptions } from './spf-options.ts';

/**
 * The SPF result, by the evaluator, for a service whose addresses are not listed.
 *
 * One reserved address, which no record lists, represents all addresses of the service. The service's own includes are
 * assumed to list it. The includes of other services are assumed not to list it, unless their answer is known. Terms
 * that may cover the service without naming it (networks, `ptr`, `exists`) make the verdict unknown, which is
 * `undefined`.
 */
export function checkService(
  service: Service,
  domain: DomainName,
  options: SpfOptions,
): SpfVerdict | undefined {
  if (service.includes.length === 0 && service.customerIncludes.length === 0) return undefined;
  const facts = factsOfStandIn(service, options.facts);
  const verdict = check(STAND_IN, domain, { ...options, facts });
  if (verdict.result === 'pass' || verdict.result === 'pending' || verdict.result === 'temperror')
    return verdict;
  const own = checkOwnAddresses(service, domain, options);
  if (own === 'all') return { ...verdict, result: 'pass' };
  if (own === 'some') return undefined;
  const isOpen = own === 'unknown' && mayCover(verdict.trace, service, facts);
  return isOpen ? undefined : verdict;
}

/** An address in the range that is reserved for future use. RFC 1112 §4. */
const STAND_IN: IpAddress = parseIpv4('240.0.0.1') ?? { kind: 'ipv4', words: [0xf0000001] };
const LISTS_IT = ['v=spf1 ip4:240.0.0.1 ?all'];
const LISTS_NO_SENDERS = ['v=spf1 ?all'];

function check(
  ip: IpAddress,
  domain: DomainName,
  options: Pick<SpfOptions, 'read'> & { readonly facts: DnsFacts },
): SpfVerdict {
  return checkHost({ ip, mailFrom: `postmaster@${domain}`, helo: '' }, { ...options, trace: true });
}

function factsOfStandIn(service: Service, facts: DnsFacts): DnsFacts {
  const source: AnswerSource = { kind: 'file', recorded: service.asOf };
  return {
    ask<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
      // The question is still noted, so that a host with live DNS can resolve it.
      const answer = facts.ask(name, type);
      const made = (data: unknown): Answer<T> => ({ status: 'data', data, source }) as Answer<T>;
      const isOwn = isIncludeOf(service, name);
      if (type === 'A' && isOwn) return made([STAND_IN]);
      if (type !== 'TXT') return answer;
      if (isOwn) return made([LISTS_IT]);
      return answer.status === 'pending' && listsItsOwnOnly(name) ? made([LISTS_NO_SENDERS]) : answer;
    },
  };
}

function isIncludeOf({ includes, customerIncludes }: Service, name: DomainName): boolean {
  return includes.includes(name) || customerIncludes.some((end) => isAtOrBelow(name, end));
}

/** Services that host SPF records of other domains may list any host. */
function listsItsOwnOnly(name: DomainName): boolean {
  const services = servicesOfInclude(name);
  return services.length > 0 && services.every(({ kind }) => kind !== 'spf');
}

/** Whether something in the records could match addresses of the service without naming it. */
function mayCover(trace: readonly TraceStep[], service: Service, facts: DnsFacts): boolean {
  const networks = trace.filter(
    ({ term, domain }) => isNetwork(term) && servicesOfInclude(domain).length === 0,
  ).length;
  const fewest = SENDS_FROM_ELSEWHERE.has(service.id) ? FEWEST_NETWORKS : 1;
  return networks >= fewest || trace.some((step) => mayLeadTo(step, service, facts));
}

/** A single address is one host. Lists of networks are often copied from a service's own record. */
function isNetwork(term: TraceStep['term']): boolean {
  if (term.kind !== 'ip4' && term.kind !== 'ip6') return false;
  return term.network === undefined || sampleAddresses(term.network).length > 1;
}

function mayLeadTo({ term, domain, target }: TraceStep, service: Service, facts: DnsFacts): boolean {
  switch (term.kind) {
    case 'ptr':
    case 'exists':
    case 'unread':
      return true;
    case 'a':
      return target !== undefined && isMailServerOf(service, target);
    case 'mx': {
      if (SENDS_FROM_ELSEWHERE.has(service.id)) return false;
      const answer = facts.ask(target ?? domain, 'MX');
      return (
        answer.status !== 'data' || answer.data.some(({ exchange }) => isMailServerOf(service, exchange))
      );
    }
    default:
      return false;
  }
}

/** These services are known not to send from their MX hosts, and to list many networks. */
const SENDS_FROM_ELSEWHERE: ReadonlySet<string> = new Set(['google-workspace', 'microsoft-365']);
/** Fewer networks cannot be everything that these services list. */
const FEWEST_NETWORKS = 4;

function isMailServerOf({ mx }: Service, host: DomainName): boolean {
  return mx.some((end) => isAtOrBelow(host, end));
}

/** Addresses that represent everything that a service lists. */
const MAX_SAMPLES = 24;

/** How many of the service's published addresses pass, if those are known. */
function checkOwnAddresses(
  { includes }: Service,
  domain: DomainName,
  options: SpfOptions,
): 'all' | 'some' | 'none' | 'unknown' {
  const samples: IpAddress[] = [];
  for (const include of includes) {
    const networks = networksOf(include, options);
    if (networks === undefined) return 'unknown';
    samples.push(...networks.flatMap((network) => sampleAddresses(network).slice(0, 1)));
  }
  if (samples.length === 0) return 'unknown';
  const stride = Math.ceil(samples.length / MAX_SAMPLES);
  const chosen = samples.filter((_, i) => i % stride === 0);
  const results = chosen.map((ip) => check(ip, domain, options).result);
  if (results.some((result) => result === 'pending' || result === 'temperror')) return 'unknown';
  const passing = results.filter((result) => result === 'pass').length;
  return passing === 0 ? 'none' : passing === chosen.length ? 'all' : 'some';
}

/** Everything that an included record lists; `undefined` if not all of it is known. */
function networksOf(include: DomainName, { facts, read }: SpfOptions): readonly IpNetwork[] | undefined {
  const answer = facts.ask(include, 'TXT');
  const record = answer.status === 'data' ? selectRecord(answer.data, read) : 'none';
  if (typeof record === 'string' || record.permerror) return undefined;
  const networks: IpNetwork[] = [];
  const seen = new Set<LookupTree>();
  const isRead = (tree: LookupTree): boolean => {
    if (tree.record === undefined) return false;
    if (seen.has(tree)) return true;
    seen.add(tree);
    for (const term of tree.record.directives) {
      const isPass = 'qualifier' in term && term.qualifier === '+';
      if ((term.kind === 'ip4' || term.kind === 'ip6') && isPass && term.network !== undefined) {
        networks.push(term.network);
      }
    }
    return tree.terms.every(({ tree: below }) => below?.state === 'read' && isRead(below));
  };
  return isRead(lookupTree(record, include, { facts, read })) ? networks : undefined;
}
