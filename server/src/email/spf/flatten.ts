import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { bitsOf, formatIp, formatNetwork, networkOf } from '../../dns/address.ts';
import type { Answer, AnswerSource, DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { faultOfName } from '../../dns/names.ts';
import { MAX_MX_NAMES } from './evaluate/check-host.ts';
import type { LookupTree, TermCost } from './lookup-tree.ts';
import type { Directive, HostMechanism } from './model.ts';

/** A term as the addresses that it matches now. */
export interface Flattened {
  /** `-ip4:192.0.2.1`, in the order in which they are matched; at least one. */
  readonly terms: readonly string[];
  /** The answers that are the least certain to be so still; `undefined` when all are the workspace's own. */
  readonly source: AnswerSource | undefined;
}

/** More than this belongs into no record of one's own. */
const MAX_TERMS = 60;

/**
 * The networks that a term of the record matches, so that the record means the same with them in its place. `undefined`
 * where that cannot be exact: an answer is not known, a macro depends on the sender, an included record gives another
 * verdict than "pass" before its end, or nothing would be left.
 */
export function flattenTerm(cost: TermCost, facts: DnsFacts): Flattened | undefined {
  const { term } = cost;
  if (term.hasHole || (term.kind !== 'a' && term.kind !== 'mx' && term.kind !== 'include')) return undefined;
  const found = networksOf(cost, facts);
  if (found === undefined || found.networks.length === 0 || found.networks.length > MAX_TERMS)
    return undefined;
  const sign = term.qualifier === '+' ? '' : term.qualifier;
  const terms = [...new Set(found.networks.map((network) => sign + mechanismOf(network)))];
  return { terms, source: found.sources.find(({ kind }) => kind !== 'workspace') };
}

function mechanismOf(network: IpNetwork): string {
  const { address, prefix } = network;
  const text = prefix === bitsOf(address.kind) ? formatIp(address) : formatNetwork(network);
  return `${address.kind === 'ipv4' ? 'ip4' : 'ip6'}:${text}`;
}

interface Found {
  readonly networks: readonly IpNetwork[];
  readonly sources: readonly AnswerSource[];
}

function networksOf({ term, target, tree }: TermCost, facts: DnsFacts): Found | undefined {
  switch (term.kind) {
    case 'a':
      return target === undefined ? undefined : hostNetworks([target], term, facts);
    case 'mx':
      return target === undefined ? undefined : exchangeNetworks(target, term, facts);
    case 'include':
      return tree === undefined ? undefined : passingNetworks(tree, facts);
    default:
      return undefined;
  }
}

function exchangeNetworks(target: DomainName, term: HostMechanism, facts: DnsFacts): Found | undefined {
  const answer = facts.ask(target, 'MX');
  if (answer.status !== 'data' || answer.data.length > MAX_MX_NAMES) return undefined;
  const hosts = [...answer.data]
    .sort((a, b) => a.preference - b.preference)
    .map(({ exchange }) => exchange)
    .filter((exchange) => exchange !== '' && faultOfName(exchange) === undefined);
  const found = hostNetworks(hosts, term, facts);
  return found && { ...found, sources: [answer.source, ...found.sources] };
}

/** Both families: RFC 7208 §5.3 asks for that of the sender. */
function hostNetworks(
  hosts: readonly DomainName[],
  { prefix4, prefix6 }: HostMechanism,
  facts: DnsFacts,
): Found | undefined {
  const networks: IpNetwork[] = [];
  const sources: AnswerSource[] = [];
  for (const host of hosts) {
    const answers: readonly (readonly [Answer<'A' | 'AAAA'>, number])[] = [
      [facts.ask(host, 'A'), prefix4?.bits ?? 32],
      [facts.ask(host, 'AAAA'), prefix6?.bits ?? 128],
    ];
    for (const [answer, prefix] of answers) {
      if (answer.status !== 'data' && !isVoid(answer)) return undefined;
      if (answer.source !== undefined) sources.push(answer.source);
      if (answer.status !== 'data') continue;
      const addresses: readonly IpAddress[] = answer.data;
      for (const address of addresses) networks.push(networkOf(address, prefix));
    }
  }
  return { networks, sources };
}

/**
 * The networks that the record lets pass, where it does nothing but that: an include matches when the record passes, and
 * other verdicts are no match (RFC 7208 §5.2).
 */
function passingNetworks(tree: LookupTree, facts: DnsFacts): Found | undefined {
  const { record, state, loop, source } = tree;
  if (state !== 'read' || record === undefined || loop !== undefined) return undefined;
  const networks: IpNetwork[] = [];
  const sources: AnswerSource[] = source === undefined ? [] : [source];
  const add = (found: Found | undefined): boolean => {
    if (found === undefined || networks.length > MAX_TERMS) return false;
    networks.push(...found.networks);
    sources.push(...found.sources);
    return true;
  };
  for (const term of record.directives) {
    // What no earlier term matched does not pass, unless everybody does.
    if (term.kind === 'all') return term.qualifier === '+' ? undefined : { networks, sources };
    if (!add(passingOf(term, tree, facts))) return undefined;
  }
  const redirect = tree.terms.find(({ term }) => term.kind === 'redirect');
  if (
    redirect !== undefined &&
    (redirect.tree === undefined || !add(passingNetworks(redirect.tree, facts)))
  ) {
    return undefined;
  }
  return { networks, sources };
}

function passingOf(term: Directive, tree: LookupTree, facts: DnsFacts): Found | undefined {
  if (term.kind === 'unread' || term.hasHole || term.qualifier !== '+') return undefined;
  if (term.kind === 'ip4' || term.kind === 'ip6') {
    return term.network && { networks: [term.network], sources: [] };
  }
  const cost = tree.terms.find((candidate) => candidate.term === term);
  return cost && networksOf(cost, facts);
}
