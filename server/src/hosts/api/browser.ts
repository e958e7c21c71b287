// The part of the library that works everywhere: it reads no files and sends nothing.
export { checkText, explain, recordsOf, simulate } from './texts.ts';
export type * from './options.ts';
export type * from './types.ts';
