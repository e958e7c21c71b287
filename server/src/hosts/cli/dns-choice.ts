import { resolve } from 'node:path';

import type { DnsSettings } from '../../analysis/input/config.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import { readResolverAddress } from '../../analysis/input/resolver-address.ts';
import type { ResolverAddress } from '../../analysis/input/resolver-address.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import type { DnsChoice } from '../node/dns/open.ts';
import { printable } from '../../text/printable.ts';
import type { DnsOptions } from './arguments.ts';
import { UsageError } from './usage-error.ts';

export interface ChoiceContext {
  /** The project settings that apply to the documents, each once. They have the same authors as the documents, so they are not trusted more. */
  readonly projects: readonly LoadedConfig[];
  readonly user: LoadedConfig | undefined;
  /** The path of the user's own settings, whether or not the file exists. */
  readonly userPath: string;
  /** The folder that relative paths on the command line refer to. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that paths in a project's settings must stay in. */
  readonly workspaceOf: (folder: string) => string;
  readonly nameOf: (path: DocumentPath) => string;
}

export interface DnsDecision {
  readonly choice: DnsChoice;
  /** Notes on what a project requested and mailtxt did not allow. */
  readonly notes: readonly string[];
}

const TIMEOUT_MS = 2000;

/** Milliseconds that a project may set as the timeout of one query: a project must not make a run wait for minutes. */
export const MAX_PROJECT_TIMEOUT = 10_000;

/**
 * How this run uses DNS. The first of these that is set decides:
 *
 * 1. `--dns`, then `MAILTXT_DNS`;
 * 2. `CI`, if it is set: `off`;
 * 3. the project's `dns.mode`: `off`, or a file of the project. `live` is only a request, which 4. must allow;
 * 4. the user's own `dns.mode`.
 *
 * Only the user chooses the resolver: `--resolver`, then the user's own `dns.resolver`, then `system`.
 *
 * @throws UsageError
 */
export function chooseDns(options: DnsOptions, context: ChoiceContext): DnsDecision {
  const typed = options.dns ?? nonEmpty(context.environment['MAILTXT_DNS']);
  const choice = typed === undefined ? chooseUnasked(context) : choiceOf(typed, context.folder);
  if (choice.kind !== 'live') {
    if (options.resolver !== undefined) throw new UsageError('--resolver requires --dns live');
    if (options.record !== undefined) throw new UsageError('--record requires --dns live');
    return { choice, notes: typed === undefined ? refusedMode(context) : [] };
  }
  const named = options.resolver ?? context.user?.dns.resolver ?? 'system';
  // An invalid resolver was rejected when it was read.
  const resolver = readResolverAddress(named) ?? { kind: 'system' };
  return {
    choice: { kind: 'live', resolver, timeoutMs: timeoutOf(context) },
    notes: options.resolver === undefined ? refusedResolver(context, named, resolver) : [],
  };
}

type Chosen = Exclude<DnsChoice, { readonly kind: 'live' }> | { readonly kind: 'live' };

function choiceOf(mode: string, folder: string): Chosen {
  if (mode === 'off' || mode === 'live') return { kind: mode };
  return { kind: 'file', path: resolve(folder, mode) };
}

/** Neither an option nor the environment decides for this run. */
function chooseUnasked({ projects, user, environment, workspaceOf, nameOf }: ChoiceContext): Chosen {
  if (isCi(environment)) return { kind: 'off' };
  const usersMode = user?.dns.mode ?? 'off';
  const usersOwn = choiceOf(usersMode, user?.dnsFolder ?? '');
  let found: { readonly choice: Chosen; readonly path: DocumentPath } | undefined;
  for (const { dns, dnsFolder, folder, path } of projects) {
    const { mode } = dns;
    if (mode === undefined) continue;
    // A request for queries gets what the user allows: if the user names a file, that file.
    const isRequest = mode === 'live';
    const own = choiceOf(mode, dnsFolder);
    const choice = isRequest ? usersOwn : own.kind === 'file' ? { ...own, within: workspaceOf(folder) } : own;
    if (found !== undefined && placeOf(found.choice) !== placeOf(choice)) {
      throw new UsageError(
        `"dns" differs between ${printable(nameOf(found.path))} and ${printable(nameOf(path))}; choose one with --dns or --config`,
      );
    }
    found ??= { choice, path };
  }
  return found?.choice ?? usersOwn;
}

function placeOf(choice: Chosen): string {
  return choice.kind === 'file' ? choice.path : choice.kind;
}

/** CI services set the variable. Some users set it to a false value. */
function isCi({ CI }: ChoiceContext['environment']): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function timeoutOf({ projects, user }: ChoiceContext): number {
  const set = projects.flatMap(({ dns }) => dns.timeoutMs ?? []);
  if (set.length > 0) return Math.min(Math.max(...set), MAX_PROJECT_TIMEOUT);
  return user?.dns.timeoutMs ?? TIMEOUT_MS;
}

function refusedMode({ projects, userPath, nameOf }: ChoiceContext): readonly string[] {
  const asking = projects.filter(({ dns }) => dns.mode === 'live');
  if (asking.length === 0) return [];
  const how = 'add --dns live, set MAILTXT_DNS=live, or set "dns": { "mode": "live" } in ';
  return [`${namesOf(asking, nameOf)} DNS queries, but mailtxt sent none; to allow them, ${how}${userPath}`];
}

function refusedResolver(
  { projects, userPath, nameOf }: ChoiceContext,
  named: string,
  used: ResolverAddress,
): readonly string[] {
  const different = (asked: DnsSettings['resolver'] | undefined): asked is string =>
    asked !== undefined && JSON.stringify(readResolverAddress(asked)) !== JSON.stringify(used);
  const asking = projects.filter(({ dns }) => different(dns.resolver));
  const [first] = asking;
  if (first === undefined) return [];
  const asked = first.dns.resolver ?? '';
  const how = `add --resolver ${asked}, or set it in ${userPath}`;
  return [`${namesOf(asking, nameOf)} the resolver ${asked}, but mailtxt used ${named}; to allow it, ${how}`];
}

function namesOf(configs: readonly LoadedConfig[], nameOf: ChoiceContext['nameOf']): string {
  const [first] = configs;
  const name = first === undefined ? '' : printable(nameOf(first.path));
  return configs.length < 2 ? `${name} requests` : `${name} and ${configs.length - 1} more request`;
}
