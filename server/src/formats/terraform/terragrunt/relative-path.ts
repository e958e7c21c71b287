/** The path from one folder to another: `prod/mysql`, `../..`; `.` if they are the same. */
export function relativePath(from: string, to: string): string {
  const start = from.split('/');
  const end = to.split('/');
  let shared = 0;
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared++;
  const parts = [...start.slice(shared).map(() => '..'), ...end.slice(shared)];
  return parts.length === 0 ? '.' : parts.join('/');
}

/** The parent folder of a folder; `undefined` at the top. */
export function folderAbove(folder: string): string | undefined {
  const slash = folder.lastIndexOf('/');
  if (slash > 0) return folder.slice(0, slash);
  return slash === 0 || folder === '' ? undefined : '';
}
