import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { isKnown } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import type { LookupTree, TermCost } from '../email/spf/lookup-tree.ts';
import { MAX_LOOKUP_TERMS } from '../email/spf/lookups.ts';
import { printable } from '../text/printable.ts';
import { shift, type Range } from '../text/range.ts';
import { recordOf } from './policy-place.ts';
import { serviceNameOfTerm } from './service-names.ts';
import { spfAt } from './spf-at.ts';
import {
  costAsSign,
  countOf,
  lookupsInWords,
  upToHere,
  remarkOn,
  sourceInWords,
  summaryOf,
  spfTextAt,
} from './spf-words.ts';
import type { Remark } from './spf-words.ts';
import { shownZone } from './zones-shown.ts';

/** The lookups of an SPF record, term by term, as a tree. */
export interface SpfTreeNode {
  /** `include:_spf.example.net`; at the root, the name of the record. */
  readonly label: string;
  /** Short text for a line: `≥3 (7 so far)`. */
  readonly detail: string;
  /** The same in words: `at least 3 lookups; 7 of 10 up to here`. */
  readonly meaning: string;
  readonly remark: Remark | undefined;
  /** The source of its lookups; `undefined` if no query was needed. */
  readonly source: string | undefined;
  /** Lookups of the term, including those below it; at the root, of the record. */
  readonly lookups: number;
  /** Whether the check exceeds the limit with this term, or within it. */
  readonly isOver: boolean;
  /** The record that it points to, or otherwise the term itself; `undefined` if neither is in the workspace. */
  readonly place: Place | undefined;
  readonly children: readonly SpfTreeNode[];
}

interface Place {
  readonly path: DocumentPath;
  readonly range: Range;
}

/** Records that are reached twice are shown twice, so without a limit, a few records could make an endless tree. */
const MAX_NODES = 500;

const REST: SpfTreeNode = {
  label: '…',
  detail: 'the rest is not shown',
  meaning: 'The rest is not shown.',
  remark: undefined,
  source: undefined,
  lookups: 0,
  isOver: false,
  place: undefined,
  children: [],
};

/** The tree of the SPF record at `offset`; `undefined` if there is no such record. For `zone`, see {@link spfAt}. */
export function spfTreeAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  zone = 0,
): SpfTreeNode | undefined {
  const found = spfAt(workspace, path, offset, zone);
  if (found === undefined) return undefined;
  const shown = shownZone(workspace, path, zone);
  const summary = [summaryOf(found.spf, found.tree), ...(shown === undefined ? [] : [shown])].join(' ');
  const { spf, tree, record, base } = found;
  const outline = new Outline(workspace);
  const here = (range: Range): Place | undefined => {
    const typed = spf.value.toSource(range);
    return typed && { path, range: shift(typed, base) };
  };
  return {
    label: nameOf(record.owner),
    detail: summary,
    meaning: summary,
    remark: undefined,
    source: undefined,
    lookups: countOf(tree.cost).lookups,
    isOver: countOf(tree.cost).lookups > MAX_LOOKUP_TERMS,
    place: { path, range: shift(record.range, base) },
    children: outline.termsOf(tree, 0, here),
  };
}

/** Invariant: it creates at most {@link MAX_NODES} nodes. */
class Outline {
  private readonly workspace: Workspace;
  private left = MAX_NODES;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** `before` is the number of lookups before the record. `typedAt` returns the place of a part of it. */
  termsOf(
    { record, terms }: LookupTree,
    before: number,
    typedAt: (range: Range) => Place | undefined,
  ): readonly SpfTreeNode[] {
    const nodes: SpfTreeNode[] = [];
    if (record === undefined) return nodes;
    let total = before;
    for (const term of terms) {
      if (this.left-- <= 0) return [...nodes, REST];
      const { tree } = term;
      const count = countOf(term.cost);
      const service = serviceNameOfTerm(term.term);
      // The lookup of an include comes before those of its record.
      const children =
        tree === undefined ? [] : this.termsOf(tree, total + 1, (part) => this.placeIn(tree, part));
      total += count.lookups;
      nodes.push({
        label: spfTextAt(record, term.term.range),
        detail: `${costAsSign(term)} (${total} so far)${service === undefined ? '' : `, ${service}`}`,
        meaning: `${service === undefined ? '' : `${service}: `}${lookupsInWords(count)}; ${upToHere(total)}`,
        remark: remarkOn(term),
        source: sourceInWords(term.source),
        lookups: count.lookups,
        isOver: total > MAX_LOOKUP_TERMS,
        place: this.leadsTo(term) ?? typedAt(term.term.range),
        children,
      });
    }
    return nodes;
  }

  private leadsTo({ term, target, tree }: TermCost): Place | undefined {
    if (tree !== undefined) return this.placeIn(tree);
    if (target === undefined) return undefined;
    const types = term.kind === 'mx' ? ['MX'] : ['A', 'AAAA'];
    for (const type of types) {
      const [first] = this.workspace.recordsOf(target, type);
      if (first !== undefined) return { path: first.path, range: first.range };
    }
    return undefined;
  }

  private placeIn({ domain, record }: LookupTree, part?: Range): Place | undefined {
    if (domain === undefined || record === undefined) return undefined;
    const located = recordOf(this.workspace, domain, record, part);
    return located && { path: located.path, range: located.range };
  }
}

function nameOf(owner: DomainName): string {
  return isKnown(owner) ? printable(owner) : printable(owner).replaceAll('${…}', '…');
}
