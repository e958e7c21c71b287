import type { FileProblem } from '../file-problem.ts';
import { readFactsFile } from './facts-file.ts';
import { liveDns } from './live.ts';
import type { LiveOptions } from './live.ts';
import { fixedDns } from './outside.ts';
import type { OutsideDns } from './outside.ts';
import type { DnsSessionOptions } from './session.ts';

/** The source of answers. */
export type DnsChoice =
  | { readonly kind: 'off' }
  /**
   * `path` is absolute. `within`: with links resolved, the file must be a regular file in this folder. Without this, the user
   * chose the file for this run, and it may be a pipe.
   */
  | { readonly kind: 'file'; readonly path: string; readonly within?: string }
  | ({ readonly kind: 'live' } & LiveOptions);

export interface OpenedDns {
  readonly outside: OutsideDns;
  /** What could not be read in a file. */
  readonly problems: readonly FileProblem[];
}

export function openOutside(
  choice: DnsChoice,
  options: Pick<DnsSessionOptions, 'lifetime' | 'allowance'> = {},
): OpenedDns {
  switch (choice.kind) {
    case 'off':
      return { outside: fixedDns(), problems: [] };
    case 'file': {
      const { facts, problems } = readFactsFile(choice.path, choice.within);
      return { outside: fixedDns(facts), problems };
    }
    case 'live':
      return { outside: liveDns(choice, options), problems: [] };
  }
}
