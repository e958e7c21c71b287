import { textOfOptions } from '../../records/declared-zone.ts';
import type { Include } from '../../records/document.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { ownCopy } from '../../text/own-copy.ts';
import type { DocumentPath } from '../finding.ts';
import type { WorkspaceEnvironment } from '../workspace.ts';
import type { DocumentInstance, IncludeProblem } from './entry.ts';
import type { DocumentFormat } from './formats.ts';
import { analysisText } from '../texts.ts';

/** Files through which a file may be included. No real zone nests them deeper, and each level is a nested call. */
export const MAX_INCLUDES = 64;

/**
 * Uses of files, within one zone, beyond the first use of each file. A file that includes the next one twice, with two origins,
 * doubles the number of records with each level. Real zones repeat a few.
 */
export const MAX_REPEATED_INCLUDES = 1000;

/** An include of a zone that is followed. `known` is the previous instance for it. */
export interface IncludeUse {
  readonly known: DocumentInstance | undefined;
  readonly by: DocumentInstance;
  readonly include: Include;
  /** The format in which it is read, regardless of its name. */
  readonly format: DocumentFormat | undefined;
}

interface IncludeWalkOptions {
  readonly root: DocumentInstance;
  readonly before: readonly DocumentInstance[];
  readonly instanceOf: (path: DocumentPath, text: string, use: IncludeUse) => DocumentInstance;
  /** Whether another use of a document of that length would exceed the limit. */
  readonly isFull: (path: DocumentPath, length: number) => boolean;
  /** The text of a document of the workspace. */
  readonly textOf: (path: DocumentPath) => string | undefined;
}

interface IncludedFile {
  readonly path: DocumentPath;
  readonly text: string;
}

/** Follows the includes of one zone, beginning with its own file. */
export class IncludeWalk {
  private readonly environment: WorkspaceEnvironment;
  private readonly options: IncludeWalkOptions;
  private readonly known: ReadonlyMap<string, DocumentInstance>;
  private readonly seen = new Map<string, DocumentInstance>();
  private readonly paths = new Set<DocumentPath>();
  private repeats = 0;
  private readonly files = new Map<DocumentPath, readonly (IncludedFile | undefined)[]>();
  /** Included files are named without symbolic links, and the zone's own file as it was opened. */
  private rootFile: DocumentPath | undefined;

  constructor(environment: WorkspaceEnvironment, options: IncludeWalkOptions) {
    this.environment = environment;
    this.options = options;
    this.known = new Map(
      options.before.flatMap((one) =>
        one.includedBy === undefined ? [] : [[useOf(one.entry.path, one.includedBy.include), one]],
      ),
    );
  }

  members(): readonly DocumentInstance[] {
    const { root } = this.options;
    const chain = [root.entry.path];
    const problems = new Map(this.visit(root, chain));
    for (const [index, { include, format }] of (root.declared?.beside ?? []).entries()) {
      const problem = this.enter(root, chain, include, this.declaredFile(include.file), format);
      // The document has no directive that could be wrong.
      if (problem !== undefined) problems.set(-1 - index, problem);
    }
    root.problems = problems;
    return [root, ...this.seen.values()];
  }

  private declaredFile(path: DocumentPath): IncludedFile | undefined {
    const text = this.options.textOf(path);
    return text === undefined ? this.environment.include(path, this.options.root.entry.path) : { path, text };
  }

  private visit(
    instance: DocumentInstance,
    chain: readonly DocumentPath[],
  ): ReadonlyMap<number, IncludeProblem> {
    const { path } = instance.entry;
    const includes = instance.member.document.includes();
    const problems = new Map<number, IncludeProblem>();
    const found = this.filesOf(path, includes);
    for (const [index, include] of includes.entries()) {
      const format = include.isOwnFormat === true ? instance.entry.format.id : undefined;
      const problem = this.enter(instance, chain, include, found[index], format);
      if (problem !== undefined) problems.set(index, problem);
    }
    instance.problems = problems;
    return problems;
  }

  /** The files that the includes of a document resolve to. They are the same in each of its uses. */
  private filesOf(path: DocumentPath, includes: readonly Include[]): readonly (IncludedFile | undefined)[] {
    let files = this.files.get(path);
    if (files !== undefined) return files;
    files = includes.map(({ file }) => this.environment.include(file, path));
    this.files.set(path, files);
    const paths = new Map(includes.map(({ file }, i) => [ownCopy(file), files[i]?.path]));
    const { root } = this.options;
    const declared = path === root.entry.path ? (root.declared?.beside ?? []) : [];
    for (const { include } of declared) paths.set(include.file, include.file);
    this.environment.observer?.includesFollowed(path, paths);
    return files;
  }

  /** Enters an included file. Returns why it is not read. */
  private enter(
    by: DocumentInstance,
    chain: readonly DocumentPath[],
    include: Include,
    found: IncludedFile | undefined,
    format?: DocumentFormat,
  ): IncludeProblem | undefined {
    if (found === undefined) {
      const name = include.file.replaceAll(HOLE, '${…}');
      return {
        message: analysisText('includeMissing', { name }),
        unread: { kind: 'include', subject: name },
      };
    }
    const { path, text } = found;
    this.rootFile ??= this.environment.files?.canonicalPath?.(this.options.root.entry.path);
    if (chain.includes(path) || path === this.rootFile)
      return {
        message: analysisText('includesItself', { chain: [...chain, path].join(' → ') }),
        unread: undefined,
      };
    if (chain.length > MAX_INCLUDES) {
      const message = analysisText('includedTooDeep', { most: MAX_INCLUDES });
      return { message, unread: { kind: 'limit' } };
    }
    const use = useOf(path, include);
    // A name server treats an existing record as the same one.
    if (this.seen.has(use)) return undefined;
    if (this.paths.has(path) && ++this.repeats > MAX_REPEATED_INCLUDES) {
      const message = analysisText('includedTooOften', { most: MAX_REPEATED_INCLUDES });
      return { message, unread: { kind: 'limit' } };
    }
    const known = this.known.get(use);
    if (known === undefined && this.options.isFull(path, text.length)) {
      const message = analysisText('includesTooLarge');
      return { message, unread: { kind: 'limit' } };
    }
    this.paths.add(path);
    const instance = this.options.instanceOf(path, text, { known, by, include, format });
    this.seen.set(use, instance);
    this.visit(instance, [...chain, path]);
    return undefined;
  }
}

/** The same for includes that give a zone the same records. */
function useOf(path: DocumentPath, { origin, zone, defaultTtl, options }: Include): string {
  return `${path}\0${origin}\0${zone}\0${defaultTtl}\0${textOfOptions(options)}`;
}
