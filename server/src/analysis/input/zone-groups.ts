import type { DocumentPath } from '../finding.ts';
import type { ZoneKey } from './entry.ts';

/**
 * Groups documents that share zones, directly or indirectly. Groups are in the order of their first documents, and the documents
 * of a group in the given order.
 */
export function zoneGroups(
  paths: Iterable<DocumentPath>,
  zonesOf: (path: DocumentPath) => Iterable<ZoneKey>,
): readonly (readonly DocumentPath[])[] {
  /** For each zone and each document, one that represents its group or leads to the representative. */
  const leads = new Map<string, string>();
  const standsFor = (one: string): string => {
    let at = one;
    for (let next = leads.get(at); next !== undefined && next !== at; next = leads.get(at)) at = next;
    leads.set(one, at);
    return at;
  };
  const documents = new Map<DocumentPath, string>();
  for (const path of paths) {
    // A document without a zone is a separate group. No key begins with a space.
    const own = ` ${path}`;
    documents.set(path, own);
    for (const key of zonesOf(path)) leads.set(standsFor(own), standsFor(key));
  }
  const groups = new Map<string, DocumentPath[]>();
  for (const [path, own] of documents) {
    const leader = standsFor(own);
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [path]);
    else group.push(path);
  }
  return [...groups.values()];
}
