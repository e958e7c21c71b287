import { folderOf } from '../../../text/paths.ts';
import { linksOfStack, linksOfUnit } from './links.ts';
import type { LinkFiles, StackLinks, UnitLinks } from './links.ts';
import { isStackPath, stackPathIn, unitPathIn } from './recognize.ts';
import type { UnitPlace } from './unit.ts';

/**
 * Units of one workspace, including those that stacks make and those that others depend on. The largest public workspace that was
 * examined has 1,200.
 */
export const MAX_UNITS = 5000;

/**
 * Units whose links are read again in one turn after an edit, each in a third of a millisecond: if there are more, they are read
 * in slices.
 */
export const MAX_UNITS_AT_ONCE = 50;

/** A unit or a stack among the folders that are grouped. */
export interface UnitNode {
  /** Where its file is when Terragrunt runs it. */
  readonly path: string;
  /** `undefined`: a stack. */
  readonly place: UnitPlace | undefined;
  /** Paths of folders with modules, and of units that it depends on. */
  readonly calls: readonly string[];
  /** It is run by itself: other units are read only if a unit depends on them. */
  readonly isRun: boolean;
}

/** The units of a workspace and their links. What was read is kept until a file that it depends on changes. */
export class WorkspaceUnits {
  private readonly files: LinkFiles;
  /** The paths of units and stacks that the host provided. */
  private readonly given = new Set<string>();
  private readonly units = new Map<string, { readonly place: UnitPlace; links: UnitLinks }>();
  private readonly stacks = new Map<string, StackLinks>();
  /** Units that {@link MAX_UNITS} left out in the last search. */
  private left: readonly string[] = [];
  /** The units and stacks found in the last search. */
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

  /** A file was changed, added or deleted. Returns whether links of units have changed. */
  changed(path: string): boolean {
    let isOther = false;
    const following = [...this.units].filter(([, { links }]) => links.files.has(path));
    if (following.length > MAX_UNITS_AT_ONCE) {
      for (const [unit] of following) this.units.delete(unit);
      isOther = true;
    } else
      for (const [, known] of following) {
        const links = linksOfUnit(this.files, known.place);
        isOther ||= describe(links) !== describe(known.links);
        known.links = links;
      }
    for (const [folder, known] of this.stacks) {
      if (!known.files.has(path)) continue;
      const links = linksOfStack(this.files, folder);
      // The same object as long as it makes the same units.
      if (describeStack(links) === describeStack(known)) {
        known.files = links.files;
        continue;
      }
      isOther = true;
      this.stacks.set(folder, links);
    }
    return isOther;
  }

  /** The paths of units that were left out in the last search because there are more than {@link MAX_UNITS}. */
  get unitsLeft(): readonly string[] {
    return this.left;
  }

  /** Units whose links must still be read. */
  get unreadCount(): number {
    let count = 0;
    for (const path of this.given) if (!this.isRead(path)) count++;
    return count;
  }

  /** Reads units and stacks while there is time. Returns whether all are read. */
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
   * By their paths: all units that are run, and those that they depend on. A unit with unchanged links is the same object.
   * `nameOf`: the name of a folder, however many paths point to it.
   */
  all(nameOf: (folder: string) => string): ReadonlyMap<string, UnitNode> {
    const before = this.nodes;
    const found = this.find(nameOf);
    for (const [path, node] of found) {
      const known = before.get(path);
      if (known !== undefined && isSameNode(known, node)) found.set(path, known);
    }
    this.nodes = found;
    return found;
  }

  /** The files that units and stacks depend on, whether or not they exist. */
  *filesRead(): Iterable<string> {
    for (const { links } of this.units.values()) yield* links.files;
    for (const { files } of this.stacks.values()) yield* files;
  }

  private find(nameOf: (folder: string) => string): Map<string, UnitNode> {
    const stacks = this.stacksRun();
    const places = this.placesRun(stacks);
    const found = new Map<string, UnitNode>();
    for (const { folder, units } of stacks) {
      const path = stackPathIn(folder);
      const calls = units.map(({ to }) => unitPathIn(to));
      found.set(path, { path, place: undefined, calls, isRun: true });
    }
    const open: (readonly [UnitPlace, boolean])[] = places.map((place) => [place, true]);
    const included = new Set<string>();
    const left = new Set<string>();
    for (const [place, isRun] of open) {
      const path = unitPathIn(place.folder);
      if (found.has(path)) continue;
      if (found.size >= MAX_UNITS) {
        left.add(path);
        continue;
      }
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
    this.left = [...left];
    for (const path of this.units.keys()) if (!found.has(path)) this.units.delete(path);
    // A parent file may have the name of a unit.
    for (const path of included) {
      const node = found.get(path);
      if (node !== undefined) found.set(path, { ...node, isRun: false });
    }
    return found;
  }

  /** The stacks that are not nested in another one. */
  private stacksRun(): readonly StackLinks[] {
    const folders = [...this.given].filter(isStackPath).map(folderOf);
    for (const folder of this.stacks.keys()) if (!folders.includes(folder)) this.stacks.delete(folder);
    const all = folders.sort().map((folder) => this.stackLinksOf(folder));
    const inner = new Set(all.flatMap(({ folder, stacks }) => stacks.filter((one) => one !== folder)));
    return all.filter(({ folder }) => !inner.has(folder));
  }

  private placesRun(stacks: readonly StackLinks[]): readonly UnitPlace[] {
    const made = stacks.flatMap((stack) => stack.units.map(({ to }) => ({ folder: to, stack })));
    // A folder that is copied is run where its copies are.
    const copied = new Set(stacks.flatMap(({ units }) => units.map(({ from }) => from)));
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

function describeStack({ units, stacks }: StackLinks): string {
  return JSON.stringify([units, stacks]);
}

function isSameNode(a: UnitNode, b: UnitNode): boolean {
  const isSamePlace = a.place?.folder === b.place?.folder && a.place?.stack === b.place?.stack;
  return isSamePlace && a.isRun === b.isRun && a.calls.join('\n') === b.calls.join('\n');
}
