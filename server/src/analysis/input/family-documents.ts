import type { DocumentChange, DocumentFamily } from '../../records/document-family.ts';
import type { RecordBlock, RecordDocument } from '../../records/document.ts';
import type { Edit } from '../../text/edit.ts';
import type { DocumentPath } from '../finding.ts';
import type { FindingStore } from '../engine/finding-store.ts';
import { member } from '../records/place.ts';
import type { Surroundings } from '../workspace.ts';
import type { DocumentEntry, DocumentInstance, ZoneKey } from './entry.ts';
import { createFamily } from './formats.ts';

const ALWAYS = (): boolean => true;
const NO_INSTANCES: readonly DocumentInstance[] = [];

export interface FamilyDocumentsOptions {
  readonly surroundings: Surroundings;
  /** All documents of the workspace. */
  readonly entries: Map<DocumentPath, DocumentEntry>;
  readonly storeFor: (entry: DocumentEntry) => FindingStore;
  /** The group has other documents than before, or none any more. */
  readonly groupChanged: (key: ZoneKey) => void;
  /** Groups came or went. */
  readonly groupsChanged: () => void;
}

/**
 * The documents of the formats whose documents are read together, as entries of the workspace.
 * Invariant, after `meet`: the entries with a group are the documents of the family's groups.
 */
export class FamilyDocuments {
  readonly family: DocumentFamily;
  private readonly options: FamilyDocumentsOptions;
  /** The documents of the family that the host added. */
  private readonly added = new Set<DocumentPath>();
  /** The versions of the family's groups as the entries have them; `undefined`: there may be others. */
  private versions: ReadonlyMap<string, number> | undefined = new Map();
  private lastVersions: ReadonlyMap<string, number> = new Map();
  private members: ReadonlyMap<ZoneKey, readonly DocumentInstance[]> = new Map();
  /** Whether modules are being evaluated slice by slice. */
  private isEvaluationOpen = false;

  constructor(options: FamilyDocumentsOptions) {
    this.options = options;
    const { files, observer } = options.surroundings;
    this.family = createFamily(files, (...seen) => observer?.modulesRead(...seen));
  }

  has(path: DocumentPath): boolean {
    return this.added.has(path);
  }

  put(path: DocumentPath, text: string): void {
    this.family.put(path, text);
    this.added.add(path);
    this.versions = undefined;
  }

  /** Returns false for what is no document of the family that was added. */
  remove(path: DocumentPath): boolean {
    if (!this.added.delete(path)) return false;
    this.family.remove(path);
    this.versions = undefined;
    return true;
  }

  filesChanged(paths: readonly DocumentPath[]): void {
    this.family.filesChanged(paths);
    this.versions = undefined;
  }

  surroundingsChanged(): void {
    this.family.surroundingsChanged();
    this.versions = undefined;
  }

  get isEvaluated(): boolean {
    return this.family.isEvaluated;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    if (this.family.isEvaluated) return true;
    const isDone = this.family.evaluateWhile(hasTime);
    this.versions = undefined;
    if (isDone && this.isEvaluationOpen) this.options.surroundings.evaluation?.evaluated();
    this.isEvaluationOpen = !isDone;
    return isDone;
  }

  /**
   * Takes over which documents the family has, and which belong together. Where a host evaluates in slices and many files are to be
   * read first, that waits for its turn unless it `isNeeded`.
   */
  meet(isNeeded = false): void {
    const { surroundings, entries, groupChanged, groupsChanged } = this.options;
    if (surroundings.evaluation === undefined) this.evaluateWhile(ALWAYS);
    else if (!isNeeded && this.family.isFarBehind) return;
    if (this.versions !== undefined) return;
    const versions = new Map<string, number>();
    const living = new Set<DocumentPath>();
    const groups = this.family.groups();
    for (const { key, version, documents } of groups) {
      versions.set(key, version);
      for (const { path } of documents) living.add(path);
    }
    // From here on who asks for the entries gets those that are left.
    this.versions = versions;
    for (const [path, { group }] of [...entries]) {
      if (group === undefined) continue;
      const version = versions.get(group);
      if (version === this.lastVersions.get(group) && living.has(path)) continue;
      groupChanged(group);
      entries.delete(path);
    }
    const members = new Map<ZoneKey, DocumentInstance[]>();
    for (const { key, documents } of groups) {
      const group = documents.flatMap(({ path, document }) => this.instanceOf(key, path, document) ?? []);
      for (const [position, one] of group.entries()) one.position = position;
      members.set(key, group);
    }
    this.members = members;
    this.lastVersions = versions;
    groupsChanged();
  }

  /** `undefined` for a zone file that a module reads: that is a document of its own. */
  private instanceOf(
    key: ZoneKey,
    path: DocumentPath,
    document: RecordDocument,
  ): DocumentInstance | undefined {
    const { entries, storeFor } = this.options;
    const added = this.added.has(path);
    const before = entries.get(path);
    if (before !== undefined) {
      if (before.group === undefined) return undefined;
      before.added = added;
      return before.instances[0];
    }
    const entry: DocumentEntry = {
      path,
      group: key,
      added,
      isEdited: false,
      unreadZones: 0,
      severities: new Map(),
      instances: [],
    };
    const instance: DocumentInstance = {
      entry,
      zone: key,
      view: undefined,
      member: member(path, document, storeFor(entry)),
      editable: undefined,
      origin: { name: undefined, source: 'none' },
      includedBy: undefined,
      problems: new Map(),
      position: 0,
    };
    entry.instances.push(instance);
    entries.set(path, entry);
    return instance;
  }

  /** A document of the family turned out to be a document of its own. */
  release({ path, group }: DocumentEntry): void {
    if (group === undefined) return;
    this.options.groupChanged(group);
    this.options.entries.delete(path);
    this.versions = undefined;
  }

  /** The keys of all groups. */
  groups(): Iterable<ZoneKey> {
    return this.members.keys();
  }

  membersOf(key: ZoneKey): readonly DocumentInstance[] {
    return this.members.get(key) ?? NO_INSTANCES;
  }

  edit(path: DocumentPath, edit: Edit): readonly DocumentChange[] {
    const slice = this.options.surroundings.evaluation?.startSlice() ?? ALWAYS;
    const change = this.family.edit(path, edit, slice);
    this.isEvaluationOpen ||= !this.family.isEvaluated;
    if (change.kind !== 'regrouped') return change.changes;
    this.versions = undefined;
    return [];
  }

  /** The documents that hold texts of which one that was added makes something. */
  heldByAdded(): ReadonlySet<DocumentPath> {
    const held = new Set<DocumentPath>();
    if (this.options.surroundings.files?.showsAll !== true) return held;
    for (const { entry, member: one } of [...this.members.values()].flat()) {
      const { document } = one;
      if (document.sources().some(({ by }) => this.added.has(by.path))) held.add(entry.path);
      for (const block of document.blocks) {
        for (let i = 0; i < block.size; i++) {
          if (!this.isMadeByAdded(document, block, i)) continue;
          held.add(entry.path);
          for (const piece of document.typedAs(block, i)) if (piece.part === 'data') held.add(piece.path);
        }
      }
    }
    return held;
  }

  isMadeByAdded(document: RecordDocument, block: RecordBlock, index: number): boolean {
    return this.added.has(document.madeBy(block, index)?.path ?? '');
  }
}
