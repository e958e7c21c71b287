import type { Unread } from '../../records/unread.ts';
import { rangeOf } from '../../text/range.ts';
import { shorten } from '../../text/shorten.ts';
import type { Configuration } from './configuration.ts';
import type { RootVariable } from './evaluate/dependencies.ts';
import type { ModuleGroup } from './module-group.ts';
import { MAX_VARIATIONS } from './run.ts';
import type { NotUsed, ValueFiles } from './value-files.ts';

/** Names in a message; the rest are counted. */
const MAX_NAMED = 3;

/** Values that records depend on and that mailtxt does not have: files of values, and variables that are never set. */
export function unreadVariables(groups: readonly ModuleGroup[], files: ValueFiles): readonly Unread[] {
  const found: Unread[] = [];
  for (const { rootRuns } of groups) {
    for (const { folder, runs } of rootRuns) {
      const missing = missingIn(runs);
      for (const path of new Set(runs.flatMap(({ missingFiles }) => missingFiles))) {
        const message = 'This variable file does not exist, so the variables that it sets have no value.';
        found.push({ kind: 'include', path, range: undefined, message, count: 1 });
      }
      const seen = new Map(runs.flatMap(({ variables }) => variables.map((one) => [one.variable.name, one])));
      for (const use of files.usesFor(folder.path, [...seen.values()])) {
        const why = use.notUsed === undefined ? undefined : NOT_USED[use.notUsed];
        if (why === undefined) continue;
        const { path, sets, more } = use;
        if (use.notUsed === 'too many') {
          const files = more === 0 ? 'This variable file was' : `This variable file and ${more} more were`;
          found.push({
            kind: 'limit',
            path,
            range: undefined,
            message: `${files} not used, because ${why}`,
            count: more + 1,
          });
          continue;
        }
        const message = `This file sets ${listed(sets)} and was not used, because ${why}`;
        found.push({ kind: 'variables', path, range: undefined, message, count: sets.length });
        for (const name of sets) missing.delete(name);
      }
      for (const [name, { at }] of missing) {
        const message = `The variable "${shorten(name)}" has no value. Set it with --var-file or "terraform" in .mailtxt.json.`;
        const { path, at: base } = at.anchor;
        const range = rangeOf(at.range.start + base, at.range.end + base);
        found.push({ kind: 'variables', subject: name, path, range, message, count: 1 });
      }
    }
  }
  return found;
}

const NOT_USED: Readonly<Record<NotUsed, string>> = {
  example: 'its name or folder marks it as an example.',
  'too many': `mailtxt checks a module with at most ${MAX_VARIATIONS} variable files.`,
  'several modules': 'several modules have these variables. Assign it to one of them in .mailtxt.json.',
};

/** The variables without a value in any of the runs, if a part of a record is unknown. */
function missingIn(runs: readonly Configuration[]): Map<string, RootVariable> {
  const missing = new Map<string, RootVariable>();
  for (const { variables } of runs) {
    for (const { variable, isLacking } of variables)
      if (isLacking && !variable.hasValue) missing.set(variable.name, variable);
  }
  for (const { variables } of runs)
    for (const { variable } of variables) if (variable.hasValue) missing.delete(variable.name);
  return missing;
}

function listed(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map((name) => `"${shorten(name)}"`);
  const more = names.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}
