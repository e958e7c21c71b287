import type { Named } from '../expression.ts';
import type { Value } from './value.ts';

/**
 * The names of one template, with what they stand for. Names of ARM have a word before them that tells whether they are those of
 * parameters or of variables, and are in lower case: `parameters:zone`.
 */
export interface Frame {
  readonly names: ReadonlyMap<string, Named>;
  /** Values of parameters that another template gives. */
  readonly given: ReadonlyMap<string, Value>;
  /** A parameter that is not given has a value that is in no file: its default is one that may count. */
  readonly known: Map<string, Value>;
  /** Names whose values are being worked out: one of them in its own value is unknown. */
  readonly open: Set<string>;
}

export interface Scope {
  readonly frame: Frame;
  /** What loops go through, by its names. */
  readonly locals: ReadonlyMap<string, Value>;
}

export function frameOf(names: Frame['names'], given: Frame['given'] = new Map()): Frame {
  return { names, given, known: new Map(), open: new Set() };
}
