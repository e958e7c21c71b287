import * as vscode from 'vscode';

/** The folders and files that the server requests, as URIs. */
interface Wanted {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Size in octets above which a file is not read. */
  readonly most: number;
}

type Entry = readonly [name: string, kind: 'file' | 'folder'];

interface Content {
  readonly octets?: Uint8Array;
  readonly size: number;
  readonly modified: number;
}

/** The results in the order of the request; null for what does not exist or is not in an open folder. */
interface Fetched {
  readonly folders: readonly (readonly Entry[] | null)[];
  readonly files: readonly (Content | null)[];
}

export async function fetchFiles({ folders, files, most }: Wanted): Promise<Fetched> {
  return {
    folders: await Promise.all(folders.map((uri) => inOpenFolder(uri, entriesOf))),
    files: await Promise.all(files.map((uri) => inOpenFolder(uri, (file) => contentOf(file, most)))),
  };
}

async function inOpenFolder<T>(written: string, read: (uri: vscode.Uri) => Promise<T>): Promise<T | null> {
  const uri = vscode.Uri.parse(written, true);
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return null;
  try {
    return await read(uri);
  } catch {
    // It was removed in the meantime, or is not readable.
    return null;
  }
}

/** Omits symbolic links, because their targets are unknown and they can form loops. */
async function entriesOf(uri: vscode.Uri): Promise<readonly Entry[]> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.flatMap(([name, type]): readonly Entry[] => {
    if (type === vscode.FileType.File) return [[name, 'file']];
    return type === vscode.FileType.Directory ? [[name, 'folder']] : [];
  });
}

async function contentOf(uri: vscode.Uri, most: number): Promise<Content> {
  const { size, mtime: modified } = await vscode.workspace.fs.stat(uri);
  if (size > most) return { size, modified };
  // On some hosts this is a view of a larger buffer, which would be sent as a whole.
  const octets = new Uint8Array(await vscode.workspace.fs.readFile(uri));
  return { octets, size: octets.length, modified };
}
