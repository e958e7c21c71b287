import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { bitsOf, formatIp, formatNetwork, networkOf } from '../../dns/address.ts';
import type { Answer, AnswerSource, DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { faultOfName } from '../../dns/names.ts';
import { MAX_MX_NAMES } from './evaluate/check-host.ts';
import type { LookupTree, TermCost } from './lookup-tree.ts';
import type { Directive, HostMechanism, SpfTerm } from './model.ts';

/** A term as the addresses that it currently matches. */
export interface Flattened {
  /** `-ip4:192.0.2.1`, in the order of matching; at least one. */
  readonly terms: readonly string[];
  /** The source of the answers that are the least certain to be current; `undefined` if all are from the workspace. */
  readonly source: AnswerSource | undefined;
}

/** A record should not have more terms than this. */
const MAX_TERMS = 60;
/** Terms to examine. Records that include each other repeatedly can have any number, and then no fix is possible. */
const MAX_LOOKED_AT = 500;

/**
 * The networks that a term of the record matches, so that they can replace it without changing the meaning of the record.
 * `undefined` if that cannot be exact: an answer is unknown, a macro depends on the sender, an included record gives a result
 * other than "pass" before its end, or nothing would be left.
 */
export function flattenTerm(cost: TermCost, facts: DnsFacts): Flattened | undefined {
  const { term } = cost;
  if (term.hasHole || (term.kind !== 'a' && term.kind !== 'mx' && term.kind !== 'include')) return undefined;
  const found = new Networks(facts);
  if (!found.addTerm(cost) || found.all.length === 0) return undefined;
  const sign = term.qualifier === '+' ? '' : term.qualifier;
  const terms = [...new Set(found.all.map((network) => sign + mechanismOf(network)))];
  return { terms, source: found.source };
}

function mechanismOf(network: IpNetwork): string {
  const { address, prefix } = network;
  const text = prefix === bitsOf(address.kind) ? formatIp(address) : formatNetwork(network);
  return `${address.kind === 'ipv4' ? 'ip4' : 'ip6'}:${text}`;
}

/**
 * Collects what terms match. Each method returns whether it could add exactly what a term matches. After a failure, the
 * collection is meaningless.
 */
class Networks {
  readonly all: IpNetwork[] = [];
  /** The first source other than the workspace. */
  source: AnswerSource | undefined;
  private lookedAt = 0;
  private readonly facts: DnsFacts;

  constructor(facts: DnsFacts) {
    this.facts = facts;
  }

  addTerm({ term, target, tree }: TermCost): boolean {
    switch (term.kind) {
      case 'a':
        return target !== undefined && this.addHost(target, term);
      case 'mx':
        return target !== undefined && this.addExchanges(target, term);
      case 'include':
        return tree !== undefined && this.addRecord(tree);
      default:
        return false;
    }
  }

  private add(network: IpNetwork): boolean {
    return this.all.push(network) <= MAX_TERMS;
  }

  private heard(source: AnswerSource | undefined): void {
    if (source?.kind !== 'workspace') this.source ??= source;
  }

  private addExchanges(target: DomainName, term: HostMechanism): boolean {
    const answer = this.facts.ask(target, 'MX');
    if (answer.status !== 'data' || answer.data.length > MAX_MX_NAMES) return false;
    this.heard(answer.source);
    return [...answer.data]
      .sort((a, b) => a.preference - b.preference)
      .map(({ exchange }) => exchange)
      .filter((exchange) => exchange !== '' && faultOfName(exchange) === undefined)
      .every((exchange) => this.addHost(exchange, term));
  }

  /** Both families, because RFC 7208 §5.3 queries that of the sender. */
  private addHost(host: DomainName, { prefix4, prefix6 }: HostMechanism): boolean {
    const { facts } = this;
    return (
      this.addAddresses(facts.ask(host, 'A'), prefix4?.bits ?? 32) &&
      this.addAddresses(facts.ask(host, 'AAAA'), prefix6?.bits ?? 128)
    );
  }

  private addAddresses(answer: Answer<'A' | 'AAAA'>, prefix: number): boolean {
    if (answer.status !== 'data' && !isVoid(answer)) return false;
    this.heard(answer.source);
    const addresses: readonly IpAddress[] = answer.status === 'data' ? answer.data : [];
    return addresses.every((address) => this.add(networkOf(address, prefix)));
  }

  /**
   * The networks that the record allows, if it does nothing else: an include matches when the record passes, and other results
   * are not a match (RFC 7208 §5.2).
   */
  private addRecord({ record, state, loop, source, terms }: LookupTree): boolean {
    if (state !== 'read' || record === undefined || loop !== undefined) return false;
    this.heard(source);
    const costs = new Map<SpfTerm, TermCost>(terms.map((cost) => [cost.term, cost]));
    for (const term of record.directives) {
      if (++this.lookedAt > MAX_LOOKED_AT) return false;
      // Senders that no earlier term matched do not pass, unless all senders do.
      if (term.kind === 'all') return term.qualifier !== '+';
      if (!this.addDirective(term, costs)) return false;
    }
    const redirect = record.redirect && costs.get(record.redirect);
    return redirect === undefined || (redirect.tree !== undefined && this.addRecord(redirect.tree));
  }

  private addDirective(term: Directive, costs: ReadonlyMap<SpfTerm, TermCost>): boolean {
    if (term.kind === 'unread' || term.hasHole || term.qualifier !== '+') return false;
    if (term.kind === 'ip4' || term.kind === 'ip6')
      return term.network !== undefined && this.add(term.network);
    const cost = costs.get(term);
    return cost !== undefined && this.addTerm(cost);
  }
}
