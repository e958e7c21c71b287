import { compilePattern } from './compiled-pattern.ts';
import type { CompiledPattern } from './compiled-pattern.ts';

/** Accounts for the work of a search. */
export interface PatternWork {
  /** Charges work. If false, the search must stop. */
  spend(steps: number): boolean;
  /** Reports why the matches are unknown. */
  report(message: string): void;
}

/** A match of a pattern in a text. */
export interface PatternMatch {
  /**
   * The start and end of the match, and then of each group of the pattern, in UTF-16 units; -1 for a group that did not take
   * part.
   */
  readonly places: readonly number[];
  /** The numbers of the named groups. */
  readonly names: Readonly<Record<string, number>>;
}

/** UTF-16 units of a pattern. The matches of longer patterns are unknown. */
const MAX_PATTERN = 500;
/** Instructions of a compiled pattern. Compiling takes about a microsecond for each. A usual pattern has 20. */
export const MAX_PATTERN_SIZE = 8_000;

/**
 * All matches of a pattern, or the first `limit` ones, like Go's `FindAllStringSubmatchIndex`. `undefined` if the pattern is not
 * valid for RE2, or takes too much work, or has more than `limit` matches and that is not 1.
 */
export function matchesOf(
  pattern: string,
  text: string,
  limit: number,
  context: PatternWork,
): readonly PatternMatch[] | undefined {
  const sizes = pieceSizes(pattern);
  if (sizes !== undefined) return piecesOf(text, sizes, limit, context);
  const compiled = compiledOnce(pattern);
  if (compiled === TOO_LARGE) context.report('This pattern is too large: its matches are unknown.');
  if (compiled === undefined || compiled === TOO_LARGE || !context.spend(compiled.size)) return undefined;
  const reader = new MeteredReader(compiled, text.length, context);
  const found: PatternMatch[] = [];
  let from = 0;
  let lastEnd = -1;
  while (from <= text.length) {
    const places = reader.find(text, from);
    if (places === 'too much') return undefined;
    if (places === undefined) break;
    const [start = 0, end = 0] = places;
    // An empty match directly after another match does not count.
    if (end > from || start !== lastEnd) found.push({ places, names: compiled.groupNames });
    if (limit === 1 && found.length === 1) break;
    if (found.length > limit) return undefined;
    from = end > from ? end : from + widthAt(text, from);
    lastEnd = end;
  }
  return found;
}

/** UTF-16 units of the character at an offset. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

const PIECES = /^(\(?)\.\{([1-9]\d{0,2})(?:(,)([1-9]\d{0,2})?)?\}(\)?)$/;

/** A pattern that matches any characters, `least` to `most` of them. */
interface PieceSizes {
  readonly least: number;
  readonly most: number;
  readonly isGroup: boolean;
}

/**
 * Handles `.{1,255}` and the like, which split a text into pieces and are the most common pattern in configurations. RE2 compiles
 * hundreds of instructions for it, although counting is enough.
 */
function pieceSizes(pattern: string): PieceSizes | undefined {
  const match = PIECES.exec(pattern);
  if (match === null) return undefined;
  const [, opening = '', from = '', comma, to, closing = ''] = match;
  const least = Number(from);
  const most = comma === undefined ? least : to === undefined ? Infinity : Number(to);
  return (opening === '') === (closing === '') && most >= least
    ? { least, most, isGroup: opening !== '' }
    : undefined;
}

/** Characters to count in one step. */
const CHARACTERS_PER_STEP = 32;

function piecesOf(
  text: string,
  { least, most, isGroup }: PieceSizes,
  limit: number,
  context: PatternWork,
): readonly PatternMatch[] | undefined {
  if (!context.spend(Math.ceil(text.length / CHARACTERS_PER_STEP))) return undefined;
  const found: PatternMatch[] = [];
  // The dot does not match a line end.
  for (const line of text.matchAll(/[^\n]+/g)) {
    let at = line.index;
    const end = at + line[0].length;
    while (at < end) {
      const start = at;
      let count = 0;
      for (; count < most && at < end; count++) at += widthAt(text, at);
      if (count < least) break;
      found.push({ places: isGroup ? [start, at, start, at] : [start, at], names: {} });
      if (limit === 1) return found;
      if (found.length > limit || !context.spend(1)) return undefined;
    }
  }
  return found;
}

const TOO_LARGE = 'too large';
/** `undefined` if it is not a pattern of RE2. */
type Compiled = CompiledPattern | typeof TOO_LARGE | undefined;

const compiled = new Map<string, Compiled>();
/** Compiled patterns to cache. A compiled pattern of the largest size takes about a megabyte. */
const MAX_COMPILED = 32;

function compiledOnce(pattern: string): Compiled {
  if (pattern.length > MAX_PATTERN || roughSize(pattern) > MAX_PATTERN_SIZE) return TOO_LARGE;
  if (!compiled.has(pattern)) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(pattern, tryToCompile(pattern));
  }
  return compiled.get(pattern);
}

function tryToCompile(pattern: string): Compiled {
  try {
    const made = compilePattern(pattern);
    return made.size > MAX_PATTERN_SIZE ? TOO_LARGE : made;
  } catch {
    return undefined;
  }
}

/** An escape, a class, the start or the end of a group, a counted quantifier, or any other character. */
const TOKEN = /\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]?|[()]|\{(\d+)(?:,(\d*))?\}|./gsu;

/** The approximate number of instructions of a pattern, without compiling it. A count repeats what is before it. */
function roughSize(pattern: string): number {
  /** For each open group, and for the pattern itself. */
  const sizes = [0];
  let last = 0;
  for (const [token, least, most] of pattern.matchAll(TOKEN)) {
    if (token === '(') {
      sizes.push(0);
      last = 0;
      continue;
    }
    if (token === ')') last = sizes.length > 1 ? (sizes.pop() ?? 0) + 2 : 1;
    else if (least === undefined) last = 1;
    else last *= Math.max(0, Number(least), Number(most ?? 0)) - 1;
    const at = sizes.length - 1;
    sizes[at] = (sizes[at] ?? 0) + last;
  }
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** As in Go's `regexp`: up to these sizes, each character read is one step of one path through the pattern. */
const MAX_BACKTRACKED_SIZE = 500;
const MAX_BACKTRACKED_VECTOR = 256 * 1024;
/** Characters read in one step of work, and instructions with which a character can be compared in one step. */
const READS_PER_STEP = 12;
const INSTRUCTIONS_PER_STEP = 128;
/** Groups of a match for which values are created in one step. */
const GROUPS_PER_STEP = 4;

/** Searches a text, and charges what the search reads. */
class MeteredReader {
  private readonly pattern: CompiledPattern;
  private readonly context: PatternWork;
  private readonly stepsPerRead: number;
  private owed = 0;

  constructor(pattern: CompiledPattern, length: number, context: PatternWork) {
    this.pattern = pattern;
    this.context = context;
    const { size } = pattern;
    const isBacktracked = size <= MAX_BACKTRACKED_SIZE && length <= MAX_BACKTRACKED_VECTOR / size;
    // If many paths are followed at the same time, each character can be compared with every instruction.
    this.stepsPerRead = Math.max(1 / READS_PER_STEP, isBacktracked ? 0 : size / INSTRUCTIONS_PER_STEP);
  }

  find(text: string, from: number): readonly number[] | 'too much' | undefined {
    try {
      const found = this.pattern.find(text, from, this.onRead);
      return this.pay(1 + Math.floor(this.pattern.groupCount / GROUPS_PER_STEP)) ? found : 'too much';
    } catch (stop) {
      if (stop === TOO_MUCH) return 'too much';
      throw stop;
    }
  }

  private readonly onRead = (characters: number): void => {
    this.owed += characters * this.stepsPerRead;
    if (this.owed >= LARGEST_DEBT && !this.pay(0)) throw TOO_MUCH;
  };

  private pay(more: number): boolean {
    const steps = Math.ceil(this.owed) + more;
    this.owed = 0;
    return this.context.spend(steps);
  }
}

/** The number of steps to charge in one batch. */
const LARGEST_DEBT = 100;
const TOO_MUCH = new Error('The search takes too much work.');
