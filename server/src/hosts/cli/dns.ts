import { resolve } from 'node:path';

import type { DnsSettings } from '../../analysis/config.ts';
import { readResolverAddress } from '../../analysis/resolver-address.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem, LoadedConfig } from '../node/config-files.ts';
import type { DnsChoice, OpenedDns } from '../node/dns/open.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { unansweredLines } from '../node/dns/unanswered-lines.ts';
import type { DnsOptions } from './arguments.ts';
import type { Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage-error.ts';

export interface ChoiceContext {
  /** The settings that hold for the documents, each once. */
  readonly configs: readonly LoadedConfig[];
  /** What names on the command line count from. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const TIMEOUT_MS = 2000;

/**
 * Options win over settings; where a machine checks, settings alone do not let it ask others.
 *
 * @throws UsageError
 */
export function chooseDns(options: DnsOptions, { configs, folder, environment }: ChoiceContext): DnsChoice {
  const mode = options.dns ?? (isCi(environment) ? 'off' : (settingOf('mode', configs) ?? 'off'));
  if (mode !== 'live') {
    if (options.resolver !== undefined) throw new UsageError('--resolver is for --dns live');
    if (options.record !== undefined) throw new UsageError('--record is for --dns live');
    return mode === 'off' ? { kind: 'off' } : { kind: 'file', path: resolve(folder, mode) };
  }
  const typed = options.resolver ?? settingOf('resolver', configs) ?? 'system';
  // What is no resolver has been refused where it was read.
  const resolver = readResolverAddress(typed) ?? { kind: 'system' };
  return { kind: 'live', resolver, timeoutMs: settingOf('timeoutMs', configs) ?? TIMEOUT_MS };
}

/** CI services set it; some people set it to say no. */
function isCi({ CI }: ChoiceContext['environment']): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}

/** There is one DNS in a run: settings that differ are no answer. A file's name counts from the settings' folder. */
function settingOf<K extends keyof DnsSettings>(
  key: K,
  configs: readonly LoadedConfig[],
): DnsSettings[K] | undefined {
  let found: { readonly value: DnsSettings[K]; readonly path: string } | undefined;
  for (const { config, folder, path } of configs) {
    const set = config.dns[key];
    if (set === undefined) continue;
    const isFile = key === 'mode' && set !== 'off' && set !== 'live';
    const value = isFile ? (resolve(folder, String(set)) as DnsSettings[K]) : set;
    if (found !== undefined && found.value !== value) {
      throw new UsageError(
        `"dns" is not the same in ${found.path} and ${path}; say with --dns or --config what holds`,
      );
    }
    found = { value, path };
  }
  return found?.value;
}

/**
 * The DNS outside of the given files.
 *
 * @throws UsageError
 */
export async function openDns(options: DnsOptions, { documents, configs }: Inputs): Promise<OpenedDns> {
  const nearest = documents.map(({ path }) => configs.nearest(path));
  const choice = chooseDns(options, {
    configs: [...new Set(nearest.filter((config) => config !== undefined))],
    folder: process.cwd(),
    environment: process.env,
  });
  // What asks and reads is loaded now: most runs do neither.
  if (choice.kind === 'off') return { outside: fixedDns(), problems: [] };
  const { openOutside } = await import('../node/dns/open.ts');
  // Within one run an answer stays what it was.
  return openOutside(choice, { lifetime: () => Infinity });
}

/** Far more than records can lead on from one another before they cost a receiver too many lookups. */
const MAX_ROUNDS = 64;

/** Runs `judge` until all that it asks is answered. Returns what is to be said of that. */
export async function judgeWithAnswers(
  outside: OutsideDns,
  workspace: Workspace,
  progress: Progress,
  judge: () => void,
): Promise<readonly string[]> {
  if (!outside.grows) return [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    judge();
    const total = outside.open;
    if (total === 0) return notes(outside);
    let done = 0;
    const answered = (): void => progress.show(`asking the DNS: ${++done} of ${total}`);
    workspace.answersChanged(await outside.settle({ answered }));
  }
  return [
    ...notes(outside),
    `Not checked: what depends on answers that lead on to others for more than ${MAX_ROUNDS} rounds of DNS queries`,
  ];
}

/** What depends on a failure is not checked, and the user should know. */
function notes(outside: OutsideDns): readonly string[] {
  return unansweredLines(outside.unanswered()).map((line) => `Not checked: ${line}`);
}

/** Writes down the answers that were used. `path` as typed. */
export async function recordAnswers(path: string, outside: OutsideDns): Promise<readonly FileProblem[]> {
  const { writeFactsFile } = await import('../../analysis/facts-file.ts');
  const { putTextFile } = await import('../node/replace-file.ts');
  const { toDocumentPath } = await import('../node/paths.ts');
  const absolute = resolve(path);
  const failure = putTextFile(absolute, writeFactsFile(outside.answersUsed(), new Date().toISOString()));
  return failure === undefined ? [] : [{ path: toDocumentPath(absolute), message: failure, fatal: true }];
}
