import type { DataMap } from '../../data/node.ts';
import type { ProjectFiles } from '../../records/document-family.ts';
import type { DocumentProblem } from '../../records/document.ts';
import {
  pathBeside,
  TemplateFamily,
  type TemplateFiles,
  type TemplateGroup,
  type TemplateGrouping,
  type TemplateGroups,
} from '../../record-sets/template-family.ts';
import { printable } from '../../text/printable.ts';
import { shorten } from '../../text/shorten.ts';
import { isJsonTemplate, parseStackTemplate, readStackTemplate } from './document.ts';
import { nestedStacksIn, type NestedStack } from './nested-stacks.ts';
import { hasNestedStacks, holdsDnsResource } from './recognize.ts';
import { StackWork } from './values.ts';
import { DEPLOYED_ALONE, type StackUse, type TemplateContext } from './stack-use.ts';

/** Levels of nested stacks that are followed. */
export const MAX_NESTED_STACKS = 16;
/** Uses of templates by the stacks of a deployed template. Each is read like a separate template. */
export const MAX_STACK_USES = 200;

/**
 * UTF-16 units of the templates of all nested stacks of a workspace, counted once for each deployment. Each use takes as much
 * memory as a separate template.
 */
export const MAX_NESTED_TEXT = 524_288;

/** The templates of a workspace, with their nested stacks. */
export function stackFamily(files: ProjectFiles): TemplateFamily {
  return new TemplateFamily(files, new StackGroups());
}

/** Reads the templates of a workspace. Each template that no other one deploys forms a group with its nested stacks. */
class StackGroups implements TemplateGrouping {
  /** The templates as they were last seen. `root` is set for those with nested stacks. */
  private parsed = new Map<string, { readonly text: string; readonly root: DataMap | undefined }>();

  groupsOf(files: TemplateFiles): TemplateGroups {
    const roots = this.rootsOf(files);
    const paths = new Set(files.paths);
    const nested = new Set<string>();
    for (const [path, root] of roots)
      for (const { location } of nestedStacksIn(root, DEPLOYED_ALONE, new StackWork())) {
        const file = fileOf(path, location);
        if (file !== undefined && file !== path) nested.add(file);
      }
    const reader = { files, roots, paths, looked: new Set<string>(), textLeft: MAX_NESTED_TEXT };
    const groups: TemplateGroup[] = [];
    const reached = new Set<string>();
    const add = (path: string): void => {
      const group = new StackGroup(reader).read(path);
      groups.push(group);
      for (const { path: own } of group.members) reached.add(own);
    };
    for (const path of files.paths) if (!nested.has(path)) add(path);
    // Templates that deploy each other, and those that are only reached through an unknown value.
    for (const path of files.paths) if (!reached.has(path)) add(path);
    return { groups, files: reader.looked, listed: new Map() };
  }

  seenIn(_: string, text: string): string {
    return hasNestedStacks(text) ? text : `${isJsonTemplate(text)} ${holdsDnsResource(text)}`;
  }

  private rootsOf(files: TemplateFiles): ReadonlyMap<string, DataMap> {
    const parsed: typeof this.parsed = new Map();
    const roots = new Map<string, DataMap>();
    for (const path of files.paths) {
      const text = files.read(path) ?? '';
      const known = this.parsed.get(path);
      const isSame = known?.text === text;
      const root = isSame ? known.root : hasNestedStacks(text) ? parseStackTemplate(text) : undefined;
      parsed.set(path, { text, root });
      if (root !== undefined) roots.set(path, root);
    }
    this.parsed = parsed;
    return roots;
  }
}

interface StackFiles {
  readonly files: TemplateFiles;
  readonly roots: ReadonlyMap<string, DataMap>;
  /** The paths of all templates. */
  readonly paths: ReadonlySet<string>;
  /** Other files that were looked for. */
  readonly looked: Set<string>;
  /** The rest of {@link MAX_NESTED_TEXT}. */
  textLeft: number;
}

interface OpenContext extends TemplateContext {
  readonly uses: StackUse[];
  readonly problems: DocumentProblem[];
  readonly files: Map<string, string>;
}

/** A deployed template and its nested stacks. */
class StackGroup {
  private readonly around: StackFiles;
  private readonly contexts = new Map<string, OpenContext>();
  private readonly work = new StackWork();
  private uses = 0;

  constructor(around: StackFiles) {
    this.around = around;
  }

  read(path: string): TemplateGroup {
    this.use(path, DEPLOYED_ALONE, []);
    const members = [...this.contexts.values()].map((context) => ({
      path: context.path,
      givesValues: context.files.size > 0,
      context: JSON.stringify([
        context.uses.map(({ given, isConditional, number }) => [[...given], isConditional, number]),
        context.zone,
        context.problems.map(({ message }) => message),
        [...context.files],
      ]),
      commentSign: isJsonTemplate(this.around.files.read(context.path) ?? '') ? undefined : '#',
      read: (text: string) => readStackTemplate(text, context),
    }));
    return { key: path, run: undefined, members };
  }

  private use(
    path: string,
    { given, isConditional }: Omit<StackUse, 'number'>,
    chain: readonly string[],
  ): void {
    const context = this.contextOf(path);
    context.uses.push({ given, isConditional, number: this.uses++ });
    const root = this.around.roots.get(path);
    if (root === undefined) return;
    for (const stack of nestedStacksIn(root, { given, isConditional }, this.work)) {
      const file = fileOf(path, stack.location);
      if (file !== undefined && stack.location !== undefined && this.around.paths.has(file)) {
        context.files.set(stack.location, file);
        this.follow(stack, file, context, [...chain, path]);
      } else this.report(context, stack, this.whyUnread(stack, file));
    }
  }

  private follow(stack: NestedStack, file: string, context: OpenContext, chain: readonly string[]): void {
    if (chain.includes(file)) this.report(context, stack, 'it deploys itself');
    else if (chain.length >= MAX_NESTED_STACKS)
      this.report(
        context,
        stack,
        `mailtxt follows at most ${MAX_NESTED_STACKS} levels of nested stacks`,
        'limit',
      );
    else if ((this.around.textLeft -= this.around.files.read(file)?.length ?? 0) < 0)
      this.report(context, stack, 'the nested stacks of the workspace have too much text', 'limit');
    else if (this.uses >= MAX_STACK_USES)
      this.report(
        context,
        stack,
        `mailtxt reads at most ${MAX_STACK_USES} nested stacks of a template`,
        'limit',
      );
    else this.use(file, stack, chain);
  }

  /** Most nested stacks have no mail records. */
  private whyUnread({ id, location = '' }: NestedStack, file: string | undefined): string | undefined {
    const text = file === undefined ? undefined : this.around.files.read(file);
    if (file !== undefined) this.around.looked.add(file);
    if (text !== undefined)
      return holdsDnsResource(text) ? 'its template is not among the checked files' : undefined;
    if (!/dns|zone|mail|domain/i.test(`${id} ${location}`)) return undefined;
    return file === undefined ? 'its template is not a local file' : 'its template does not exist';
  }

  private report(
    { problems }: OpenContext,
    { id, range, location }: NestedStack,
    why: string | undefined,
    kind: 'module' | 'limit' = 'module',
  ): void {
    if (why === undefined || problems.some((known) => known.range.start === range.start)) return;
    const message = `The nested stack "${shorten(printable(id))}" was not read, because ${why}.`;
    problems.push({ message, range, unread: { kind, subject: location ?? id } });
  }

  private contextOf(path: string): OpenContext {
    let context = this.contexts.get(path);
    if (context === undefined) {
      const zone = this.around.files.zoneNameFor(path);
      context = { path, uses: [], zone, problems: [], files: new Map() };
      this.contexts.set(path, context);
    }
    return context;
  }
}

/** The path of a template that another one names; `undefined` if it is not a local file. */
function fileOf(path: string, location: string | undefined): string | undefined {
  return location === undefined || location === '' || /^[a-z][\w+.-]*:/i.test(location)
    ? undefined
    : pathBeside(path, location);
}
