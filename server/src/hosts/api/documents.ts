import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import { parseConfig } from '../../analysis/input/config.ts';
import { parseFactsFile } from '../../analysis/input/facts-file.ts';
import { faultOfDomain } from '../../analysis/input/settings.ts';
import type { WorkspaceEnvironment, Workspace } from '../../analysis/workspace.ts';
import { canonicalName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { ProjectFiles } from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import { declaredSenders } from '../../senders/declared.ts';
import { documentProblems, sortProblems } from '../cli/document-problems.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import type { FileProblem } from '../node/file-problem.ts';
import type { Documents, TextOptions } from './options.ts';

/** Documents that were given as texts, in their own workspace. */
export interface OpenedDocuments {
  readonly workspace: Workspace;
  /** Sorted by path. */
  readonly paths: readonly DocumentPath[];
  readonly nameOf: (path: DocumentPath) => string;
  /** Sorted by file and position. Complete once the results are computed, like `unread`. */
  readonly problems: () => readonly FileProblem[];
  readonly unread: () => readonly Unread[];
}

/** The path of a text without one. */
const UNNAMED = 'text';

/**
 * Opens texts, without reading files or sending DNS queries.
 *
 * @throws TypeError if an option or a path is invalid
 */
export function openDocuments(documents: Documents, options: TextOptions): OpenedDocuments {
  const { origin, path: single = UNNAMED } = options;
  const named = typeof documents === 'string' ? { [single]: documents } : documents;
  const texts = new Map(Object.entries(named).map(([path, text]) => [absolute(path), text]));
  const names = new Map(Object.keys(named).map((path) => [absolute(path), path]));
  const outside = fixedDns(answersOf(options));
  const workspace = createWorkspace({
    ...environmentOf(texts, options),
    isStatic: true,
    ask: (name, type, owner) => outside.ask(name, type, owner),
  });
  const isZone = origin !== undefined || (typeof documents === 'string' && options.path === undefined);
  const unclaimed = [...texts].filter(([path, text]) => !workspace.add(path, text));
  const problems: FileProblem[] = [];
  for (const [path, text] of unclaimed) {
    // A module may read the file as data.
    if (workspace.documentOf(path) !== undefined && workspace.add(path, text)) continue;
    if (isZone) workspace.add(path, text, { format: 'zone' });
    else {
      const message =
        'is not recognized as a file with DNS records; to read it as a zone file, set its zone name with "origin"';
      problems.push({ path, message, fatal: true });
    }
  }
  const paths = [...workspace.paths()].sort();
  return {
    workspace,
    paths,
    nameOf: (path) => names.get(path) ?? path.slice(1),
    problems: () => sortProblems([...problems, ...documentProblems({ workspace, paths })]),
    unread: () => [...workspace.unread(), ...unresolved(outside)],
  };
}

function environmentOf(texts: ReadonlyMap<DocumentPath, string>, options: TextOptions): WorkspaceEnvironment {
  const { origin } = options;
  const { config, problems } = parseConfig(JSON.stringify(options.settings ?? {}));
  demandNone('settings', problems);
  const wrong = origin === undefined ? undefined : faultOfDomain(origin);
  if (wrong !== undefined) throw new TypeError(`origin: "${String(origin)}" ${wrong}`);
  const given = origin === undefined ? undefined : canonicalName(origin);
  const originOf = (path: DocumentPath): DomainName | undefined =>
    given ?? config.origins.get(path) ?? config.origins.get(path.slice(1));
  const senders = declaredSenders(config.senders, absolute('.mailtxt.json'));
  return {
    include: (target, from) => {
      for (const path of [joined(folderOf(from), target), joined('', target)]) {
        const text = path === undefined ? undefined : texts.get(path);
        if (path !== undefined && text !== undefined) return { path, text };
      }
      return undefined;
    },
    files: projectFiles(texts, (path, keys) => {
      const key = keys.find((one) => config.origins.has(one));
      return key === undefined ? originOf(path) : config.origins.get(key);
    }),
    originOf,
    severityOf: (rule) => config.rules.get(rule),
    isPreviewOn: () => config.preview ?? false,
    sendersFor: () => senders,
  };
}

function projectFiles(
  texts: ReadonlyMap<DocumentPath, string>,
  zoneNameFor: (path: string, keys: readonly string[]) => DomainName | undefined,
): ProjectFiles {
  const paths = [...texts.keys()];
  return {
    zoneNameFor,
    showsAll: true,
    list: (folder) => paths.filter((path) => folderOf(path) === folder),
    folders: (folder) => {
      const below = paths.filter((path) => path.startsWith(`${folder}/`));
      if (below.length === 0) return undefined;
      const rest = below.map((path) => path.slice(folder.length + 1)).filter((path) => path.includes('/'));
      return [...new Set(rest.map((path) => path.slice(0, path.indexOf('/'))))];
    },
    read: (path) => texts.get(path),
  };
}

function answersOf({ dns }: TextOptions): ReturnType<typeof parseFactsFile>['facts'] | undefined {
  if (dns === undefined) return undefined;
  const { facts, problems } = parseFactsFile(JSON.stringify(dns));
  demandNone('dns', problems);
  return facts;
}

/** @throws TypeError */
function demandNone(option: string, problems: readonly ConfigProblem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new TypeError(`${option}: ${first.message}`);
}

function unresolved(outside: OutsideDns): readonly Unread[] {
  const { example, count } = outside.unresolved();
  if (example === undefined) return [];
  const message = `Only DNS can resolve ${count === 1 ? '' : `${count} names, such as `}"${example}".`;
  return [{ kind: 'dns', path: '/', range: undefined, message, count }];
}

/** Documents are in the top folder, whose path is empty. */
function absolute(path: string): DocumentPath {
  const found = joined('', path);
  if (found === undefined) throw new TypeError(`"${path}" points outside the documents`);
  return found;
}

function folderOf(path: DocumentPath): DocumentPath {
  return path.slice(0, path.lastIndexOf('/'));
}

/** `undefined`: the path points outside the top folder. */
function joined(folder: DocumentPath, target: string): DocumentPath | undefined {
  const parts: string[] = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of target.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return `/${parts.join('/')}`;
}
