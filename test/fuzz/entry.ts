import type { Mutate } from './mutate/mutate.ts';

/**
 * One thing that is fuzzed: where its inputs come from, and what must hold for every input.
 *
 * An input is one string, also where several files, edits or requests are tried (see `archive.ts`): then it can be cut
 * down by one shrinker and kept as one file.
 */
export interface FuzzEntry {
  /** The name on the command line and of the folder under `found/`. */
  readonly name: string;
  /** The extension of files under `found/`, without the dot. */
  readonly extension: string;
  /** True where one code unit of an input is one octet of a file. */
  readonly isBinary?: boolean;
  /** How many inputs the short run tries: enough to reach most code of the reader, few enough to end within a second or two. */
  readonly shortRun: number;
  /** Inputs to start from; never empty. Without the corpus they are the same on every machine. */
  seeds(withCorpus: boolean): readonly string[];
  /** Gives another input. It is deterministic: all that is random comes from `random`. */
  readonly mutate: Mutate;
  /** @throws when something that must hold does not hold for the input. */
  check(input: string): void | Promise<void>;
}
