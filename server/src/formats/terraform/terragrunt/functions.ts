import { attributeValueOf } from '../evaluate/attribute-value.ts';
import type { Declared } from '../evaluate/declared.ts';
import { missingFile, missingReason } from '../evaluate/functions/read-file.ts';
import { callFunction } from '../evaluate/functions/call.ts';
import type { OwnCall, Scope, Site, SourceFile } from '../evaluate/scope.ts';
import { anchorOf } from '../evaluate/scope.ts';
import { untraced } from '../evaluate/traced-text.ts';
import { knownText, mapValueOf, textValue } from '../evaluate/value.ts';
import type { MapEntry, Value } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import { pathIn } from '../../../text/paths.ts';
import type { Attribute } from '../syntax/body.ts';
import { readFile } from '../syntax/file.ts';
import { syntaxOf } from '../recognize.ts';
import { shorten } from '../../../text/shorten.ts';
import { folderAbove, relativePath } from './relative-path.ts';
import type { TerragruntRun } from './run.ts';

/** The file that calls a function, and what it is evaluated for. */
export interface CallingFile {
  readonly run: TerragruntRun;
  /** The folder of the file. */
  readonly folder: string;
  /** The folder of the file that includes it; its own if it is not included. */
  readonly unitFolder: string;
  /** The folder of the unit, whichever file is read for it. */
  readonly originalFolder: string;
  readonly isIncluded: boolean;
  /** The folders of the files that it includes, by the names of the blocks. */
  includedFolders(): Evaluation<ReadonlyMap<string, string>>;
  /** The file at a path. */
  open(path: string): SourceFile | undefined;
  /** The declarations in another Terragrunt file; `undefined` if they are unknown, which is reported. */
  readConfig(path: string, call: OwnCall): Evaluation<Value | undefined>;
  scopeAt(site: Site): Scope;
}

type TerragruntFunction = (
  file: CallingFile,
  values: readonly Value[],
  call: OwnCall,
) => Evaluation<Value | undefined>;

/** Folders above a unit in which a file is searched for, as in Terragrunt's `max_folders_to_check`. */
export const MAX_PARENT_FOLDERS = 100;
/** Steps: the host may read the disk for each folder and each file. */
const LOOKUP_COST = 100;
/** Steps: the folders around a unit are few, and each is looked up once. */
const PARENT_COST = 10;

/**
 * Terragrunt's own functions, as far as files determine their results. Others, such as `get_env`, `run_cmd` and
 * `sops_decrypt_file`, depend on the machine. https://terragrunt.gruntwork.io/docs/reference/hcl/functions/
 */
export const TERRAGRUNT_FUNCTIONS: Readonly<Partial<Record<string, TerragruntFunction>>> = Object.assign(
  Object.create(null) as Record<string, TerragruntFunction>,
  {
    find_in_parent_folders: findInParentFolders,
    read_terragrunt_config: readConfig,
    read_tfvars_file: readVariables,
    path_relative_to_include: function* (file, values) {
      const included = yield* includedFolder(file, values);
      return pathValue(included && relativePath(included, file.unitFolder));
    },
    path_relative_from_include: function* (file, values) {
      const included = yield* includedFolder(file, values);
      return pathValue(included && relativePath(file.unitFolder, included));
    },
    get_parent_terragrunt_dir: function* (file, values) {
      const included = yield* includedFolder(file, values);
      return pathValue(included);
    },
    get_terragrunt_dir: function* (file) {
      return textValue(file.unitFolder);
    },
    get_original_terragrunt_dir: function* (file) {
      return textValue(file.originalFolder);
    },
    get_repo_root: function* (file, _, call) {
      return textValue(repositoryOf(file, call));
    },
    get_path_from_repo_root: function* (file, _, call) {
      return textValue(relativePath(repositoryOf(file, call), file.unitFolder));
    },
    get_path_to_repo_root: function* (file, _, call) {
      return textValue(relativePath(file.unitFolder, repositoryOf(file, call)));
    },
    mark_as_read: function* (_, [path]) {
      return path;
    },
  } satisfies Record<string, TerragruntFunction>,
);

function pathValue(path: string | undefined): Value | undefined {
  return path === undefined ? undefined : textValue(path);
}

/** The folder of a file that the unit includes: the only one, or the one with a name. */
function* includedFolder(file: CallingFile, [name]: readonly Value[]): Evaluation<string | undefined> {
  if (file.isIncluded) return file.folder;
  const included = yield* file.includedFolders();
  if (name !== undefined) {
    const known = knownText(name);
    return known === undefined ? undefined : included.get(known);
  }
  const [first] = included.values();
  // Without an include, all of these functions refer to the file itself.
  return first ?? file.folder;
}

/** The nearest folder that has a `.git`; if there is none, the uppermost readable folder. */
function repositoryOf({ run, unitFolder }: CallingFile, { at }: OwnCall): string {
  let top = unitFolder;
  let folder: string | undefined = unitFolder;
  for (let i = 0; folder !== undefined && i < MAX_PARENT_FOLDERS; i++, folder = folderAbove(folder)) {
    if (!run.work.spend(PARENT_COST, at)) break;
    const content = run.listFolder(folder, '.');
    if (content === undefined) continue;
    top = folder;
    if (content.folders.includes('.git') || content.files.includes('.git')) break;
  }
  return top;
}

function* findInParentFolders(
  file: CallingFile,
  [named, fallback]: readonly Value[],
  call: OwnCall,
): Evaluation<Value | undefined> {
  const name = named === undefined ? '' : knownText(named);
  if (name === undefined) return undefined;
  // The default is deprecated, and never `root.hcl`.
  const wanted = name === '' ? 'terragrunt.hcl' : name;
  const { run } = file;
  let folder = folderAbove(file.unitFolder);
  for (let i = 0; folder !== undefined && i < MAX_PARENT_FOLDERS; i++, folder = folderAbove(folder)) {
    if (!run.work.spend(LOOKUP_COST, call.at)) return undefined;
    const path = pathIn(folder, wanted);
    if (path === undefined) return undefined;
    if (run.readFile(folder, wanted) !== undefined) return textValue(path);
    if (run.listFolder(folder, wanted) !== undefined) return textValue(path);
  }
  if (fallback !== undefined) return fallback;
  if (!call.isTried) {
    const message = `No parent folder in the workspace has "${shorten(wanted)}", so the values read from it are unknown.`;
    run.work.report(call.at(), message, missingReason(wanted));
  }
  return undefined;
}

function* readConfig(
  file: CallingFile,
  [named, otherwise]: readonly Value[],
  call: OwnCall,
): Evaluation<Value | undefined> {
  const name = knownText(named);
  if (name === undefined || !file.run.work.spend(LOOKUP_COST, call.at)) return undefined;
  if (file.open(name) !== undefined) return yield* file.readConfig(name, call);
  // The second argument is used if there is no such file, but the file may be created before Terragrunt runs.
  if (otherwise === undefined && !call.isTried)
    file.run.work.report(call.at(), missingFile(name), missingReason(name));
  return otherwise;
}

/** The values in a `.tfvars` file as JSON. */
function* readVariables(
  file: CallingFile,
  [named]: readonly Value[],
  call: OwnCall,
): Evaluation<Value | undefined> {
  const name = knownText(named);
  if (name === undefined || !file.run.work.spend(LOOKUP_COST, call.at)) return undefined;
  const found = file.open(name);
  if (found === undefined) {
    if (!call.isTried) file.run.work.report(call.at(), missingFile(name), missingReason(name));
    return undefined;
  }
  if (!file.run.work.spend(Math.floor(found.text.length / CHARACTERS_PER_STEP), call.at)) return undefined;
  const entries: MapEntry[] = [];
  for (const attribute of attributesOf(found))
    entries.push({
      key: untraced(attribute.what.name),
      value: yield* attributeValueOf(attribute, file.scopeAt(attribute.site)),
    });
  const scope = file.scopeAt({ anchor: anchorOf(found), offset: 0, text: found.text });
  return yield* callFunction('jsonencode', [mapValueOf(entries)], scope, call.at);
}

/** Characters of a file of values that are read in one step. */
const CHARACTERS_PER_STEP = 16;

function* attributesOf(file: SourceFile): Iterable<Declared<Attribute>> {
  let offset = 0;
  const isJson = file.path.endsWith('.json');
  for (const { text, attributes } of readFile(file.text, syntaxOf(file.path))) {
    const site: Site = { anchor: anchorOf(file), offset, text, ...(isJson ? { form: 'json' as const } : {}) };
    for (const what of attributes) yield { what, site };
    offset += text.length;
  }
}
