// The library for Node.js: the same, and reading files.
export { checkFiles } from './files.ts';
export { checkText, explain, recordsOf, simulate } from './texts.ts';
export type { FileOptions } from './files.ts';
export type * from './options.ts';
export type * from './types.ts';
