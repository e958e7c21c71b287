import { isKnown, isUnknownOrigin, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';

/** Several resources or entries for the records of one name and type, at a service that stores them as one set. */
export interface SharedSet {
  /** The first record of each resource, in the order of the file. */
  readonly first: DnsRecord;
  readonly second: DnsRecord;
  readonly others: readonly DnsRecord[];
  /** The name of the first resource in its configuration; `undefined` if it has none. */
  readonly by: string | undefined;
}

/** The record set of a type that several resources define as a whole; `undefined` if there is none. */
export function sharedSetOf(owner: OwnerSubject, type: string): SharedSet | undefined {
  if (!isCertainName(owner.name)) return undefined;
  const sets = new Map<string, DnsRecord>();
  for (const record of owner.ofType(type)) {
    const { publication, conditional } = record;
    if (publication?.isWholeSet !== true || conditional) continue;
    if (!sets.has(publication.by)) sets.set(publication.by, record);
  }
  const [first, second, ...others] = sets.values();
  if (first === undefined || second === undefined) return undefined;
  const by = first.publication?.by.replace(/^.*\|/, '');
  return { first, second, others, by: by === '' ? undefined : by };
}

/** The name is known, or it is in a zone of which only the name is unknown. */
function isCertainName(name: DomainName): boolean {
  const labels = labelsOf(name);
  return labels.every((label, i) => isKnown(label) || (i === labels.length - 1 && isUnknownOrigin(label)));
}
