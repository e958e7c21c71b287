import type { IpNetwork } from '../../dns/address.ts';
import type { LookupTree, TermCost } from '../../email/spf/lookup-tree.ts';
import type { SpfTerm } from '../../email/spf/model.ts';
import { servicesOfInclude } from '../../senders/services/catalog.ts';
import type { RecordView } from '../view.ts';
import { unreachableRange } from './special.ts';

/**
 * Networks of one record and all that it includes that are counted, because records of other domains can be of any
 * size.
 */
export const MAX_COUNTED_NETWORKS = 10_000;

/**
 * The number of IPv4 addresses that a record authorizes, as far as known, without those of the services in the catalog.
 */
export interface SpfReach {
  readonly addresses: number;
  /** The term that adds the most addresses. */
  readonly largest: SpfTerm | undefined;
}

/** The first and last address, as numbers. */
type Span = readonly [first: number, last: number];

export function reachOf(tree: LookupTree, view: RecordView): SpfReach {
  const { record } = tree;
  const counter = new NetworkCounter(view);
  const costs = byTerm(tree.terms);
  const all: Span[] = [];
  let largest: SpfTerm | undefined;
  let most = 0;
  for (const term of record?.directives ?? []) {
    const spans = counter.spansOf(term, costs);
    const size = sizeOfUnion(spans);
    if (size > most) [most, largest] = [size, term];
    all.push(...spans);
  }
  return { addresses: sizeOfUnion(all), largest };
}

/**
 * Collects networks. Invariant: each record is collected once, and at most {@link MAX_COUNTED_NETWORKS} networks in
 * total.
 */
class NetworkCounter {
  private readonly view: RecordView;
  private readonly seen = new Set<LookupTree>();
  private left = MAX_COUNTED_NETWORKS;

  constructor(view: RecordView) {
    this.view = view;
  }

  spansOf(term: SpfTerm, costs: Costs): readonly Span[] {
    const spans: Span[] = [];
    this.collect(term, costs, spans);
    return spans;
  }

  private collect(term: SpfTerm, costs: Costs, spans: Span[]): void {
    if (this.left <= 0 || !('qualifier' in term) || term.qualifier !== '+') return;
    if (term.kind === 'ip4') {
      if (term.network === undefined || unreachableRange(term.network, this.view) !== undefined) return;
      this.left--;
      spans.push(spanOf(term.network));
      return;
    }
    if (term.kind !== 'include') return;
    const cost = costs.get(term);
    const tree = cost?.tree;
    if (cost === undefined || tree?.state !== 'read' || isOfService(cost) || this.seen.has(tree)) return;
    this.seen.add(tree);
    const ofTree = byTerm(tree.terms);
    for (const below of tree.record?.directives ?? []) this.collect(below, ofTree, spans);
  }
}

type Costs = ReadonlyMap<SpfTerm, TermCost>;

function byTerm(terms: readonly TermCost[]): Costs {
  return new Map(terms.map((cost) => [cost.term, cost]));
}

function isOfService({ target }: TermCost): boolean {
  return target !== undefined && servicesOfInclude(target).length > 0;
}

function spanOf({ address, prefix }: IpNetwork): Span {
  const first = address.words[0] >>> 0;
  return [first, first + 2 ** (32 - prefix) - 1];
}

/** Networks may overlap, but each address counts once. */
function sizeOfUnion(spans: readonly Span[]): number {
  let size = 0;
  let end = -1;
  for (const [first, last] of [...spans].sort((a, b) => a[0] - b[0])) {
    size += Math.max(0, last - Math.max(first, end + 1) + 1);
    end = Math.max(end, last);
  }
  return size;
}
