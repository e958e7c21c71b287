import type { ByFamily, LookupTree } from '../../email/spf/lookup-tree.ts';
import type { Directive, SpfRecord } from '../../email/spf/model.ts';
import { zeroTerms } from '../../email/spf/width.ts';
import { servicesOfInclude } from '../../senders/services/catalog.ts';

const NOT_OPEN: ByFamily<boolean> = { ipv4: false, ipv6: false };
const OPEN: ByFamily<boolean> = { ipv4: true, ipv6: true };

/**
 * The address families for which a record, with everything that it includes, certainly passes every address. Unknown
 * values make the result uncertain, and so do terms that may exclude some addresses or end the check with an error.
 */
export function opennessOf(tree: LookupTree): ByFamily<boolean> {
  return new Openness().ofTree(tree);
}

class Openness {
  /** A record that several others include is in several places of the tree. */
  private readonly known = new Map<LookupTree, ByFamily<boolean>>();

  ofTree(tree: LookupTree): ByFamily<boolean> {
    const { state, record } = tree;
    if (state !== 'read' || record === undefined || record.permerror) return NOT_OPEN;
    const known = this.known.get(tree);
    if (known !== undefined) return known;
    const found = this.ofRecord(record, tree);
    this.known.set(tree, found);
    return found;
  }

  private ofRecord(record: SpfRecord, tree: LookupTree): ByFamily<boolean> {
    const targets = new Map(tree.terms.map((cost) => [cost.term, cost.tree] as const));
    const zeros = new Map(zeroTerms(record).map(({ term, family }) => [term, family] as const));
    let open = NOT_OPEN;
    for (const term of record.directives) {
      if (term.kind === 'unread' || term.hasHole || term.qualifier !== '+') return open;
      if (term.kind === 'all') return OPEN;
      const family = term.kind === 'ip4' || term.kind === 'ip6' ? zeros.get(term) : undefined;
      if (family !== undefined) open = either(open, { ipv4: family === 'IPv4', ipv6: family === 'IPv6' });
      if (term.kind !== 'include') continue;
      const included = targets.get(term);
      if (!isEvaluable(term, included)) return open;
      if (included !== undefined) open = either(open, this.ofTree(included));
    }
    const next = record.redirect === undefined ? undefined : targets.get(record.redirect);
    return next === undefined ? open : either(open, this.ofTree(next));
  }
}

function either(a: ByFamily<boolean>, b: ByFamily<boolean>): ByFamily<boolean> {
  return { ipv4: a.ipv4 || b.ipv4, ipv6: a.ipv6 || b.ipv6 };
}

/** Whether the check continues after the include. Names of known services are known to have records. */
function isEvaluable(term: Directive, tree: LookupTree | undefined): boolean {
  if (tree?.state === 'read') return tree.record?.permerror === false;
  if (tree?.state !== 'unknown' || term.kind !== 'include') return false;
  return term.domain?.name !== undefined && servicesOfInclude(term.domain.name).length > 0;
}
