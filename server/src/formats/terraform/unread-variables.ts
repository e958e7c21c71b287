import type { ProjectFiles } from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import { rangeOf } from '../../text/range.ts';
import { shorten } from '../../text/shorten.ts';
import type { RootVariable } from './evaluate/dependencies.ts';
import type { ModuleGroup } from './module-group.ts';
import { folderOf } from './paths.ts';
import { isVariablesPath, syntaxOf } from './recognise.ts';
import { readFile } from './syntax/file.ts';

/** Names that a message gives; the rest is counted. */
const MAX_NAMED = 3;

/** A module that no other one calls, and its variables that records depend on. */
interface RootModule {
  readonly folder: string;
  readonly variables: readonly RootVariable[];
  /** Those that have no value, where a part of a record is unknown. */
  readonly missing: readonly RootVariable[];
}

/**
 * Values that records depend on and that mailtxt was not given: files of values that Terraform reads only with an option, and
 * variables that no file of the workspace sets.
 */
export function unreadVariables(groups: readonly ModuleGroup[], files: ProjectFiles): readonly Unread[] {
  const modules = groups.flatMap((group) =>
    [...group.variables()].map(([folder, variables]): RootModule => ({
      folder,
      variables: variables.map(({ variable }) => variable),
      missing: variables
        .filter(({ variable, isLacking }) => isLacking && !variable.hasValue)
        .map(({ variable }) => variable),
    })),
  );
  const found: Unread[] = [];
  const set = new Map<RootModule, Set<string>>();
  for (const path of valueFilesOf(modules, files)) {
    const names = namesSetIn(path, files);
    const module = names.length === 0 ? undefined : moduleOf(path, names, modules);
    const wanted = module?.variables.map(({ name }) => name).filter((name) => names.includes(name)) ?? [];
    if (module === undefined || wanted.length === 0) continue;
    set.set(module, new Set([...(set.get(module) ?? []), ...names]));
    const message = `This file sets ${listed(wanted)} and was not read: mailtxt reads terraform.tfvars and *.auto.tfvars.`;
    found.push({ kind: 'variables', path, range: undefined, message, count: wanted.length });
  }
  for (const module of modules) {
    for (const { name, at } of module.missing) {
      if (set.get(module)?.has(name) === true) continue;
      const message = `The variable "${shorten(name)}" has no value: mailtxt reads defaults, terraform.tfvars and *.auto.tfvars.`;
      const { path, at: base } = at.anchor;
      const range = rangeOf(at.range.start + base, at.range.end + base);
      found.push({ kind: 'variables', subject: name, path, range, message, count: 1 });
    }
  }
  return found;
}

function valueFilesOf(modules: readonly RootModule[], files: ProjectFiles): readonly string[] {
  const beside = modules
    .filter(({ variables }) => variables.length > 0)
    .flatMap(({ folder }) => files.list(folder));
  const all = new Set([...beside, ...(files.valueFiles?.() ?? [])]);
  return [...all].filter((path) => /\.tfvars(?:\.json)?$/i.test(path) && !isVariablesPath(path)).sort();
}

/** The variables that a file of values sets. */
function namesSetIn(path: string, files: ProjectFiles): readonly string[] {
  const text = files.read(path);
  if (text === undefined) return [];
  return readFile(text, syntaxOf(path)).flatMap(({ attributes }) => attributes.map(({ name }) => name));
}

/** The module in the folder of the file, or the nearest one above it; else one that has all the variables. */
function moduleOf(
  path: string,
  names: readonly string[],
  modules: readonly RootModule[],
): RootModule | undefined {
  let nearest: RootModule | undefined;
  for (const module of modules) {
    if (!`${folderOf(path)}/`.startsWith(`${module.folder}/`)) continue;
    if (nearest === undefined || module.folder.length > nearest.folder.length) nearest = module;
  }
  if (nearest !== undefined) return nearest;
  return modules.find(({ variables }) => names.every((name) => variables.some((one) => one.name === name)));
}

function listed(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map((name) => `"${shorten(name)}"`);
  const more = names.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}
