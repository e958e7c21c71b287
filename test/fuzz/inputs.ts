import type { FuzzEntry } from './entry.ts';
import { Random } from './random.ts';

/** The inputs of an entry: the seeds themselves first, then mutations, each named by its index. */
export class Inputs {
  private readonly entry: FuzzEntry;
  private readonly seeds: readonly string[];
  private readonly seed: number;

  constructor(entry: FuzzEntry, seed: number, withCorpus: boolean) {
    this.entry = entry;
    this.seed = seed;
    this.seeds = entry.seeds(withCorpus);
    if (this.seeds.length === 0) throw new Error(`${entry.name} has no seeds`);
  }

  at(index: number): string {
    const seed = this.seeds[index];
    if (seed !== undefined) return seed;
    const random = Random.of(this.entry.name, this.seed, index);
    return this.entry.mutate(random.pick(this.seeds), random, () => random.pick(this.seeds));
  }
}
