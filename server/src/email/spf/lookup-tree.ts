import type { Answer, AnswerSource, DnsFacts } from '../../dns/facts.ts';
import { isFailure, isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { MAX_MX_NAMES } from './evaluate/check-host.ts';
import { queryName } from './evaluate/identity.ts';
import type { RecordReader } from './evaluate/select-record.ts';
import { selectRecord } from './evaluate/select-record.ts';
import { knownCostOf } from './known-costs.ts';
import { lookupTerms } from './lookups.ts';
import type { DomainSpec, SpfRecord, SpfTerm } from './model.ts';

/**
 * The lookups that an SPF record uses if a receiver evaluates all of it (RFC 7208 §4.6.4), which is the worst case for any
 * sender. A record that is reached twice counts twice.
 */
export interface LookupTree {
  /** The name of the record; `undefined` if it is unknown. */
  readonly domain: DomainName | undefined;
  readonly state: LookupState;
  /** The parsed record, for the states read and syntax. */
  readonly record: SpfRecord | undefined;
  /** The source of the record. */
  readonly source: AnswerSource | undefined;
  /** The terms that use lookups, in the order of evaluation. */
  readonly terms: readonly TermCost[];
  readonly cost: Cost;
  /** The first path that leads back to a record on it: the names in order, the last of which is also an earlier one. */
  readonly loop: readonly DomainName[] | undefined;
}

/**
 * read: its terms are counted. none, several, syntax: the check ends here with permerror. failure: a DNS server failed. unknown:
 * no answer is available, or the name depends on the sender. loop: the record is already being counted. deep: it is no longer
 * counted, because the check has ended long before.
 */
export type LookupState = 'read' | 'none' | 'several' | 'syntax' | 'failure' | 'unknown' | 'loop' | 'deep';

export interface Cost {
  /** The certain number. */
  readonly lookups: number;
  /** Whether there can be more, because something is unknown. */
  readonly atLeast: boolean;
  /** The certain number, plus the provider data for records of providers. */
  readonly expected: Expected;
  /** Void lookups. */
  readonly voids: ByFamily<number>;
}

/** For senders over each address family. A lookup of addresses queries only those of the sender's family (RFC 7208 §5). */
export interface ByFamily<T> {
  readonly ipv4: T;
  readonly ipv6: T;
}

export interface Expected {
  readonly lookups: number;
  /** Whether there can be more even then. */
  readonly atLeast: boolean;
  /** The date of the oldest provider data, `2026-01-16`; `undefined` if there is none. */
  readonly asOf: string | undefined;
}

export interface TermCost {
  readonly term: SpfTerm;
  /** The name that is queried; `undefined` if it depends on the sender, or is unknown. */
  readonly target: DomainName | undefined;
  /** The term's own lookup, and those of the records that it points to. */
  readonly cost: Cost;
  /** Lookups of this record up to and including this term. */
  readonly after: number;
  /** For include and redirect: the record that they point to. */
  readonly tree: LookupTree | undefined;
  /** Whether its own lookups are void, regardless of the sender's address family. */
  readonly isVoid: boolean;
  /** Whether its own lookups return addresses. Those of include and redirect are counted in the tree. */
  readonly hasAddress: ByFamily<boolean>;
  /** The source of its own lookup, if it was answered. */
  readonly source: AnswerSource | undefined;
  /** For mx: the number of names, if known. */
  readonly exchanges: number | undefined;
}

export interface LookupTreeOptions {
  readonly facts: DnsFacts;
  readonly read: RecordReader;
}

/** Nested includes to follow. Each uses a lookup, so a check has ended by then. */
export const MAX_TREE_DEPTH = 20;
/** Records of one tree, because records that all include each other would be counted endlessly. */
export const MAX_TREE_RECORDS = 400;
/** Terms and records that one tree queries. A record of another domain can have thousands, and each is a query. */
export const MAX_TREE_QUESTIONS = 250;

/** The maximum of each number, because records that include each other could use any number of lookups. */
export const MAX_COUNTED = 9999;

/** The tree of a record at `domain`. If the name is unknown (a template), bare `a` and `mx` stay unknown. */
export function lookupTree(
  record: SpfRecord,
  domain: DomainName | undefined,
  options: LookupTreeOptions,
): LookupTree {
  return new Counter(options).read(record, domain, undefined, []);
}

const FREE: Cost = {
  lookups: 0,
  atLeast: false,
  expected: { lookups: 0, atLeast: false, asOf: undefined },
  voids: { ipv4: 0, ipv6: 0 },
};
const ONE: Cost = { ...FREE, lookups: 1, expected: { ...FREE.expected, lookups: 1 } };
const UNKNOWN: Cost = { ...FREE, atLeast: true, expected: { ...FREE.expected, atLeast: true } };

class Counter {
  private readonly facts: DnsFacts;
  private readonly readText: RecordReader;
  private records = 0;
  private asked = 0;
  /** Trees of records without loops, which are the same wherever they are reached from. */
  private readonly known = new Map<DomainName, LookupTree>();

  constructor({ facts, read }: LookupTreeOptions) {
    this.facts = facts;
    this.readText = read;
  }

  read(
    record: SpfRecord,
    domain: DomainName | undefined,
    source: AnswerSource | undefined,
    above: readonly (DomainName | undefined)[],
  ): LookupTree {
    this.records++;
    const path = [...above, domain];
    const terms: TermCost[] = [];
    let cost = FREE;
    for (const term of lookupTerms(record)) {
      const counted = this.term(term, domain, path);
      cost = sum(cost, counted.cost);
      terms.push({ ...counted, after: cost.lookups });
    }
    // An unresolved value can contain any terms.
    if (record.directives.some((term) => term.kind === 'unread')) cost = sum(cost, UNKNOWN);
    const loop = terms.find(({ tree }) => tree?.loop !== undefined)?.tree?.loop;
    return {
      domain,
      state: 'read',
      record,
      source,
      terms,
      cost,
      loop: loop === undefined ? undefined : [domain ?? '', ...loop],
    };
  }

  private term(
    term: SpfTerm,
    domain: DomainName | undefined,
    path: readonly (DomainName | undefined)[],
  ): Omit<TermCost, 'after'> {
    const target = targetOf(term, domain);
    if (term.kind === 'include' || term.kind === 'redirect') {
      const tree = this.follow(target, path);
      return {
        term,
        target,
        tree,
        cost: sum(ONE, costOfTree(tree)),
        ...NOT_ASKED,
        source: tree.source,
      };
    }
    const { voids, ...found } = this.lookUp(term, target);
    return { term, target, tree: undefined, cost: { ...ONE, voids }, ...found };
  }

  private follow(target: DomainName | undefined, path: readonly (DomainName | undefined)[]): LookupTree {
    if (target === undefined) return leaf(target, 'unknown', undefined);
    if (path.includes(target)) return leaf(target, 'loop', undefined);
    const known = this.known.get(target);
    if (known !== undefined) return known;
    if (path.length >= MAX_TREE_DEPTH || this.records >= MAX_TREE_RECORDS || !this.mayAsk()) {
      return leaf(target, 'deep', undefined);
    }
    const tree = this.ask(target, path);
    if (!this.leadsIntoLoop(tree)) this.known.set(target, tree);
    return tree;
  }

  private ask(target: DomainName, path: readonly (DomainName | undefined)[]): LookupTree {
    const answer = this.facts.ask(target, 'TXT');
    if (answer.status === 'pending') return leaf(target, 'unknown', undefined);
    if (isFailure(answer)) return leaf(target, 'failure', answer.source);
    const selected = answer.status === 'data' ? selectRecord(answer.data, this.readText) : 'none';
    if (selected === 'none' || selected === 'several') return leaf(target, selected, answer.source);
    if (selected === 'open') return leaf(target, 'unknown', answer.source);
    if (selected.permerror) return { ...leaf(target, 'syntax', answer.source), record: selected };
    return this.read(selected, target, answer.source, path);
  }

  private mayAsk(): boolean {
    return this.asked++ < MAX_TREE_QUESTIONS;
  }

  private leadsIntoLoop({ terms }: LookupTree): boolean {
    return terms.some(({ tree }) => {
      if (tree === undefined) return false;
      if (tree.state === 'read') return tree.domain === undefined || this.known.get(tree.domain) !== tree;
      return tree.state === 'loop' || tree.state === 'deep';
    });
  }

  private lookUp(term: SpfTerm, target: DomainName | undefined): OwnLookups {
    const nothing = { ...NOT_ASKED, voids: FREE.voids };
    if (target === undefined || queryName(target) === undefined || !this.mayAsk()) return nothing;
    switch (term.kind) {
      case 'a': {
        const { voids, hasAddress, source } = this.addressesOf([target]);
        return { voids, hasAddress, source, isVoid: isBoth(voids), exchanges: undefined };
      }
      case 'mx':
        return this.exchangesOf(target);
      case 'exists': {
        // RFC 7208 §5.7: always type A, regardless of the sender's address family.
        const answer = this.facts.ask(target, 'A');
        const isNothing = isVoid(answer);
        return {
          ...nothing,
          voids: isNothing ? ONE_VOID : FREE.voids,
          isVoid: isNothing,
          source: answer.source,
        };
      }
      default:
        return nothing;
    }
  }

  /** RFC 7208 §5.4: the names, then the addresses of each. */
  private exchangesOf(target: DomainName): OwnLookups {
    const answer = this.facts.ask(target, 'MX');
    const exchanges = countOf(answer);
    const found = { isVoid: isVoid(answer), source: answer.source, exchanges };
    if (answer.status !== 'data') {
      return { ...found, voids: found.isVoid ? ONE_VOID : FREE.voids, hasAddress: NOT_ASKED.hasAddress };
    }
    // More of them end the check. A null MX (RFC 7505) names no host.
    const hosts = answer.data.slice(0, MAX_MX_NAMES).map(({ exchange }) => exchange);
    const { voids, hasAddress } = this.addressesOf(hosts.filter((host) => queryName(host) !== undefined));
    return { ...found, voids, hasAddress };
  }

  private addressesOf(hosts: readonly DomainName[]): Pick<OwnLookups, 'voids' | 'hasAddress' | 'source'> {
    const answers = hosts.map((host) => [this.facts.ask(host, 'A'), this.facts.ask(host, 'AAAA')] as const);
    const count = (family: 0 | 1): number => answers.filter((both) => isVoid(both[family])).length;
    const has = (family: 0 | 1): boolean => answers.some((both) => both[family].status === 'data');
    return {
      voids: { ipv4: count(0), ipv6: count(1) },
      hasAddress: { ipv4: has(0), ipv6: has(1) },
      source: answers[0]?.[0].source,
    };
  }
}

/** The results of the lookups of one term, without those of other records. */
type OwnLookups = Pick<TermCost, 'isVoid' | 'hasAddress' | 'source' | 'exchanges'> & Pick<Cost, 'voids'>;

const ONE_VOID: Cost['voids'] = { ipv4: 1, ipv6: 1 };

function isBoth({ ipv4, ipv6 }: Cost['voids']): boolean {
  return ipv4 > 0 && ipv6 > 0;
}

const NOT_ASKED = {
  isVoid: false,
  hasAddress: { ipv4: false, ipv6: false },
  source: undefined,
  exchanges: undefined,
} as const;

function countOf(answer: Answer): number | undefined {
  if (answer.status === 'data') return answer.data.length;
  return isVoid(answer) ? 0 : undefined;
}

/** The name that a term queries for every sender. */
function targetOf(term: SpfTerm, domain: DomainName | undefined): DomainName | undefined {
  if (term.hasHole || !('domain' in term)) return undefined;
  const spec: DomainSpec | undefined = term.domain;
  if (spec !== undefined) return spec.name;
  // Only `a`, `mx` and `ptr` without a name mean the domain itself. An incomplete `include:` does not.
  return term.kind === 'include' || term.kind === 'redirect' || term.kind === 'exists' ? undefined : domain;
}

function leaf(
  domain: DomainName | undefined,
  state: Exclude<LookupState, 'read'>,
  source: AnswerSource | undefined,
): LookupTree {
  const isOpen = state === 'unknown' || state === 'failure' || state === 'loop' || state === 'deep';
  const loop = state === 'loop' && domain !== undefined ? [domain] : undefined;
  return { domain, state, record: undefined, source, terms: [], cost: isOpen ? UNKNOWN : FREE, loop };
}

function costOfTree({ state, domain, cost }: LookupTree): Cost {
  const known = state === 'unknown' && domain !== undefined ? knownCostOf(domain) : undefined;
  if (known === undefined) return cost;
  return { ...cost, expected: { lookups: known.lookups - 1, atLeast: false, asOf: known.date } };
}

function sum(a: Cost, b: Cost): Cost {
  const [older] = [a.expected.asOf, b.expected.asOf].filter((date) => date !== undefined).sort();
  return {
    lookups: Math.min(a.lookups + b.lookups, MAX_COUNTED),
    atLeast: a.atLeast || b.atLeast,
    expected: {
      lookups: Math.min(a.expected.lookups + b.expected.lookups, MAX_COUNTED),
      atLeast: a.expected.atLeast || b.expected.atLeast,
      asOf: older,
    },
    voids: {
      ipv4: Math.min(a.voids.ipv4 + b.voids.ipv4, MAX_COUNTED),
      ipv6: Math.min(a.voids.ipv6 + b.voids.ipv6, MAX_COUNTED),
    },
  };
}
