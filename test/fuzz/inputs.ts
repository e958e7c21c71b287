import type { FuzzEntry } from './entry.ts';
import { Random } from './random.ts';

/** Every so many inputs one is a seed as it is, as long as there are more. */
const SEED_EVERY = 4;

/** The inputs of an entry, mutations of seeds and the seeds themselves, each named by its index. */
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
    const seed = this.seeds[index / SEED_EVERY];
    if (seed !== undefined) return seed;
    const random = Random.of(this.entry.name, this.seed, index);
    return this.entry.mutate(random.pick(this.seeds), random, () => random.pick(this.seeds));
  }
}
