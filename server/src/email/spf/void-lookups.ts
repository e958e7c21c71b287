import { MAX_VOID_LOOKUPS } from './evaluate/check-host.ts';
import type { LookupTree, TermCost } from './lookup-tree.ts';
import type { Directive, SpfRecord } from './model.ts';

export type AddressFamily = 'ipv4' | 'ipv6';

/** The term with which an evaluation exceeds the limit of void lookups. RFC 7208 §4.6.4. */
export interface VoidExcess {
  readonly crossing: TermCost;
  /** The total number of void lookups. */
  readonly count: number;
  /** `undefined` if it applies to all senders. Otherwise, only senders of this address family get permerror. */
  readonly family: AddressFamily | undefined;
  /** For one family: a term after the one that exceeds the limit that would allow senders of the family. */
  readonly unreached: Directive | undefined;
}

export const FAMILY_NAMES: Readonly<Record<AddressFamily, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

const FAMILIES: readonly AddressFamily[] = ['ipv4', 'ipv6'];

/**
 * Where evaluating the record exceeds the limit, for all senders, or for those of one family that a later term would allow.
 * `undefined` if it does not, or if it makes no difference.
 */
export function voidExcess(spf: SpfRecord, tree: LookupTree): VoidExcess | undefined {
  const [ipv4, ipv6] = FAMILIES.map((family) => crossingOf(tree, family));
  if (ipv4 !== undefined && ipv6 !== undefined) {
    const { voids } = tree.cost;
    const crossing = ipv4.after > ipv6.after ? ipv4 : ipv6;
    return { crossing, count: Math.min(voids.ipv4, voids.ipv6), family: undefined, unreached: undefined };
  }
  for (const family of FAMILIES) {
    const crossing = family === 'ipv4' ? ipv4 : ipv6;
    const unreached = crossing && passingAfter(spf, tree, crossing, family);
    if (crossing === undefined || unreached === undefined) continue;
    return { crossing, count: tree.cost.voids[family], family, unreached };
  }
  return undefined;
}

function crossingOf({ terms }: LookupTree, family: AddressFamily): TermCost | undefined {
  let total = 0;
  return terms.find(({ cost }) => {
    total += cost.voids[family];
    return total > MAX_VOID_LOOKUPS;
  });
}

function passingAfter(
  spf: SpfRecord,
  tree: LookupTree,
  { term }: TermCost,
  family: AddressFamily,
): Directive | undefined {
  const costs = new Map(tree.terms.map((cost) => [cost.term, cost]));
  return spf.directives.find(
    (directive) =>
      directive.range.start > term.range.start && lets(directive, costs.get(directive), family, new Set()),
  );
}

/** Whether the term certainly allows some sender of the family. */
function lets(
  term: Directive,
  cost: TermCost | undefined,
  family: AddressFamily,
  seen: Set<LookupTree>,
): boolean {
  if (term.kind === 'unread' || term.qualifier !== '+') return false;
  switch (term.kind) {
    case 'ip4':
    case 'ip6':
      return term.network?.address.kind === family;
    case 'a':
    case 'mx':
      return cost?.hasAddress[family] === true;
    case 'include':
      return cost?.tree !== undefined && letsAny(cost.tree, family, seen);
    default:
      return false;
  }
}

function letsAny(tree: LookupTree, family: AddressFamily, seen: Set<LookupTree>): boolean {
  if (tree.record === undefined || seen.has(tree)) return false;
  seen.add(tree);
  const costs = new Map(tree.terms.map((cost) => [cost.term, cost]));
  if (tree.record.directives.some((term) => lets(term, costs.get(term), family, seen))) return true;
  return tree.terms.some(
    ({ term, tree: below }) =>
      term.kind === 'redirect' && below !== undefined && letsAny(below, family, seen),
  );
}
