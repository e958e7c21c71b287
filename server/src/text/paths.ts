/** The folder of a file; '' for a file without one. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The path in a folder of a file with the same name as this path. */
export function nameIn(folder: string, path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return path.includes('/') ? `${folder}/${file}` : file;
}

/** Resolves a path in a file of a folder, including `.` and `..`. `undefined` if it leaves the root of the disk. */
export function pathIn(folder: string, typed: string): string | undefined {
  if (typed.includes('\0') || typed === '') return undefined;
  const isAbsolute = typed.startsWith('/') || /^[A-Za-z]:\//.test(typed);
  const parts: string[] = [];
  for (const part of (isAbsolute ? typed : `${folder}/${typed}`).split('/')) {
    if (part === '.') continue;
    // The first part of an absolute path is empty, or a drive.
    if (part === '' && parts.length > 0) continue;
    if (part !== '..') {
      parts.push(part);
      continue;
    }
    if (parts.length === 0 || (parts.length === 1 && parts[0] === '')) return undefined;
    parts.pop();
  }
  return parts.join('/');
}
