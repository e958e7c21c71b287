import { parentOf } from './names.ts';
import type { DomainName } from './names.ts';

/** Values that hold for a name and all below it. A question costs the labels of the name asked for, not the table's size. */
export class SuffixTable<T> {
  private readonly byName = new Map<DomainName, { readonly value: T; readonly rank: number }[]>();
  private size = 0;

  constructor(entries: Iterable<readonly [DomainName, T]>) {
    for (const [name, value] of entries) {
      const known = this.byName.get(name) ?? [];
      known.push({ value, rank: this.size++ });
      this.byName.set(name, known);
    }
  }

  /** The values that hold for the name, in the order in which they were given. */
  valuesFor(name: DomainName): readonly T[] {
    const found: { readonly value: T; readonly rank: number }[] = [];
    for (let at: DomainName | undefined = name; at !== undefined; at = parentOf(at)) {
      const here = this.byName.get(at);
      if (here !== undefined) found.push(...here);
    }
    return found.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
  }
}
