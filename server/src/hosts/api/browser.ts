// What works everywhere: no file is read, and nothing is sent.
export { checkText, explain, recordsOf, simulate } from './texts.ts';
export type * from './options.ts';
export type * from './types.ts';
