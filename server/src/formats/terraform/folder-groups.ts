interface CallingFolder {
  readonly path: string;
  /** The folders of the modules that it calls. */
  readonly calls: readonly string[];
}

/** Folders that call each other or are in the same list of `together`, directly or indirectly, sorted by path. */
export function connected<T extends CallingFolder>(
  folders: ReadonlyMap<string, T>,
  together: Iterable<readonly string[]> = [],
): readonly (readonly T[])[] {
  const neighbours = new Map<string, string[]>();
  for (const path of folders.keys()) neighbours.set(path, []);
  for (const [first = '', ...others] of together) {
    for (const other of others) {
      neighbours.get(first)?.push(other);
      neighbours.get(other)?.push(first);
    }
  }
  for (const { path, calls } of folders.values()) {
    for (const call of calls) {
      neighbours.get(call)?.push(path);
      if (folders.has(call)) neighbours.get(path)?.push(call);
    }
  }
  const seen = new Set<string>();
  const groups: T[][] = [];
  for (const start of [...folders.keys()].sort()) {
    const members: T[] = [];
    const open = [start];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const folder = folders.get(path);
      if (folder === undefined || seen.has(path)) continue;
      seen.add(path);
      members.push(folder);
      for (const neighbour of neighbours.get(path) ?? []) open.push(neighbour);
    }
    if (members.length > 0) groups.push(members.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }
  return groups;
}
