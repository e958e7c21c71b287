import type { DomainName } from '../dns/names.ts';
import type {
  DocumentChange,
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ModuleRun,
  ProjectFiles,
} from '../records/document-family.ts';
import type { Unread } from '../records/unread.ts';
import { applyEdits, type Edit } from '../text/edit.ts';
import { rangeOf } from '../text/range.ts';
import { RecordSetDocument } from './document.ts';
import type { SetReading } from './record-set.ts';

/** The files in which templates are read together. */
export interface TemplateFiles {
  /** The paths of the added documents, sorted. */
  readonly paths: readonly string[];
  /** Open documents take precedence over stored files. `undefined` if the file does not exist. */
  read(path: string): string | undefined;
  /** The paths of the files in a folder. */
  list(folder: string): readonly string[];
  /** See `ProjectFiles.zoneNameFor`. */
  zoneNameFor(path: string): DomainName | undefined;
}

/** One document of a group. */
export interface TemplateMember {
  /** Whether its text also affects the values of other members. */
  readonly givesValues: boolean;
  readonly path: string;
  /** What it is read with in addition to its own text: members of equal text and context have the same records. */
  readonly context: string;
  /** See `RecordDocument.commentSign`. */
  readonly commentSign: string | undefined;
  /** Must not throw, whatever the text. */
  read(text: string): SetReading;
}

/** Documents that are deployed together. */
export interface TemplateGroup {
  /** Unique among the groups of the family. */
  readonly key: string;
  /** Set if the template is deployed in several ways, and this is one of them. */
  readonly run: ModuleRun | undefined;
  /** The first one is the template that is deployed. */
  readonly members: readonly TemplateMember[];
}

/** How templates belong together, and which files show that. */
export interface TemplateGroups {
  readonly groups: readonly TemplateGroup[];
  /** Files that were looked for in addition to the documents, whether or not they exist. */
  readonly files: ReadonlySet<string>;
  /** Glob patterns of the names of files that were looked for, by folder. */
  readonly listed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Groups templates that belong together. Must not throw, whatever the files. */
export interface TemplateGrouping {
  groupsOf(files: TemplateFiles): TemplateGroups;
  /** What `groupsOf` uses of the text of a document that is read alone. If it is the same, so are the groups. */
  seenIn(path: string, text: string): string;
}

/** A document, and what it was last read with. */
interface MemberState {
  readonly last: { member: TemplateMember; text: string };
  readonly document: RecordSetDocument;
}

interface GroupState {
  readonly run: ModuleRun | undefined;
  readonly version: number;
  readonly members: ReadonlyMap<string, MemberState>;
}

/** Templates whose values may come from other files. */
export class TemplateFamily implements DocumentFamily {
  /** Templates are read on demand. */
  readonly hasBacklog = false;
  readonly isEvaluated = true;
  private readonly files: ProjectFiles;
  private readonly grouping: TemplateGrouping;
  private readonly texts = new Map<string, string>();
  private states: ReadonlyMap<string, GroupState> = new Map();
  /** Documents that are read alone, and only once. */
  private alone: ReadonlyMap<string, { readonly group: string; readonly state: MemberState }> = new Map();
  private seen: TemplateGroups = { groups: [], files: new Set(), listed: new Map() };
  private looked = '';
  private isOutdated = false;
  private lastVersion = 0;

  constructor(files: ProjectFiles, grouping: TemplateGrouping) {
    this.files = files;
    this.grouping = grouping;
  }

  claims(path: string): boolean {
    // The result of the last search is current, because every new file is looked up.
    return !this.texts.has(path) && this.seen.files.has(path);
  }

  put(path: string, text: string): void {
    if (this.texts.get(path) === text) return;
    this.texts.set(path, text);
    this.isOutdated = true;
  }

  remove(path: string): void {
    if (this.texts.delete(path)) this.isOutdated = true;
  }

  filesChanged(paths: readonly string[]): void {
    const { files, listed } = this.seen;
    if (paths.some((path) => files.has(path) || listed.has(folderOf(path)))) this.isOutdated = true;
  }

  environmentChanged(): void {
    if (this.texts.size > 0) this.isOutdated = true;
  }

  groups(): readonly DocumentGroup[] {
    this.meet();
    return [...this.states].map(([key, { run, version, members }]) => ({
      key,
      run,
      version,
      documents: [...members].map(
        ([
          path,
          {
            document,
            last: { member },
          },
        ]) => ({
          path,
          document,
          editable: isReadAlone(member, document) ? document : undefined,
        }),
      ),
    }));
  }

  unread(): readonly Unread[] {
    this.meet();
    const unread = new Map<string, Unread>();
    for (const { members } of this.states.values())
      for (const [path, { document }] of members)
        for (const { message, range, unread: reason } of document.problems())
          if (reason !== undefined)
            unread.set(`${path} ${range.start} ${message}`, { ...reason, path, range, message, count: 1 });
    return [...unread.values()];
  }

  evaluateWhile(): boolean {
    return true;
  }

  edit(path: string, edit: Edit): FamilyChange {
    const text = this.texts.get(path);
    if (text === undefined) return { kind: 'regrouped' };
    const isMet = !this.isOutdated;
    const edited = applyEdits(text, [edit]);
    this.texts.set(path, edited);
    const alone = isMet ? this.alone.get(path) : undefined;
    if (alone !== undefined && this.grouping.seenIn(path, text) === this.grouping.seenIn(path, edited)) {
      const { group, state } = alone;
      state.last.text = edited;
      return { kind: 'changed', changes: [{ path, group, apply: () => state.document.edit(edit) }] };
    }
    const after = this.look();
    const isSame =
      isMet &&
      after.groups.length === this.states.size &&
      after.groups.every((group) => this.hasSameMembers(group));
    if (!isSame) {
      this.isOutdated = true;
      return { kind: 'regrouped' };
    }
    const changes: DocumentChange[] = [];
    for (const { key, members } of after.groups) {
      for (const member of members) {
        const state = this.states.get(key)?.members.get(member.path);
        if (state === undefined) continue;
        const { document, last } = state;
        const isOther = last.member.context !== member.context;
        last.member = member;
        last.text = this.read(member.path) ?? '';
        if (member.path === path) changes.push({ path, group: key, apply: () => document.edit(edit) });
        else if (isOther)
          // Its text is unchanged, but its meaning depends on the other one.
          changes.push({
            path: member.path,
            group: key,
            apply: () => document.edit({ range: rangeOf(0, 0), text: '' }),
          });
      }
    }
    return { kind: 'changed', changes };
  }

  private hasSameMembers({ key, run, members }: TemplateGroup): boolean {
    const state = this.states.get(key);
    return (
      state !== undefined &&
      state.run?.label === run?.label &&
      members.length === state.members.size &&
      members.every(({ path }) => state.members.has(path))
    );
  }

  private read(path: string): string | undefined {
    return this.texts.get(path) ?? this.files.read(path);
  }

  /** The current groups of the templates. */
  private look(): TemplateGroups {
    this.seen = this.grouping.groupsOf({
      paths: [...this.texts.keys()].sort(),
      read: (path) => this.read(path),
      list: (folder) => this.files.list(folder),
      zoneNameFor: (path) => this.files.zoneNameFor?.(path, []),
    });
    // Watchers must be notified when they change.
    const looked = [
      ...this.seen.files,
      ...[...this.seen.listed].map(([folder, names]) => [folder, ...names].join('\0')),
    ];
    const text = looked.sort().join('\n');
    if (text !== this.looked) this.files.looksAt?.(new Set(), this.seen.files, this.seen.listed);
    this.looked = text;
    return this.seen;
  }

  /** Applies the changes. Unchanged groups keep their documents. */
  private meet(): void {
    if (!this.isOutdated) return;
    this.isOutdated = false;
    const before = this.states;
    const states = new Map<string, GroupState>();
    for (const group of this.look().groups) states.set(group.key, this.stateOf(group, before.get(group.key)));
    this.states = states;
    const alone = new Map<string, { readonly group: string; readonly state: MemberState }>();
    const several = new Set<string>();
    for (const [group, { members }] of states)
      for (const [path, state] of members) {
        if (members.size > 1 || alone.has(path)) several.add(path);
        alone.set(path, { group, state });
      }
    for (const path of several) alone.delete(path);
    this.alone = alone;
  }

  private stateOf(group: TemplateGroup, before: GroupState | undefined): GroupState {
    const isKept =
      before !== undefined &&
      this.hasSameMembers(group) &&
      group.members.every(({ path, context }) => {
        const last = before.members.get(path)?.last;
        return last?.text === this.read(path) && last?.member.context === context;
      });
    if (isKept) return before;
    const members = new Map<string, MemberState>();
    for (const member of group.members) {
      const last = { member, text: this.read(member.path) ?? '' };
      const read = (text: string): SetReading => last.member.read(text);
      members.set(member.path, {
        last,
        document: RecordSetDocument.read(last.text, read, member.commentSign),
      });
    }
    return { run: group.run, version: ++this.lastVersion, members };
  }
}

/** Whether a fix in a document affects nothing else. A document without records has no fixes. */
function isReadAlone({ givesValues }: TemplateMember, document: RecordSetDocument): boolean {
  // The senders are queried when a group is read.
  return (!givesValues || document.recordCount === 0) && document.sources().length === 0;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The path of a file that another one names relative to its own folder; `undefined` if it is outside of the topmost folder. */
export function pathBeside(path: string, file: string): string | undefined {
  if (file.startsWith('/')) return undefined;
  const parts = path.split('/').slice(0, -1);
  for (const part of file.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
