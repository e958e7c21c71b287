import { parentOf } from './names.ts';
import type { DomainName } from './names.ts';

/**
 * Values that apply to a name and all names below it. A lookup takes time proportional to the labels of the name, not to the size
 * of the table.
 */
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

  /** The values that apply to the name, in the given order. */
  valuesFor(name: DomainName): readonly T[] {
    const found: { readonly value: T; readonly rank: number }[] = [];
    for (let at: DomainName | undefined = name; at !== undefined; at = parentOf(at)) {
      const here = this.byName.get(at);
      if (here !== undefined) found.push(...here);
    }
    return found.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
  }
}
