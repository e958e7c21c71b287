import { textValue } from '../value.ts';
import { octetSteps } from './octets.ts';
import { ofTexts } from './text-arguments.ts';
import type { FunctionTable } from './function-table.ts';

export const pathFunctions: FunctionTable = {
  // The folder is that of the checkout; modules usually use it only for the name of a folder of their own.
  abspath: ofTexts(1, octetSteps, (path, _, { rootFolder }) =>
    rootFolder === undefined
      ? undefined
      : textValue(cleanPath(isAbsolute(path) ? path : `${rootFolder}/${path}`)),
  ),
  basename: ofTexts(1, octetSteps, (path) => {
    const parts = path.split('/').filter((part) => part !== '');
    return textValue(parts.at(-1) ?? (path === '' ? '.' : '/'));
  }),
  dirname: ofTexts(1, octetSteps, (path) => textValue(cleanPath(path.slice(0, path.lastIndexOf('/') + 1)))),
  // The home folder differs wherever Terraform runs.
  pathexpand: ofTexts(1, octetSteps, (path) => (path.startsWith('~') ? undefined : textValue(path))),
};

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** Like Go's `path.Clean`: without `.`, double slashes, and `..` after a folder. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts[parts.length - 1];
    if (part !== '..' || last === undefined || last === '..') {
      if (part !== '..' || !isRooted) parts.push(part);
    } else parts.pop();
  }
  const cleaned = parts.join('/');
  return isRooted ? `/${cleaned}` : cleaned === '' ? '.' : cleaned;
}
