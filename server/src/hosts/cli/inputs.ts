import { statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { RULE_SETTINGS, faultOfDomain, faultOfRuleId } from '../../analysis/input/settings.ts';
import type { RuleSetting } from '../../analysis/input/settings.ts';
import type { WorkspaceEnvironment } from '../../analysis/workspace.ts';
import { canonicalName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { claimByName, formatByContent, ZONE_FORMAT } from '../../analysis/input/formats.ts';
import type { Format } from '../../analysis/input/formats.ts';
import { isBareRecordPath, isPastedPath } from '../../formats/pasted/recognize.ts';
import type { BounceFile } from '../../features/filed-bounces.ts';
import { CommittedFiles } from '../node/committed-files.ts';
import { ConfigFiles } from '../node/config-files.ts';
import type { ConfigLookup } from '../node/config-files.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { decodeText } from '../node/encoding.ts';
import { evidenceOf } from '../node/evidence-files.ts';
import type { LoadedEvidence } from '../node/evidence-files.ts';
import { explainFileError } from '../node/file-errors.ts';
import { displayPath, isInside, RealPaths, repositoryOf, toDocumentPath } from '../node/paths.ts';
import { readServerZones, serverConfigsAround } from '../node/server-configs.ts';
import type { SearchHit } from '../node/search.ts';
import type { SeenFiles } from '../node/seen-files.ts';
import { diskEnvironment } from '../node/environment.ts';
import { userConfigPath } from '../node/user-config.ts';
import { readOctets, readTextFile } from '../node/text-file.ts';
import { isGivenAsText } from './arguments.ts';
import type { InputOptions } from './arguments.ts';
import { contextFolderOf, ContextLimits } from './context.ts';
import { nameOfGiven, STDIN_NAME } from './given-text.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** The input of a command. */
export interface Inputs {
  /** The named documents and those in searched folders. Sorted by path, each file once. */
  readonly documents: readonly InputDocument[];
  /**
   * Other documents in the workspaces of the named files, so that these are checked as part of their whole workspace. Nothing is
   * reported about them. `undefined`: they were not read.
   */
  readonly context: readonly InputDocument[] | undefined;
  readonly environment: WorkspaceEnvironment;
  /** The evidence named by each settings file that applies to a document. */
  readonly evidence: readonly LoadedEvidence[];
  /** The bounce files that those settings name. */
  readonly bounces: readonly BounceFile[];
  readonly isSearched: (path: DocumentPath) => boolean;
  readonly configs: ConfigLookup;
  readonly problems: FileProblem[];
  /** The displayed name of a file. */
  readonly nameOf: (path: DocumentPath) => string;
  /** The searched folders, as typed. */
  readonly searched: readonly string[];
  /** Symbolic links that point outside the searched folders. */
  readonly links: readonly DocumentPath[];
  /** What the searches saw in addition to the files that are read. `undefined`: no folder was searched. */
  readonly seen: SeenFiles | undefined;
}

export interface InputDocument {
  readonly path: DocumentPath;
  readonly text: string;
  /** Whether the text is a zone file, whatever it looks like. */
  readonly isZone: boolean;
}

export interface GatherOptions {
  /** Whether the rest of the workspace of a named file is also read. */
  readonly hasContext?: boolean;
  /** The folder that paths are relative to. Default: the current folder. */
  readonly folder?: string;
  /** Called with the length of each text that is read for the report, in UTF-16 units. */
  readonly read?: (length: number) => void;
  /** Maps the folder of a settings file to the folder of its reports and bounces. */
  readonly evidenceFolderOf?: (folder: DocumentPath) => DocumentPath;
}

/**
 * Reads the input of a command.
 *
 * @throws UsageError
 */
export async function gatherInputs(
  options: InputOptions,
  progress: Progress,
  {
    hasContext = false,
    folder = process.cwd(),
    evidenceFolderOf,
    read = () => undefined,
  }: GatherOptions = {},
): Promise<Inputs> {
  const origin = nameOption('--origin', options.origin);
  const owner = nameOption('--name', options.owner);
  const ruleSettings = ruleOptions(options.ruleSettings);

  const configs = new ConfigFiles(undefined, evidenceFolderOf);
  await configs.loadUser(userConfigPath());
  if (options.configPath !== undefined) await configs.useOnly(resolve(folder, options.configPath), folder);

  const gathering: Gathering = {
    folder,
    configs,
    progress,
    read,
    texts: new Map(),
    byRealPath: new Map(),
    realPaths: new RealPaths(),
    named: new Set(),
    surrounded: new Set(),
    folders: new Set(),
    serverConfigs: new Set(),
    problems: [],
    searched: [],
    links: [],
    seen: undefined,
  };
  const varFiles = options.varFiles.map((typed) => varFile(typed, gathering));
  if (options.stdin) await gatherStdin(options.stdinName, gathering);
  if (options.text !== undefined)
    await gatherGiven(options.text, nameOfGiven(options.text, { isArgument: true }), gathering);
  for (const path of options.paths) await gatherPath(path, gathering);
  const own = new Set(gathering.texts.keys());
  const isPasted = [...own].some(isPastedPath);
  // The owner name was omitted on purpose.
  if ([...own].some(isBareRecordPath) && owner === undefined)
    ruleSettings.set(ORIGIN_UNKNOWN, ruleSettings.get(ORIGIN_UNKNOWN) ?? 'off');
  const ownProblems = [...configs.problems];
  const context = hasContext && !isPasted ? await gatherContext(gathering) : undefined;

  const { named, texts, problems, searched, links, seen } = gathering;
  if (origin !== undefined && named.size === 0)
    throw new UsageError('--origin requires a file: it does not apply to folders');
  const given = isGivenAsText(options) ? [...named][0] : undefined;
  // A folder may contain only reports and bounces, with the records in another folder.
  const inFolders = searched.map((top) => toDocumentPath(join(resolve(folder, top), STDIN_NAME)));
  const settings = new Set([...own, ...inFolders].map((path) => configs.nearest(path) ?? configs.user));
  const readingLog = (path: DocumentPath, octets: number): void => {
    progress.show(`reading ${displayPath(path, folder)}: ${Math.floor(octets / MEGABYTE)} MB`);
  };
  const evidence = [...settings].flatMap((one) => (one === undefined ? [] : [evidenceOf(one, readingLog)]));
  const bounces = new Map(evidence.flatMap((one) => one.bounces).map((file) => [file.path, file]));
  const documents = [...texts]
    .map(([path, text]) => ({ path, text, isZone: isZoneForCertain({ path, text }, origin, options, named) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    documents: documents.filter(({ path }) => own.has(path)),
    context: context === undefined ? undefined : documents.filter(({ path }) => !own.has(path)),
    evidence,
    bounces: [...bounces.values()],
    isSearched: (path) => searched.some((top) => isInside(path, toDocumentPath(resolve(folder, top)))),
    environment: diskEnvironment({
      folders: [...gathering.folders],
      configs,
      serverZones: readServerZones([...gathering.serverConfigs].sort(), [...gathering.folders]),
      ruleSettings,
      preview: options.preview,
      givenOriginOf: (path) => (named.has(path) ? (owner ?? origin) : undefined),
      openTextOf: (path) => (path === given ? texts.get(path) : undefined),
      committed: new CommittedFiles({ isStatic: true }),
      showsAll: true,
      givenRun: {
        ...(varFiles.length === 0 ? {} : { valueFiles: varFiles }),
        workspace: options.workspace,
      },
      valueFiles: () => [...(seen?.valueFiles ?? []), ...(context?.valueFiles ?? [])],
    }),
    configs,
    problems: eachOnce([...ownProblems, ...evidence.flatMap((one) => one.problems), ...problems]),
    nameOf: (path) =>
      path === given && options.stdin ? (options.stdinName ?? STDIN_NAME) : displayPath(path, folder),
    searched,
    links,
    seen,
  };
}

/** Each problem once: several searches may find the same problem of a file. */
function eachOnce(problems: readonly FileProblem[]): FileProblem[] {
  const keyOf = ({ path, message, range }: FileProblem): string =>
    JSON.stringify([path, message, range?.start]);
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

const MEGABYTE = 1024 * 1024;

/** The rule that reports a zone without a name. */
const ORIGIN_UNKNOWN = 'zone-unresolved-origin';

interface Gathering {
  /** The current folder. */
  readonly folder: string;
  readonly configs: ConfigFiles;
  readonly progress: Progress;
  readonly read: (length: number) => void;
  readonly texts: Map<DocumentPath, string>;
  /** The paths of `texts` by real path: a file that several paths lead to is read under the first of them. */
  readonly byRealPath: Map<string, DocumentPath>;
  readonly realPaths: RealPaths;
  /** The paths of `texts` that the user named. */
  readonly named: Set<DocumentPath>;
  /** Folders whose settings and name server configurations are known. */
  readonly surrounded: Set<string>;
  /** Folders in which included files are read. */
  readonly folders: Set<string>;
  readonly serverConfigs: Set<DocumentPath>;
  readonly problems: FileProblem[];
  readonly searched: string[];
  readonly links: DocumentPath[];
  seen: SeenFiles | undefined;
}

async function gatherStdin(name: string | undefined, gathering: Gathering): Promise<void> {
  const octets = readOctets(0);
  if (octets === 'too-large') throw new UsageError('standard input is larger than 100 MB');
  const text = decodeText(octets);
  await gatherGiven(text, name ?? nameOfGiven(text, { isArgument: false }), gathering);
}

async function gatherGiven(text: string, name: string, gathering: Gathering): Promise<void> {
  const path = toDocumentPath(resolve(gathering.folder, name));
  await surround(dirname(path), gathering);
  gathering.texts.set(path, text);
  gathering.named.add(path);
}

async function gatherPath(typed: string, gathering: Gathering): Promise<void> {
  const path = resolve(gathering.folder, typed);
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    // Node.js replaces octets that are not UTF-8 with this character.
    const reason = typed.includes('\uFFFD') ? 'its name is not UTF-8' : explainFileError(error);
    const message = `cannot be read: ${reason}`;
    gathering.problems.push({ path: toDocumentPath(path), message, fatal: true });
    return;
  }
  if (stats.isDirectory()) await gatherFolder(path, typed, gathering);
  else if ((await gatherFile(path, gathering))?.kind === 'family') await gatherModuleOf(path, gathering);
}

/** For a named plan, reads the module in the same folder. */
async function gatherModuleOf(plan: string, gathering: Gathering): Promise<void> {
  if (claimByName(toDocumentPath(plan)) !== undefined) return;
  const folder = dirname(plan);
  const { searchFolder } = await import('../node/search.ts');
  const found: Extract<SearchHit, { readonly kind: 'document' }>[] = [];
  for await (const hit of searchFolder(folder, gathering.configs, {}))
    if (hit.kind === 'document' && hit.format.kind === 'family') found.push(hit);
  const isModule = found.some(
    ({ path }) => dirname(path) === toDocumentPath(folder) && claimByName(path) !== undefined,
  );
  if (!isModule) return;
  for (const hit of found) if (claimByName(hit.path) !== undefined) readFound(hit, gathering);
}

/** Reads a file. Returns its format if it was read. */
async function gatherFile(path: string, gathering: Gathering): Promise<Format | undefined> {
  const documentPath = toDocumentPath(path);
  if (gathering.named.has(documentPath)) return undefined;
  const known = gathering.byRealPath.get(gathering.realPaths.of(path) ?? path);
  if (known !== undefined && known !== documentPath) {
    gathering.named.add(known);
    return undefined;
  }
  await surround(dirname(path), gathering);
  const file = readTextFile(path, { anyContent: claimByName(documentPath)?.format === ZONE_FORMAT });
  if (file.kind === 'unreadable') {
    gathering.problems.push({ path: documentPath, message: file.reason, fatal: true });
    return undefined;
  }
  keepText(documentPath, file.text, gathering);
  gathering.named.add(documentPath);
  return claimByName(documentPath)?.format ?? formatByContent(documentPath, file.text);
}

function keepText(path: DocumentPath, text: string, { texts, byRealPath, realPaths, read }: Gathering): void {
  read(text.length);
  texts.set(path, text);
  byRealPath.set(realPaths.of(path) ?? path, path);
}

async function gatherFolder(path: string, typed: string, gathering: Gathering): Promise<void> {
  await surround(path, gathering);
  gathering.searched.push(typed);
  const { SeenFiles } = await import('../node/seen-files.ts');
  gathering.seen ??= new SeenFiles();
  await search(path, gathering);
}

async function search(folder: string, gathering: Gathering, limits?: ContextLimits): Promise<void> {
  const { searchFolder } = await import('../node/search.ts');
  const options = { seen: gathering.seen, isEnough: () => limits?.reached !== undefined };
  for await (const found of searchFolder(folder, gathering.configs, options)) {
    switch (found.kind) {
      case 'document': {
        const text = readFound(found, gathering);
        if (text !== undefined) limits?.read(text);
        break;
      }
      case 'server-config':
        gathering.serverConfigs.add(found.path);
        break;
      case 'link':
        gathering.links.push(found.path);
        if (claimByName(found.path)?.claim === 'yes') {
          const message = 'is a symbolic link that points outside the folder, so it is not read';
          gathering.problems.push({ path: found.path, message, fatal: false });
        }
        break;
      case 'problem':
        gathering.problems.push(found.problem);
    }
  }
}

/**
 * Reads the rest of the workspaces of the named files, without reporting its problems. Returns what was seen in them.
 * `undefined`: no file has such a workspace.
 */
async function gatherContext(gathering: Gathering): Promise<SeenFiles | undefined> {
  const { named, searched, folder, problems } = gathering;
  const searchedFolders = searched.map((typed) => toDocumentPath(resolve(folder, typed)));
  const roots = new Set<string>();
  for (const at of new Set([...named].map((path) => dirname(path)))) {
    const root = contextFolderOf(at);
    if (root !== undefined && !searchedFolders.some((top) => isInside(toDocumentPath(root), top)))
      roots.add(root);
  }
  if (roots.size === 0) return undefined;
  const { SeenFiles } = await import('../node/seen-files.ts');
  const limits = new ContextLimits();
  const seen = new SeenFiles(limits);
  for (const root of roots) {
    gathering.folders.add(root);
    await search(
      root,
      { ...gathering, problems: [], searched: [], links: [], seen, read: () => undefined },
      limits,
    );
    const { reached } = limits;
    if (reached === undefined) continue;
    const message = `${reached}, so the named files may have been checked without some of its files`;
    problems.push({ path: toDocumentPath(root), message, fatal: false, unread: { kind: 'limit' } });
    break;
  }
  return seen;
}

/** Returns the text if it is read now. */
function readFound(
  { path, format }: Extract<SearchHit, { readonly kind: 'document' }>,
  gathering: Gathering,
): string | undefined {
  const { byRealPath, realPaths, texts, problems, progress } = gathering;
  if (texts.has(path) || byRealPath.has(realPaths.of(path) ?? path)) return undefined;
  progress.show(`reading ${path}`);
  const file = readTextFile(path);
  if (file.kind === 'text') {
    keepText(path, file.text, gathering);
    return file.text;
  }
  // A file this large was written by a program: it is a plan.
  if (file.isTooLarge === true && format.kind === 'family') {
    const message = `${file.reason}, so it is not read`;
    problems.push({ path, message, fatal: false, isFile: true, unread: { kind: 'limit' } });
  } else if (!file.binary) problems.push({ path, message: file.reason, fatal: true });
  return undefined;
}

/** Finds the settings and name server configurations that apply to a folder, and what may be included there. */
async function surround(folder: string, gathering: Gathering): Promise<void> {
  if (gathering.surrounded.has(folder)) return;
  gathering.surrounded.add(folder);
  const top = workspaceFolderOf(folder, gathering.folder);
  gathering.folders.add(top);
  await gathering.configs.load(folder, top);
  for (const path of serverConfigsAround(folder, top)) gathering.serverConfigs.add(path);
}

/** The repository, otherwise the current folder if it contains the files, otherwise the folder itself. */
export function workspaceFolderOf(folder: string, current: string): string {
  const repository = repositoryOf(folder);
  if (repository !== undefined) return repository;
  // If the current folder is the root of the disk, the workspace is not the whole disk.
  const isTop = dirname(current) === current;
  return !isTop && isInside(folder, current) ? current : folder;
}

function isZoneForCertain(
  { path, text }: { readonly path: DocumentPath; readonly text: string },
  origin: DomainName | undefined,
  options: InputOptions,
  named: ReadonlySet<DocumentPath>,
): boolean {
  const format = claimByName(path)?.format ?? formatByContent(path, text);
  if (format !== undefined && format !== ZONE_FORMAT) return false;
  if (isGivenAsText(options)) return true;
  return !named.has(path) || origin !== undefined || ZONE_FORMAT.claimOf(path) !== 'no';
}

/** Resolves a variable file. It may be in any folder. */
function varFile(typed: string, { folder, folders }: Gathering): DocumentPath {
  const path = resolve(folder, typed);
  try {
    if (!statSync(path).isFile()) throw new UsageError(`--var-file: "${typed}" is not a file`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--var-file: "${typed}" cannot be read: ${explainFileError(error)}`);
  }
  folders.add(dirname(path));
  return toDocumentPath(path);
}

function nameOption(option: string, typed: string | undefined): DomainName | undefined {
  if (typed === undefined) return undefined;
  const wrong = faultOfDomain(typed);
  if (wrong !== undefined) throw new UsageError(`${option}: "${typed}" ${wrong}`);
  return canonicalName(typed);
}

function ruleOptions(typed: InputOptions['ruleSettings']): Map<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const [id, value] of typed) {
    const wrong = faultOfRuleId(id);
    if (wrong !== undefined) throw new UsageError(`--rule: "${id}" ${wrong}`);
    const setting = RULE_SETTINGS.find((known) => known === value);
    if (setting === undefined) {
      throw new UsageError(`--rule ${id}=${value}: use error, warning, info, hint or off`);
    }
    settings.set(id, setting);
  }
  return settings;
}
