import * as vscode from 'vscode';

/** What the server wants to know of files: URIs. */
interface Wanted {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Files of more octets are not read. */
  readonly most: number;
}

type Entry = readonly [name: string, kind: 'file' | 'folder'];

interface Content {
  readonly octets?: Uint8Array;
  readonly size: number;
  readonly modified: number;
}

/** In the order of the question; null for what is not there, or not in a folder that is open. */
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
    // It went away meanwhile, or may not be read.
    return null;
  }
}

/** Links are left out: where they lead is not known, and a circle of them has no end. */
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
  // Of some hosts it is a part of a larger buffer, which would be sent whole.
  const octets = new Uint8Array(await vscode.workspace.fs.readFile(uri));
  return { octets, size: octets.length, modified };
}
