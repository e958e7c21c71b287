import { containsNetwork } from '../../dns/address.ts';
import type { IpNetwork } from '../../dns/address.ts';
import { MAX_LOOKUP_TERMS } from './lookups.ts';
import type { LookupTree, TermCost } from './lookup-tree.ts';
import type { AddressMechanism, Directive, Mechanism } from './model.ts';

/** A network of the record that one of its includes allows completely. */
export interface CoveredByInclude {
  readonly term: AddressMechanism;
  readonly by: TermCost;
}

/**
 * The networks that can be deleted without changing the meaning of the record, because an include allows all of their addresses.
 * Only certain ones are returned: no term between the two could give another result, and all records involved are known.
 */
export function coveredByIncludes(tree: LookupTree): readonly CoveredByInclude[] {
  const { record } = tree;
  // Without the network, its senders reach later terms, where an error can end the check.
  const mayEnd = tree.loop !== undefined || tree.cost.lookups > MAX_LOOKUP_TERMS;
  if (record === undefined || mayEnd) return [];
  const { directives } = record;
  return directives.flatMap((term, at) => {
    if ((term.kind !== 'ip4' && term.kind !== 'ip6') || !isPassing(term)) return [];
    const { network } = term;
    if (network === undefined || term.hasHole) return [];
    const by = tree.terms.find((cost) => {
      const index = directives.findIndex((other) => other === cost.term);
      return index >= 0 && isIncludeOf(cost, network) && nothingDecides(directives, at, index, network);
    });
    return by === undefined ? [] : [{ term, by }];
  });
}

function isIncludeOf({ term, tree }: TermCost, network: IpNetwork): boolean {
  return term.kind === 'include' && isPassing(term) && tree !== undefined && passesAll(tree, network);
}

function isPassing(term: Directive): term is Mechanism {
  return term.kind !== 'unread' && term.qualifier === '+' && !term.inert;
}

/** Whether no term between the two gives an address of the network another result or can end the check. */
function nothingDecides(directives: readonly Directive[], a: number, b: number, network: IpNetwork): boolean {
  const between = directives.slice(Math.min(a, b) + 1, Math.max(a, b));
  return between.every((term) => term.kind !== 'unread' && (isPassing(term) || isApart(term, network)));
}

/** Whether every address of the network certainly gets "pass" from the record. */
function passesAll(tree: LookupTree, network: IpNetwork): boolean {
  if (tree.state !== 'read' || tree.record === undefined || tree.loop !== undefined) return false;
  for (const term of tree.record.directives) {
    if (term.kind === 'unread' || term.hasHole) return false;
    if (isApart(term, network)) continue;
    if (term.qualifier !== '+') return false;
    switch (term.kind) {
      case 'ip4':
      case 'ip6':
        if (term.network !== undefined && containsNetwork(term.network, network)) return true;
        break;
      case 'all':
        return true;
      case 'include': {
        const child = tree.terms.find((cost) => cost.term === term)?.tree;
        if (child === undefined || child.state !== 'read') return false;
        if (passesAll(child, network)) return true;
        break;
      }
      default:
        // It allows some of them, or looks up names that can fail. Neither makes an address fail.
        break;
    }
  }
  const redirect = tree.terms.find(({ term }) => term.kind === 'redirect')?.tree;
  return redirect !== undefined && passesAll(redirect, network);
}

/** Whether a network shares no address with the other one. */
function isApart(term: Mechanism, network: IpNetwork): boolean {
  if (term.kind !== 'ip4' && term.kind !== 'ip6') return false;
  const own = term.network;
  return own !== undefined && !containsNetwork(own, network) && !containsNetwork(network, own);
}
