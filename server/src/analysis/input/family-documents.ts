import type { DocumentChange, GroupedDocument } from '../../records/document-family.ts';
import type { RecordBlock, RecordDocument } from '../../records/document.ts';
import type { Edit } from '../../text/edit.ts';
import type { DocumentPath } from '../finding.ts';
import type { FindingStore } from '../engine/finding-store.ts';
import { member } from '../records/place.ts';
import type { WorkspaceEnvironment } from '../workspace.ts';
import type { DocumentEntry, DocumentInstance, ZoneKey } from './entry.ts';
import { DocumentFamilies } from './document-families.ts';
import type { GroupOfFormat } from './document-families.ts';
import type { DocumentFormat } from './formats.ts';

const ALWAYS = (): boolean => true;
const NO_INSTANCES: readonly DocumentInstance[] = [];

export interface FamilyDocumentsOptions {
  readonly environment: WorkspaceEnvironment;
  /** All documents of the workspace. */
  readonly entries: Map<DocumentPath, DocumentEntry>;
  readonly storeFor: (entry: DocumentEntry) => FindingStore;
  /** The documents of the group changed, or it was removed. */
  readonly groupChanged: (key: ZoneKey) => void;
  /** Groups were added or removed. */
  readonly groupsChanged: () => void;
}

/**
 * The documents of the formats whose documents are read together, as entries of the workspace.
 *
 * Invariant after `meet`: the entries of a family are the documents of its groups, with an instance for each group that has them.
 */
export class FamilyDocuments {
  readonly families: DocumentFamilies;
  private readonly options: FamilyDocumentsOptions;
  /** The documents of the family that the host added. */
  private readonly added = new Set<DocumentPath>();
  /** The versions of the family's groups in the entries; `undefined` if there may be others. */
  private versions: ReadonlyMap<string, number> | undefined = new Map();
  private lastVersions: ReadonlyMap<string, number> = new Map();
  private members: ReadonlyMap<ZoneKey, readonly DocumentInstance[]> = new Map();
  /** Whether modules are being evaluated in slices. */
  private isEvaluationOpen = false;

  constructor(options: FamilyDocumentsOptions) {
    this.options = options;
    const { files, observer } = options.environment;
    this.families = new DocumentFamilies(files, (...seen) => observer?.modulesRead(...seen));
  }

  has(path: DocumentPath): boolean {
    return this.added.has(path);
  }

  put(path: DocumentPath, text: string, format: DocumentFormat): void {
    this.families.put(path, text, format);
    this.added.add(path);
    this.versions = undefined;
  }

  /** Returns false for anything that is not an added document of the family. */
  remove(path: DocumentPath): boolean {
    if (!this.added.delete(path)) return false;
    this.families.remove(path);
    this.versions = undefined;
    return true;
  }

  filesChanged(paths: readonly DocumentPath[]): void {
    this.families.filesChanged(paths);
    this.versions = undefined;
  }

  environmentChanged(): void {
    this.families.environmentChanged();
    this.versions = undefined;
  }

  get isEvaluated(): boolean {
    return this.families.isEvaluated;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    if (this.families.isEvaluated) return true;
    const isDone = this.families.evaluateWhile(hasTime);
    this.versions = undefined;
    if (isDone && this.isEvaluationOpen) this.options.environment.evaluation?.evaluated();
    this.isEvaluationOpen = !isDone;
    return isDone;
  }

  /**
   * Updates the documents of the family, and which of them belong together. If a host evaluates in slices and many files must be
   * read first, that waits for its turn unless it `isNeeded`.
   */
  meet(isNeeded = false): void {
    const { environment, entries, groupChanged, groupsChanged } = this.options;
    if (environment.evaluation === undefined) this.evaluateWhile(ALWAYS);
    else if (!isNeeded && this.families.hasBacklog) return;
    if (this.versions !== undefined) return;
    const versions = new Map<string, number>();
    const living = new Map<ZoneKey, ReadonlySet<DocumentPath>>();
    const groups = this.families.groups();
    for (const {
      group: { key, version, documents },
    } of groups) {
      versions.set(key, version);
      living.set(key, new Set(documents.map(({ path }) => path)));
    }
    // From here on, requests for the entries return the remaining ones.
    this.versions = versions;
    for (const [path, entry] of [...entries]) {
      if (!entry.isOfFamily) continue;
      const kept = entry.instances.filter(({ zone }) => {
        const isSame = versions.get(zone) === this.lastVersions.get(zone);
        if (isSame && living.get(zone)?.has(path) === true) return true;
        groupChanged(zone);
        return false;
      });
      entry.instances.splice(0, Infinity, ...kept);
      if (kept.length === 0) entries.delete(path);
    }
    const members = new Map<ZoneKey, DocumentInstance[]>();
    for (const one of groups) {
      const own = one.group.documents.flatMap((document) => this.instanceOf(one, document) ?? []);
      for (const [position, instance] of own.entries()) instance.position = position;
      members.set(one.group.key, own);
    }
    this.members = members;
    this.lastVersions = versions;
    groupsChanged();
  }

  /** `undefined` for a zone file that a module reads, which is a separate document. */
  private instanceOf(
    { format, group: { key, run, view } }: GroupOfFormat,
    { path, document, editable }: GroupedDocument,
  ): DocumentInstance | undefined {
    const { entries, storeFor } = this.options;
    const added = this.added.has(path);
    let entry = entries.get(path);
    if (entry?.isOfFamily === false) return undefined;
    if (entry === undefined) {
      entry = {
        path,
        isOfFamily: true,
        format,
        added,
        isEdited: false,
        unreadZones: 0,
        severities: new Map(),
        instances: [],
      };
      entries.set(path, entry);
    }
    entry.added = added;
    const before = entry.instances.find(({ zone }) => zone === key);
    if (before !== undefined) return before;
    const instance: DocumentInstance = {
      entry,
      zone: key,
      view,
      declared: undefined,
      run,
      member: member(path, document, storeFor(entry)),
      editable,
      origin: { name: undefined, source: 'none' },
      includedBy: undefined,
      problems: new Map(),
      position: 0,
    };
    entry.instances.push(instance);
    return instance;
  }

  /** A document of the family turned out to be a separate document. */
  release({ path, isOfFamily, instances }: DocumentEntry): void {
    if (!isOfFamily) return;
    for (const { zone } of instances) this.options.groupChanged(zone);
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
    const slice = this.options.environment.evaluation?.startSlice() ?? ALWAYS;
    const format = this.options.entries.get(path)?.format.id;
    if (format === undefined) return [];
    const change = this.families.edit(path, edit, format, slice);
    this.isEvaluationOpen ||= !this.families.isEvaluated;
    if (change.kind !== 'regrouped') return change.changes;
    this.versions = undefined;
    return [];
  }

  /** The documents with texts from which an added one defines something. */
  heldByAdded(): ReadonlySet<DocumentPath> {
    const held = new Set<DocumentPath>();
    if (this.options.environment.files?.showsAll !== true) return held;
    for (const { entry, member: one } of [...this.members.values()].flat()) {
      const { document } = one;
      if (document.sources().some(({ by }) => this.added.has(by.path))) held.add(entry.path);
      for (const block of document.blocks) {
        for (let i = 0; i < block.size; i++) {
          if (!this.isMadeByAdded(document, block, i)) continue;
          held.add(entry.path);
          for (const { part, path = entry.path } of document.typedAs(block, i))
            if (part === 'data') held.add(path);
        }
      }
    }
    return held;
  }

  isMadeByAdded(document: RecordDocument, block: RecordBlock, index: number): boolean {
    const maker = document.madeBy(block, index);
    return this.added.has(maker?.path ?? '') || this.added.has(maker?.root ?? '');
  }
}
