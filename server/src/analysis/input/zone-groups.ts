import type { DocumentPath } from '../finding.ts';
import type { ZoneKey } from './entry.ts';

/**
 * Puts documents together that share zones, directly or by way of others. Groups are in the order of their first documents, and
 * the documents of a group in the order given.
 */
export function zoneGroups(
  paths: Iterable<DocumentPath>,
  zonesOf: (path: DocumentPath) => Iterable<ZoneKey>,
): readonly (readonly DocumentPath[])[] {
  /** Of each zone and each document, one that stands for its group or leads on to it. */
  const leads = new Map<string, string>();
  const standsFor = (one: string): string => {
    let at = one;
    for (let next = leads.get(at); next !== undefined && next !== at; next = leads.get(at)) at = next;
    leads.set(one, at);
    return at;
  };
  const documents = new Map<DocumentPath, string>();
  for (const path of paths) {
    // A document without a zone is by itself; a space is in no key's beginning.
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
