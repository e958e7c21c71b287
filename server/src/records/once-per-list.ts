import type { DnsRecord } from './record.ts';

/** The number of records up to which computing the result again is faster than a lookup. */
const FEW = 16;

/**
 * What follows from the records of a name, computed once for each list of many. Callers that query it for each of
 * thousands of records get the same list as long as nothing changes, and would otherwise go through it thousands of
 * times.
 */
export function oncePerList<T>(
  how: (records: readonly DnsRecord[]) => T,
): (records: readonly DnsRecord[]) => T {
  const known = new WeakMap<readonly DnsRecord[], { readonly value: T }>();
  return (records) => {
    if (records.length <= FEW) return how(records);
    let found = known.get(records);
    if (found === undefined) known.set(records, (found = { value: how(records) }));
    return found.value;
  };
}
