import { folderOf } from '../paths.ts';
import { linksOfStack, linksOfUnit } from './links.ts';
import type { LinkFiles, StackLinks, UnitLinks } from './links.ts';
import { isStackPath, unitPathIn } from './recognise.ts';
import type { UnitPlace } from './unit.ts';

/** Units of one workspace, those that stacks make and those that others depend on included. The largest public one that was looked at has 1,200. */
export const MAX_UNITS = 5000;

/** A unit among the folders that are grouped. */
export interface UnitNode {
  /** Where its file is when Terragrunt runs it. */
  readonly path: string;
  readonly place: UnitPlace;
  /** Paths of folders with modules, and of units that it depends on. */
  readonly calls: readonly string[];
  /** It is run for itself: others are only read where a unit depends on them. */
  readonly isRun: boolean;
}

/** The units of a workspace, and what they lead to. What was read is kept until a file that it follows from changes. */
export class WorkspaceUnits {
  private readonly files: LinkFiles;
  /** The paths of units and stacks that the host gave. */
  private readonly given = new Set<string>();
  private readonly units = new Map<string, { readonly place: UnitPlace; links: UnitLinks }>();
  private readonly stacks = new Map<string, StackLinks>();
  /** As they were found last. */
  private nodes: ReadonlyMap<string, UnitNode> = new Map();

  constructor(files: LinkFiles) {
    this.files = files;
  }

  put(path: string): void {
    this.given.add(path);
    this.changed(path);
  }

  remove(path: string): void {
    this.given.delete(path);
    this.changed(path);
  }

  /** A file is different, or came or went. Returns whether units lead elsewhere than before. */
  changed(path: string): boolean {
    let isOther = false;
    for (const known of this.units.values()) {
      if (!known.links.files.has(path)) continue;
      const links = linksOfUnit(this.files, known.place);
      isOther ||= describe(links) !== describe(known.links);
      known.links = links;
    }
    for (const [folder, known] of this.stacks) {
      if (!known.files.has(path)) continue;
      const links = linksOfStack(this.files, folder);
      isOther ||= JSON.stringify(links.units) !== JSON.stringify(known.units);
      this.stacks.set(folder, links);
    }
    return isOther;
  }

  get isEmpty(): boolean {
    return this.given.size === 0;
  }

  /** Units whose links are to be read. */
  get unreadCount(): number {
    let count = 0;
    for (const path of this.given) if (!this.isRead(path)) count++;
    return count;
  }

  /** Reads units and stacks as long as there is time. Returns whether all are read. */
  readWhile(hasTime: () => boolean): boolean {
    for (const path of this.given) {
      if (this.isRead(path)) continue;
      if (isStackPath(path)) this.stackLinksOf(folderOf(path));
      else this.linksOf(path, { folder: folderOf(path) });
      if (!hasTime()) return false;
    }
    return true;
  }

  private isRead(path: string): boolean {
    return isStackPath(path) ? this.stacks.has(folderOf(path)) : this.units.has(path);
  }

  /**
   * By their paths: all that are run, and those that they depend on. A unit that leads where it did is the same object. `nameOf`:
   * the name of a folder, however many paths lead to it.
   */
  all(nameOf: (folder: string) => string): ReadonlyMap<string, UnitNode> {
    const before = this.nodes;
    const found = this.find(nameOf);
    for (const [path, node] of found) {
      const known = before.get(path);
      if (known !== undefined && JSON.stringify(known) === JSON.stringify(node)) found.set(path, known);
    }
    this.nodes = found;
    return found;
  }

  /** The files that units and stacks follow from, whether or not they are there. */
  *filesRead(): Iterable<string> {
    for (const { links } of this.units.values()) yield* links.files;
    for (const { files } of this.stacks.values()) yield* files;
  }

  private find(nameOf: (folder: string) => string): Map<string, UnitNode> {
    const places = this.placesRun();
    const found = new Map<string, UnitNode>();
    const open: (readonly [UnitPlace, boolean])[] = places.map((place) => [place, true]);
    const included = new Set<string>();
    for (const [place, isRun] of open) {
      const path = unitPathIn(place.folder);
      if (found.has(path) || found.size >= MAX_UNITS) continue;
      const { modules, dependencies, includes } = this.linksOf(path, place);
      for (const one of includes) included.add(one);
      found.set(path, {
        path,
        place,
        calls: [...modules.map(nameOf), ...dependencies.map(unitPathIn)],
        isRun,
      });
      for (const folder of dependencies) open.push([{ folder, stack: place.stack }, false]);
    }
    for (const path of this.units.keys()) if (!found.has(path)) this.units.delete(path);
    // A parent may have the name of a unit.
    for (const path of included) {
      const node = found.get(path);
      if (node !== undefined) found.set(path, { ...node, isRun: false });
    }
    return found;
  }

  private placesRun(): readonly UnitPlace[] {
    const stacks = new Map<string, StackLinks>();
    for (const path of [...this.given].filter(isStackPath).sort()) {
      const folder = folderOf(path);
      stacks.set(folder, this.stackLinksOf(folder));
    }
    this.stacks.clear();
    for (const [folder, links] of stacks) this.stacks.set(folder, links);
    const made = [...stacks].flatMap(([stack, { units }]) => units.map(({ to }) => ({ folder: to, stack })));
    // A folder that is copied is run where the copies are.
    const copied = new Set([...stacks.values()].flatMap(({ units }) => units.map(({ from }) => from)));
    const own = [...this.given]
      .filter((path) => !isStackPath(path))
      .map(folderOf)
      .filter((folder) => !copied.has(folder))
      .sort()
      .map((folder) => ({ folder }));
    return [...own, ...made];
  }

  private stackLinksOf(folder: string): StackLinks {
    let links = this.stacks.get(folder);
    if (links === undefined) this.stacks.set(folder, (links = linksOfStack(this.files, folder)));
    return links;
  }

  private linksOf(path: string, place: UnitPlace): UnitLinks {
    const known = this.units.get(path);
    if (known !== undefined && known.place.stack === place.stack) return known.links;
    const links = linksOfUnit(this.files, place);
    this.units.set(path, { place, links });
    return links;
  }
}

function describe({ modules, dependencies, includes }: UnitLinks): string {
  return JSON.stringify([modules, dependencies, includes]);
}
