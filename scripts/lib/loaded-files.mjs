import { posix } from 'node:path';

/**
 * The files that the entries load, directly and indirectly.
 *
 * @param {readonly string[]} entries paths
 * @param {(path: string) => string} read returns the code of a file, which is CommonJS
 * @returns {readonly string[]}
 */
export function loadedFiles(entries, read) {
  const found = new Set(entries);
  for (const path of found) {
    for (const [, target] of read(path).matchAll(/\brequire\("(\.[^"]+)"\)/g)) {
      found.add(posix.join(posix.dirname(path), target));
    }
  }
  return [...found];
}
