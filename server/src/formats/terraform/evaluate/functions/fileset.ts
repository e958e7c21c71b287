import { shorten } from '../../../../text/shorten.ts';
import { listValue, textValue } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import { missingReason } from './read-file.ts';
import { patternParts } from './file-pattern.ts';
import type { PatternPart } from './file-pattern.ts';
import { cleanPath } from './file-paths.ts';
import { octetSteps } from './octets.ts';
import { ofTexts } from './text-arguments.ts';
import { searchingSteps } from './function-table.ts';
import type { CallContext, FolderContent, FunctionTable } from './function-table.ts';

/** Steps for listing a folder, which reads the disk. */
const STEPS_PER_FOLDER = 40;
/** Comparing one character of a pattern takes as many steps as this many characters of a plain text. */
const STEPS_PER_COMPARISON = 32;
/** Files and folders that are listed in one step. */
const ENTRIES_PER_STEP = 4;
/** UTF-16 units of a name pattern that is distinguished from a pattern for all names: no name is longer. */
const LONGEST_NAME = 255;

export const filesetFunctions: FunctionTable = {
  // Links to folders are not followed.
  fileset: ofTexts(2, octetSteps, (folder, pattern, context) => {
    const base = cleanPath(folder === '' ? '.' : folder);
    const alternatives = patternParts(cleanPath(`${base}/${pattern}`));
    if (alternatives === undefined) return undefined;
    const search = new FileSearch(context);
    for (const parts of alternatives) search.add(parts);
    const { found } = search;
    if (found === undefined) return undefined;
    const names = found.map((path) => relativeTo(base, path)).sort((a, b) => (a < b ? -1 : 1));
    return listValue(
      names.map((name) => textValue(name)),
      'set',
    );
  }),
};

/** The files that match patterns. */
class FileSearch {
  private readonly context: CallContext;
  private readonly files = new Set<string>();
  private readonly folders = new Map<string, FolderContent | undefined>();
  /** Where the search for one pattern continued, with the number of segments left: `**` reaches a folder in several ways. */
  private readonly visited = new Set<string>();
  private missing: string | undefined;
  private isStopped = false;

  constructor(context: CallContext) {
    this.context = context;
  }

  /** `undefined`: unknown. The files of a missing folder may be created before Terraform runs. */
  get found(): readonly string[] | undefined {
    const { files, missing } = this;
    if (this.isStopped) return undefined;
    if (files.size > 0 || missing === undefined) return [...files];
    if (!this.context.isTried) {
      const message = `The folder "${shorten(missing)}" is not in the workspace, so the files in it are unknown.`;
      this.context.report(message, missingReason(missing));
    }
    return undefined;
  }

  add(parts: readonly PatternPart[]): void {
    this.visited.clear();
    let first = 0;
    const names: string[] = [];
    for (; first < parts.length - 1; first++) {
      const part = parts[first];
      if (part?.kind !== 'name') break;
      names.push(part.name);
    }
    const folder = cleanPath(names.length === 1 && names[0] === '' ? '/' : names.join('/'));
    const last = parts[parts.length - 1];
    const wanted = last?.kind === 'name' ? last.name : last?.kind === 'glob' ? last.glob : '*';
    this.context.reliesOnFolder(folder, wanted.length > LONGEST_NAME ? '*' : wanted);
    this.walk(folder, parts.slice(first));
  }

  private walk(folder: string, parts: readonly PatternPart[]): void {
    const key = `${parts.length} ${folder}`;
    const [part, ...rest] = parts;
    if (part === undefined || this.isStopped || this.visited.has(key)) return;
    this.visited.add(key);
    const content = this.list(folder);
    if (content === undefined) return;
    if (part.kind === 'any-depth') {
      if (rest.length > 0) this.walk(folder, rest);
      else for (const file of content.files) this.find(pathOf(folder, file));
      for (const inner of content.folders) this.walk(pathOf(folder, inner), parts);
      return;
    }
    if (
      part.kind === 'glob' &&
      !this.canCompare(rest.length === 0 ? content.files : content.folders, part.glob)
    )
      return;
    const isWanted = (name: string): boolean =>
      part.kind === 'name' ? name === part.name : part.matches(name);
    if (rest.length === 0) {
      for (const file of content.files) if (isWanted(file)) this.find(pathOf(folder, file));
    } else if (part.kind === 'name') this.walk(cleanPath(pathOf(folder, part.name)), rest);
    else for (const inner of content.folders) if (isWanted(inner)) this.walk(pathOf(folder, inner), rest);
  }

  /** Whether there is enough work left to compare the names with a pattern. */
  private canCompare(names: readonly string[], glob: string): boolean {
    const length = names.reduce((sum, name) => sum + name.length, 0);
    this.isStopped ||= !this.context.spend(searchingSteps(length, glob.length * STEPS_PER_COMPARISON));
    return !this.isStopped;
  }

  private list(folder: string): FolderContent | undefined {
    if (this.folders.has(folder)) return this.folders.get(folder);
    if (!this.context.spend(STEPS_PER_FOLDER)) {
      this.isStopped = true;
      return undefined;
    }
    const content = this.context.listFolder(folder);
    this.folders.set(folder, content);
    if (content === undefined) this.missing ??= folder;
    const entries = content === undefined ? 0 : content.files.length + content.folders.length;
    if (this.context.spend(Math.ceil(entries / ENTRIES_PER_STEP))) return content;
    this.isStopped = true;
    return undefined;
  }

  private find(path: string): void {
    this.files.add(path);
    if (this.files.size <= MAX_COLLECTION_ELEMENTS || this.isStopped) return;
    this.isStopped = true;
    this.context.report(`There are more than ${MAX_COLLECTION_ELEMENTS} such files, so they are not read.`);
  }
}

function pathOf(folder: string, name: string): string {
  return folder === '.' ? name : folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** Like Go's `filepath.Rel`, for paths without `.`. */
function relativeTo(base: string, path: string): string {
  const from = base === '.' ? [] : base.split('/');
  const to = path.split('/');
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
