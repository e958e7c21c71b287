import { connected } from './folder-groups.ts';
import type { GroupMember, ModuleGroup } from './module-group.ts';

/**
 * The groups of folders and units that are evaluated together, and which group has each data file.
 *
 * Invariant: a folder or unit is in one group; a data file is a document of one group, which reads it.
 */
export class ModuleGroups {
  private readonly byMember = new Map<string, ModuleGroup>();
  /** The group that has a data file. */
  private readonly byData = new Map<string, ModuleGroup>();
  /** By data file: the root modules that read it, if there are several. */
  private sharedData: ReadonlyMap<string, readonly string[]> = new Map();

  get isEmpty(): boolean {
    return this.byMember.size === 0;
  }

  all(): readonly ModuleGroup[] {
    return [...new Set(this.byMember.values())];
  }

  /** The group of a folder or a unit. */
  of(member: string): ModuleGroup | undefined {
    return this.byMember.get(member);
  }

  ofData(path: string): ModuleGroup | undefined {
    return this.byData.get(path);
  }

  /** The first group that reads a file owns it. Returns whether that is this one. */
  takeData(path: string, group: ModuleGroup): boolean {
    const known = this.byData.get(path);
    if (known === undefined) this.byData.set(path, group);
    return known === undefined;
  }

  /** The groups whose modules look for files in a folder that contains the file. */
  listersOf(path: string): readonly ModuleGroup[] {
    return this.all().filter(({ configurations }) =>
      configurations.some((configuration) => configuration.lists(path)),
    );
  }

  readersOf(path: string): readonly ModuleGroup[] {
    return this.all().filter(({ configurations }) =>
      configurations.some((configuration) => configuration.reads(path)),
    );
  }

  /** Whether it reads a file that is a document of another group. */
  readsOthers(group: ModuleGroup): boolean {
    for (const { filesRead } of group.configurations) {
      for (const path of filesRead) {
        const owner = this.byData.get(path);
        if (owner !== undefined && owner !== group) return true;
      }
    }
    return false;
  }

  /** Finds which groups share data once all are evaluated. Returns whether some must be merged. */
  findShared(): boolean {
    this.sharedData = this.dataOfSeveral();
    return this.all().some((group) => this.readsOthers(group));
  }

  /** The shown data files that several root modules read, with the folders of those. */
  private dataOfSeveral(): ReadonlyMap<string, readonly string[]> {
    const readers = new Map<string, Set<string>>();
    for (const group of this.all()) {
      for (const { folder, filesRead } of group.configurations) {
        for (const path of filesRead) {
          const owner = this.byData.get(path);
          if (owner === undefined) continue;
          const known = readers.get(path) ?? new Set();
          readers.set(path, known.add(folder));
          // The owner of the document may no longer read it.
          if (owner !== group) known.add(owner.members[0]?.path ?? folder);
        }
      }
    }
    return new Map(
      [...readers].filter(([, { size }]) => size > 1).map(([path, folders]) => [path, [...folders]]),
    );
  }

  /**
   * Merges folders that call each other or read the same data file. A group whose members have not changed stays the same.
   * Returns the new groups.
   */
  regroup(
    members: ReadonlyMap<string, GroupMember>,
    isChanged: (path: string) => boolean,
    create: (key: string, members: readonly GroupMember[]) => ModuleGroup,
  ): readonly ModuleGroup[] {
    const before = new Map(this.byMember);
    const created: ModuleGroup[] = [];
    this.byMember.clear();
    for (const together of connected(members, this.sharedData.values())) {
      const key = `terraform:${together[0]?.path ?? ''}`;
      const known = before.get(together[0]?.path ?? '');
      const isSame =
        known?.key === key &&
        known.members.length === together.length &&
        together.every((member, i) => known.members[i] === member && !isChanged(member.path));
      const group = isSame ? known : create(key, together);
      for (const member of together) this.byMember.set(member.path, group);
      if (!isSame) created.push(group);
    }
    const kept = new Set(this.byMember.values());
    for (const [path, group] of this.byData) if (!kept.has(group)) this.byData.delete(path);
    return created;
  }
}
