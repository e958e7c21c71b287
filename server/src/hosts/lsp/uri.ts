import type { DocumentPath } from '../../analysis/finding.ts';

/**
 * The path of a document: of a `file:` URI the file's absolute path with `/`, of any other the URI itself, which the
 * disk has no file for.
 */
export function uriToPath(uri: string): DocumentPath {
  const match = /^file:\/\/([^/]*)(\/[^?#]*)/i.exec(uri);
  if (match === null) return uri;
  const [, host = '', encoded = ''] = match;
  const path = decode(encoded);
  if (path === undefined) return uri;
  if (host !== '' && host.toLowerCase() !== 'localhost') return `//${host}${path}`;
  // Editors write one drive as `C:`, `c:` and `c%3A`.
  const drive = /^\/([A-Za-z]):/.exec(path)?.[1];
  return drive === undefined ? path : `${drive.toLowerCase()}${path.slice(2)}`;
}

/** `file` of `file:///zones/db.example.com`, in lower case; '' where there is none. */
export function schemeOf(uri: string): string {
  return /^[a-z][\w+.-]*(?=:)/i.exec(uri)?.[0].toLowerCase() ?? '';
}

export function pathToUri(path: DocumentPath): string {
  if (path.startsWith('//')) return `file:${encode(path)}`;
  if (path.startsWith('/')) return `file://${encode(path)}`;
  return /^[a-z]:\//.test(path) ? `file:///${encode(path)}` : path;
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
