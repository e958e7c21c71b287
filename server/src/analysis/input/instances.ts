import type { SourceText } from '../../text/source-text.ts';
import type { DocumentPath } from '../finding.ts';
import type { FindingStore } from '../engine/finding-store.ts';
import { member } from '../records/place.ts';
import type { ConfiguredZone, WorkspaceEnvironment } from '../workspace.ts';
import type { DocumentEntry, DocumentInstance, ZoneKey } from './entry.ts';
import { DeclaredZones, textOfDeclared } from './declared-zones.ts';
import { formatOfIncluded, singleFormat, type SingleDocumentFormat } from './formats.ts';
import { IncludeWalk } from './include-walk.ts';
import type { IncludeUse } from './include-walk.ts';
import { HEAD, isReadAlike } from './origin.ts';
import type { Origin } from './origin.ts';

/**
 * UTF-16 code units of all uses of files beyond the first use of each file, in the whole workspace, plus {@link COST_OF_USE} for
 * each: a use takes as much memory as if its zone contained these lines. 20,000 zones that share 5 kilobytes stay below it.
 */
export const MAX_REPEATED_CHARACTERS = 256 * 1024 * 1024;

/** UTF-16 code units of text that take as much memory as a use of a small file. */
const COST_OF_USE = 8192;

const NO_INCLUDES: ReadonlyMap<string, DocumentPath | undefined> = new Map();
const NO_PROBLEMS: DocumentInstance['problems'] = new Map();
const NO_INSTANCES: readonly DocumentInstance[] = [];

/** A string, or the text of a document. */
type TextSource = Pick<SourceText, 'length' | 'slice'>;

/** A zone's own file and its includes, in the order in which a name server reads them. */
interface ZoneTree {
  readonly key: ZoneKey;
  readonly root: DocumentInstance;
  /** The root is the first. */
  members: readonly DocumentInstance[];
}

export interface InstancesOptions {
  readonly environment: WorkspaceEnvironment;
  readonly storeFor: (entry: DocumentEntry) => FindingStore;
  /** The documents of the zone changed, or it was removed. */
  readonly zoneChanged: (key: ZoneKey) => void;
  /** Requires that every instance has the edits of its text. */
  readonly applyPendingEdits: () => void;
  /** A document of a family must be read separately. */
  readonly takeFromFamily: (entry: DocumentEntry) => void;
  /** {@link MAX_REPEATED_CHARACTERS}, except in tests. */
  readonly maxRepeatedCharacters?: number;
}

/**
 * The documents that are read separately: which exist, which zones they form, and how each is read.
 *
 * Invariants between calls: each file that an `$INCLUDE` of a known document includes is an entry; an entry has an instance for
 * each use; the instances of an entry have the same text; a document that was added is a separate zone unless it is included, or
 * otherwise each of the zones that configurations load from it.
 */
export class DocumentInstances {
  /** All documents of the workspace by path. `DocumentWorkspace` adds those of a family. */
  readonly entries = new Map<DocumentPath, DocumentEntry>();
  private readonly options: InstancesOptions;
  private readonly environment: WorkspaceEnvironment;
  private readonly trees = new Map<ZoneKey, ZoneTree>();
  private readonly declared: DeclaredZones;
  /** Zones whose includes must be followed again. */
  private readonly unfollowed = new Set<ZoneTree>();
  /** Documents whose zones must be determined again, and their texts. */
  private readonly unplaced = new Map<DocumentEntry, TextSource>();
  /** Code units of instances beyond the first of their entry. */
  private readonly repeated = new Map<DocumentInstance, number>();
  private repeatedCharacters = 0;
  /** The lists of {@link of}, as long as nothing changes. */
  private readonly sorted = new Map<DocumentEntry, readonly DocumentInstance[]>();

  constructor(options: InstancesOptions) {
    this.options = options;
    this.environment = options.environment;
    this.declared = new DeclaredZones(this.entries, options.environment);
  }

  /** The uses of a text, by zone and by place in it. The order does not depend on earlier edits. */
  of(path: DocumentPath): readonly DocumentInstance[] {
    const entry = this.entries.get(path);
    if (entry === undefined) return NO_INSTANCES;
    if (entry.instances.length < 2 || entry.isOfFamily) return entry.instances;
    let sorted = this.sorted.get(entry);
    if (sorted === undefined) this.sorted.set(entry, (sorted = [...entry.instances].sort(inOrder)));
    return sorted;
  }

  /** The keys of all zones. */
  zones(): Iterable<ZoneKey> {
    return this.trees.keys();
  }

  /** The documents of a zone, beginning with its own file. */
  membersOf(key: ZoneKey): readonly DocumentInstance[] {
    return this.trees.get(key)?.members ?? NO_INSTANCES;
  }

  /** Adds a document, or replaces its text. */
  put(path: DocumentPath, text: string, format: SingleDocumentFormat): void {
    const entry = this.entryAt(path);
    const [before] = entry.instances;
    const isOther =
      before !== undefined &&
      (entry.isEdited || entry.format !== format || !isText(before.member.document.text, text));
    entry.format = format;
    entry.added = true;
    entry.isEdited = false;
    entry.severities.clear();
    if (isOther) this.replaceText(entry, text);
    else for (const { member: one } of entry.instances) one.store.recount();
    this.refollow(entry);
    this.unplaced.set(entry, text);
    this.followAndPlace();
    this.declared.put(entry);
  }

  /** The host closed a document. If others include it, the text on the disk is used again. */
  remove(path: DocumentPath): void {
    const entry = this.entries.get(path);
    if (entry === undefined) return;
    entry.added = false;
    if (entry.isEdited) for (const { zone } of entry.instances) this.options.zoneChanged(zone);
    entry.isEdited = false;
    this.refollow(entry);
    this.unplaced.set(entry, '');
    this.followAndPlace();
    this.declared.put(entry);
  }

  /** Updates the zones of the documents that configurations among them declare. */
  meet(): void {
    for (const path of this.declared.update()) {
      const entry = this.entries.get(path);
      if (entry !== undefined) this.reassignZone(entry);
    }
    this.followAndPlace();
  }

  /** The files that configurations find, or what one of them declares, may have changed. */
  outdateDeclared(): void {
    this.declared.outdate();
  }

  /** The text of an entry was edited. Its includes, or the name of its zone, may have changed. */
  edited(
    entry: DocumentEntry,
    { inHead, includes }: { readonly inHead: boolean; readonly includes: boolean },
  ): void {
    if (includes) {
      this.options.applyPendingEdits();
      this.refollow(entry);
    }
    if (inHead) this.reassignZone(entry);
    this.followAndPlace();
  }

  /** Origins, configurations or files may have changed. */
  environmentChanged(): void {
    this.declared.outdate();
    for (const entry of this.entries.values()) if (!entry.isOfFamily) this.reassignZone(entry);
    for (const tree of this.trees.values()) {
      const includes = tree.members.length > 1 || tree.root.member.document.includes().length > 0;
      if (includes) this.unfollowed.add(tree);
    }
    this.followAndPlace();
  }

  private reassignZone(entry: DocumentEntry): void {
    const [first] = this.of(entry.path);
    if (first !== undefined) this.unplaced.set(entry, first.member.document.text);
  }

  private refollow({ instances }: DocumentEntry): void {
    for (const { zone } of instances) {
      const tree = this.trees.get(zone);
      if (tree !== undefined) this.unfollowed.add(tree);
    }
  }

  private followAndPlace(): void {
    // Files that include each other could alternate as separate zones.
    const rounds = new Map<ZoneTree | DocumentEntry, number>();
    const isDue = (one: ZoneTree | DocumentEntry): boolean => {
      const count = rounds.get(one) ?? 0;
      rounds.set(one, count + 1);
      return count < MAX_ROUNDS;
    };
    for (;;) {
      const [tree] = this.unfollowed;
      if (tree !== undefined) {
        this.unfollowed.delete(tree);
        if (this.trees.get(tree.key) === tree && isDue(tree)) this.follow(tree);
        continue;
      }
      const [unplaced] = this.unplaced;
      if (unplaced === undefined) return;
      const [entry, text] = unplaced;
      this.unplaced.delete(entry);
      if (isDue(entry)) this.place(entry, text);
    }
  }

  /** Updates the zones that a document forms. */
  private place(entry: DocumentEntry, text: TextSource): void {
    const wanted = this.zonesOf(entry);
    for (const { includedBy, zone } of [...entry.instances]) {
      if (includedBy !== undefined || wanted.has(zone)) continue;
      this.options.applyPendingEdits();
      this.dropTree(zone);
    }
    let unreadZones = 0;
    for (const [key, configured] of wanted) {
      const configuredName = configured?.name ?? this.environment.originOf(entry.path);
      const declared = configured?.declared;
      const own = singleOf(entry).originOf(entry.path, text.slice(0, HEAD), configuredName);
      const origin: Origin = declared === undefined ? own : { ...own, options: declared.options };
      const tree = this.trees.get(key);
      if (tree === undefined) {
        if (entry.instances.length > 0 && this.isFull(text.length)) {
          unreadZones++;
          continue;
        }
        this.options.applyPendingEdits();
        const root = this.create(entry, wholeText(text), {
          zone: key,
          view: configured?.view,
          declared,
          origin,
          includedBy: undefined,
        });
        const made = { key, root, members: [root] };
        this.trees.set(key, made);
        this.unfollowed.add(made);
        this.options.zoneChanged(key);
        continue;
      }
      const { root } = tree;
      if (!isReadAlike(origin, root.origin)) {
        this.options.applyPendingEdits();
        root.origin = origin;
        this.reread(root, wholeText(text));
        this.unfollowed.add(tree);
      }
      if (textOfDeclared(declared) === textOfDeclared(root.declared)) continue;
      root.declared = declared;
      this.unfollowed.add(tree);
      this.options.zoneChanged(key);
    }
    entry.unreadZones = unreadZones;
    if (entry.instances.length > 0) return;
    this.entries.delete(entry.path);
    this.environment.observer?.includesFollowed(entry.path, NO_INCLUDES);
  }

  /** Whether another use of a text of that length would exceed the limit. */
  private isFull(length: number): boolean {
    const { maxRepeatedCharacters: limit = MAX_REPEATED_CHARACTERS } = this.options;
    return this.repeatedCharacters + length + COST_OF_USE > limit;
  }

  /** The zones that a document itself forms. If no configuration has it, its path identifies the zone. */
  private zonesOf({
    path,
    format,
    added,
    instances,
  }: DocumentEntry): ReadonlyMap<ZoneKey, ConfiguredZone | undefined> {
    const zones = new Map<ZoneKey, ConfiguredZone | undefined>();
    if (!added) return zones;
    const configured = format.holdsRecords ? this.configuredZonesOf(path) : [];
    for (const zone of configured) zones.set(keyOf(path, zone), zone);
    const isIncluded = instances.some(({ includedBy }) => includedBy !== undefined);
    if (zones.size === 0 && !isIncluded) zones.set(path, undefined);
    return zones;
  }

  /** The environment take precedence over documents. */
  private configuredZonesOf(path: DocumentPath): readonly ConfiguredZone[] {
    const given = this.environment.zonesOf?.(path) ?? [];
    if (given.length > 0) return given;
    const declared = this.declared.zonesOf(path);
    const configuredName = declared.length > 0 ? this.environment.originOf(path) : undefined;
    return configuredName === undefined ? declared : declared.filter(({ name }) => name === configuredName);
  }

  private entryAt(path: DocumentPath): DocumentEntry {
    let entry = this.entries.get(path);
    if (entry?.isOfFamily === true) {
      this.options.takeFromFamily(entry);
      entry = undefined;
    }
    if (entry === undefined) {
      entry = {
        path,
        isOfFamily: false,
        format: formatOfIncluded(path),
        added: false,
        isEdited: false,
        unreadZones: 0,
        severities: new Map(),
        instances: [],
      };
      this.entries.set(path, entry);
    }
    return entry;
  }

  private create(
    entry: DocumentEntry,
    text: string,
    use: Pick<DocumentInstance, 'zone' | 'view' | 'declared' | 'origin' | 'includedBy'>,
  ): DocumentInstance {
    const document = singleOf(entry).read(text, use.origin, use.includedBy?.include);
    const instance: DocumentInstance = {
      entry,
      ...use,
      run: undefined,
      member: member(entry.path, document, this.options.storeFor(entry)),
      editable: document,
      problems: NO_PROBLEMS,
      position: 0,
    };
    if (entry.instances.length > 0) {
      const cost = text.length + COST_OF_USE;
      this.repeated.set(instance, cost);
      this.repeatedCharacters += cost;
    }
    entry.instances.push(instance);
    this.sorted.delete(entry);
    return instance;
  }

  private reread(instance: DocumentInstance, text: string): void {
    const { entry, origin, includedBy, zone } = instance;
    const document = singleOf(entry).read(text, origin, includedBy?.include);
    instance.editable = document;
    instance.member = member(entry.path, document, this.options.storeFor(entry));
    this.options.zoneChanged(zone);
  }

  private replaceText(entry: DocumentEntry, text: string): void {
    for (const instance of entry.instances) this.reread(instance, text);
    this.refollow(entry);
  }

  private dropTree(key: ZoneKey): void {
    const tree = this.trees.get(key);
    if (tree === undefined) return;
    this.trees.delete(key);
    this.options.zoneChanged(key);
    for (const one of tree.members) this.drop(one);
  }

  private drop(instance: DocumentInstance): void {
    const { entry, member: one } = instance;
    entry.instances.splice(entry.instances.indexOf(instance), 1);
    this.repeatedCharacters -= this.repeated.get(instance) ?? 0;
    this.repeated.delete(instance);
    this.sorted.delete(entry);
    // A document that lost its last use is a separate zone again, if it was added.
    if (!this.unplaced.has(entry)) this.unplaced.set(entry, one.document.text);
  }

  /** Reads the includes of a zone. A missing file, or one that includes itself, is a problem of the document. */
  private follow(tree: ZoneTree): void {
    const before = tree.members;
    const wasRead = before.map(isAllRead);
    const members = new IncludeWalk(this.environment, {
      root: tree.root,
      before,
      instanceOf: (path, text, use) => this.include(path, text, tree, use),
      isFull: (path, length) => this.entries.has(path) && this.isFull(length),
      textOf: (path) => this.textOf(path),
    }).members();
    const isSame =
      members.length === before.length &&
      members.every((one, i) => one === before[i] && isAllRead(one) === wasRead[i]);
    if (isSame) return;
    tree.members = members;
    for (const [position, one] of members.entries()) {
      one.position = position;
      this.sorted.delete(one.entry);
    }
    const living = new Set(members);
    for (const one of before) if (!living.has(one)) this.drop(one);
    this.options.zoneChanged(tree.key);
  }

  /** The text of a document that was added. */
  private textOf(path: DocumentPath): string | undefined {
    const entry = this.entries.get(path);
    const text = entry?.added === true ? entry.instances[0]?.member.document.text : undefined;
    return text && wholeText(text);
  }

  /** The instance for an include. `known` is the previous one, if any. Open documents take precedence over the disk. */
  private include(
    path: DocumentPath,
    stored: string,
    { key, root }: ZoneTree,
    { known, by, include, format }: IncludeUse,
  ): DocumentInstance {
    const entry = this.entryAt(path);
    const [first] = entry.instances;
    const own = format === undefined ? undefined : singleFormat(format);
    if (first === undefined && own !== undefined) entry.format = own;
    if (first !== undefined && !entry.added && !isText(first.member.document.text, stored))
      this.replaceText(entry, stored);
    const text = first === undefined ? stored : wholeText(first.member.document.text);
    const includedBy = { instance: by, include };
    if (known !== undefined) {
      known.includedBy = includedBy;
      return known;
    }
    const origin: Origin = { name: include.origin, source: 'include', options: include.options };
    const use = { zone: key, view: root.view, declared: undefined, origin, includedBy };
    const created = this.create(entry, text, use);
    // It may have been a separate zone so far.
    this.unplaced.set(entry, text);
    return created;
  }
}

/** How often a zone or a document is examined again within one change. */
const MAX_ROUNDS = 4;

/** Documents of the family are not here. */
function singleOf({ format, path }: DocumentEntry): SingleDocumentFormat {
  if (format.kind === 'single') return format;
  throw new TypeError(`${path} is not read by itself`);
}

/** A view with a different audience is a different one. */
function keyOf(path: DocumentPath, { name, view }: ConfiguredZone): ZoneKey {
  return `${path}\0${name}\0${view === undefined ? '' : `${view.name}\0${view.audience}`}`;
}

function isAllRead({ problems }: DocumentInstance): boolean {
  return problems.size === 0;
}

function inOrder(a: DocumentInstance, b: DocumentInstance): number {
  if (a.zone !== b.zone) return a.zone < b.zone ? -1 : 1;
  return a.position - b.position;
}

function isText(source: TextSource, text: string): boolean {
  return source.length === text.length && source.slice(0, source.length) === text;
}

function wholeText(text: TextSource): string {
  return text.slice(0, text.length);
}
