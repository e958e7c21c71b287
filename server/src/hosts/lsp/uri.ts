import type { DocumentPath } from '../../analysis/finding.ts';

/** Schemes other than `file` whose files are read: those of folders open in a browser. */
const readSchemes = new Set<string>();

/** From then on, URIs of that scheme, such as `vscode-vfs`, are files with paths: `/vscode-vfs:github/owner/x.zone`. */
export function readFilesOf(scheme: string): void {
  if (/^[a-z][a-z0-9+.-]*$/.test(scheme) && scheme !== 'untitled') readSchemes.add(scheme);
}

/**
 * The path of a document: for a `file:` URI, the file's absolute path with `/`. For a URI whose files are not read, it is the URI
 * itself, which is not the path of any file on disk.
 */
export function uriToPath(uri: string): DocumentPath {
  const match = /^file:\/\/([^/]*)(\/[^?#]*)/i.exec(uri);
  if (match === null) return readSchemes.has(schemeOf(uri)) ? pathOfScheme(uri) : uri;
  const [, host = '', encoded = ''] = match;
  const path = decode(encoded);
  if (path === undefined) return uri;
  if (host !== '' && host.toLowerCase() !== 'localhost') return `//${host}${path}`;
  // Editors write the same drive as `C:`, `c:` and `c%3A`.
  const drive = /^\/([A-Za-z]):/.exec(path)?.[1];
  return drive === undefined ? path : `${drive.toLowerCase()}${path.slice(2)}`;
}

/** The scheme in lowercase: `file` for `file:///zones/db.example.com`. '' if there is none. */
export function schemeOf(uri: string): string {
  return /^[a-z][\w+.-]*(?=:)/i.exec(uri)?.[0].toLowerCase() ?? '';
}

export function pathToUri(path: DocumentPath): string {
  const [top = '', scheme = '', host = ''] = /^\/([a-z][a-z0-9+.-]*):([^/]*)/.exec(path) ?? [];
  if (readSchemes.has(scheme)) return `${scheme}://${host}${encode(path.slice(top.length))}`;
  if (path.startsWith('//')) return `file:${encode(path)}`;
  if (path.startsWith('/')) return `file://${encode(path)}`;
  return /^[a-z]:\//.test(path) ? `file:///${encode(path)}` : path;
}

function pathOfScheme(uri: string): DocumentPath {
  const [, host = '', encoded = ''] = /^[^:]*:(?:\/\/([^/?#]*))?([^?#]*)/.exec(uri) ?? [];
  const path = decode(encoded);
  return path === undefined ? uri : `/${schemeOf(uri)}:${host}${path}`;
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function encode(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%2C', ',').replaceAll('%40', '@'))
    .join('/');
}
