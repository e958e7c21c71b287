import type { IpAddress } from '../../dns/address.ts';
import { isInNetwork, networkOf } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import type { AddressMechanism, Directive, DomainSpec, Mechanism, SpfRecord } from './model.ts';

/** A mechanism that matches only senders that another one also matches. */
export interface Covered {
  readonly term: Mechanism;
  /** The first mechanism before it that matches everything that it matches. */
  readonly by: Mechanism;
  /** Whether they match exactly the same. */
  readonly isSame: boolean;
}

/**
 * The mechanisms that can never decide, because an earlier one matches whatever they match.
 *
 * @param owner the name of the record, which `a` and `mx` without a name use; `undefined` if it is unknown
 */
export function coveredByEarlier(record: SpfRecord, owner: DomainName | undefined): readonly Covered[] {
  return coveredInOrder(record, record.directives, owner);
}

/**
 * Networks that are followed by a wider one with the same qualifier, with no term between them that could give another result.
 * The record means the same without them.
 */
export function coveredByLater(record: SpfRecord): readonly Covered[] {
  return runsOf(record.directives).flatMap((run) => {
    const networks = run.filter((term) => term.kind === 'ip4' || term.kind === 'ip6').reverse();
    return coveredInOrder(record, networks, undefined).filter((covered) => !covered.isSame);
  });
}

function coveredInOrder(
  record: SpfRecord,
  directives: readonly Directive[],
  owner: DomainName | undefined,
): readonly Covered[] {
  const covered: Covered[] = [];
  if (!hasTwoOfAKind(directives)) return covered;
  const seen = directives.length > FEW ? new Seen() : new SeenFew();
  for (const term of directives) {
    if (term.kind === 'unread' || term.hasHole) continue;
    const matched = matchedBy(record, term, owner);
    if (matched === undefined) continue;
    const found = seen.find(matched);
    if (found === undefined) seen.add(matched, term);
    else covered.push({ term, ...found });
  }
  return covered;
}

/** Only mechanisms of one kind cover each other, and most short records have one of each. */
function hasTwoOfAKind(directives: readonly Directive[]): boolean {
  for (let i = 1; i < directives.length; i++) {
    const kind = directives[i]?.kind;
    for (let k = 0; k < i; k++) if (directives[k]?.kind === kind) return true;
  }
  return false;
}

/** Runs of mechanisms with the same qualifier. An unresolved term can be anything, so it ends a run. */
function runsOf(directives: readonly Directive[]): readonly (readonly Mechanism[])[] {
  const runs: Mechanism[][] = [];
  let run: Mechanism[] = [];
  for (const term of directives) {
    const isSame = term.kind !== 'unread' && (run[0] === undefined || run[0].qualifier === term.qualifier);
    if (!isSame) {
      runs.push(run);
      run = [];
    }
    if (term.kind !== 'unread') run.push(term);
  }
  return [...runs, run];
}

/** What a mechanism matches: a key that is the same for equal ones, and how many bits of the addresses must be equal. */
interface Matched {
  readonly address: IpAddress | undefined;
  readonly name: string;
  readonly prefix4: number;
  readonly prefix6: number;
}

function matchedBy(record: SpfRecord, term: Mechanism, owner: DomainName | undefined): Matched | undefined {
  if (term.kind === 'ip4' || term.kind === 'ip6') return matchedNetwork(term);
  if (term.kind === 'all') return undefined;
  const name = term.domain === undefined ? owner : nameKey(record, term.domain);
  if (name === undefined) return undefined;
  const isHost = term.kind === 'a' || term.kind === 'mx';
  return {
    address: undefined,
    name: `${term.kind} ${name}`,
    prefix4: isHost ? (term.prefix4?.bits ?? 32) : 0,
    prefix6: isHost ? (term.prefix6?.bits ?? 128) : 0,
  };
}

function matchedNetwork(term: AddressMechanism): Matched | undefined {
  const { network } = term;
  if (network === undefined) return undefined;
  return { address: network.address, name: term.kind, prefix4: network.prefix, prefix6: 0 };
}

/** Names are compared without case. Macros are compared as typed, because an uppercase letter escapes. */
function nameKey(record: SpfRecord, domain: DomainSpec): string {
  return domain.name ?? record.value.text.slice(domain.range.start, domain.range.end);
}

/** Up to this number of terms, comparing each with each is faster than tables. */
const FEW = 16;

/** The earlier terms of a short record. Has the same interface as {@link Seen}. */
class SeenFew {
  private readonly terms: { readonly matched: Matched; readonly term: Mechanism }[] = [];

  add(matched: Matched, term: Mechanism): void {
    this.terms.push({ matched, term });
  }

  find(matched: Matched): Omit<Covered, 'term'> | undefined {
    for (const { matched: earlier, term } of this.terms) {
      const { prefix4, prefix6 } = earlier;
      if (earlier.name !== matched.name || prefix4 > matched.prefix4 || prefix6 > matched.prefix6) continue;
      if (!sharesBits(earlier.address, matched.address, prefix4)) continue;
      return { by: term, isSame: prefix4 === matched.prefix4 && prefix6 === matched.prefix6 };
    }
    return undefined;
  }
}

function sharesBits(a: IpAddress | undefined, b: IpAddress | undefined, prefix: number): boolean {
  return a === undefined || b === undefined || isInNetwork(b, { address: a, prefix });
}

/** The earlier terms by key and prefix length, so that long lists of networks stay cheap. */
class Seen {
  private readonly terms = new Map<string, { readonly term: Mechanism; readonly at: number }>();
  /** The prefix lengths in use for each name. */
  private readonly lengths = new Map<string, Map<string, Pick<Matched, 'prefix4' | 'prefix6'>>>();
  private count = 0;

  add(matched: Matched, term: Mechanism): void {
    const key = keyOf(matched, matched.prefix4, matched.prefix6);
    if (!this.terms.has(key)) this.terms.set(key, { term, at: this.count++ });
    const lengths = this.lengths.get(matched.name) ?? new Map<string, Matched>();
    lengths.set(`${matched.prefix4} ${matched.prefix6}`, matched);
    this.lengths.set(matched.name, lengths);
  }

  /** The earliest term that matches everything that `matched` does. */
  find(matched: Matched): Omit<Covered, 'term'> | undefined {
    let first: { readonly term: Mechanism; readonly at: number; readonly isSame: boolean } | undefined;
    for (const { prefix4, prefix6 } of this.lengths.get(matched.name)?.values() ?? []) {
      if (prefix4 > matched.prefix4 || prefix6 > matched.prefix6) continue;
      const found = this.terms.get(keyOf(matched, prefix4, prefix6));
      if (found === undefined || (first !== undefined && first.at < found.at)) continue;
      const isSame = prefix4 === matched.prefix4 && prefix6 === matched.prefix6;
      first = { ...found, isSame };
    }
    return first === undefined ? undefined : { by: first.term, isSame: first.isSame };
  }
}

function keyOf(matched: Matched, prefix4: number, prefix6: number): string {
  const { address, name } = matched;
  const words = address === undefined ? '' : networkOf(address, prefix4).address.words.join('.');
  return `${name} ${words} ${prefix4} ${prefix6}`;
}
