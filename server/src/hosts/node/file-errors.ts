/** What the operating system says of a file, in words. */
export function explainFileError(error: unknown): string {
  switch (fileErrorCode(error)) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder, not a file';
    // What cannot be opened.
    case 'ENXIO':
      return 'it is a socket or a device, not a file';
    case 'ENOTDIR':
      return 'a part of the path is not a folder';
    case 'ELOOP':
      return 'its symbolic links go round in a circle';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    case 'ENOSPC':
      return 'no space is left on the disk';
    case 'EROFS':
      return 'the disk can only be read';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

export function fileErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
