import { parse, parseExpressionAt } from 'acorn';
import type { Comment, Expression, Options, Program } from 'acorn';
import { parse as parseLoosely } from 'acorn-loose';
import { printable } from '../../../text/printable.ts';
import { rangeOf, type Range } from '../../../text/range.ts';

/** A parsed script or data file. An unfinished one is read as far as possible. */
export interface ParsedScript {
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** Why DNSControl rejects the file, if it does, and where that is detected. */
  readonly problem: ScriptProblem | undefined;
}

/** Offsets in the script. */
export interface ScriptProblem {
  readonly message: string;
  readonly range: Range;
}

/**
 * UTF-16 code units of a script or of its data. Scripts written by hand are smaller; those that a program wrote may be
 * larger.
 */
export const MAX_SCRIPT_LENGTH = 8 * 1024 * 1024;

const EMPTY: Program = { type: 'Program', start: 0, end: 0, body: [], sourceType: 'script' };

/** Reads a script. Never throws: a text that is not a script is read as far as it makes sense. */
export function parseScript(text: string): ParsedScript {
  if (text.length > MAX_SCRIPT_LENGTH) return notRead(tooLong());
  const comments: Comment[] = [];
  try {
    return { program: parse(text, optionsFor(comments)), comments, problem: undefined };
  } catch (error) {
    const problem = problemOf(error, text);
    return 'pos' in (error as object) ? parseUnfinished(text, problem) : notRead(problem);
  }
}

function parseUnfinished(text: string, problem: ScriptProblem): ParsedScript {
  const comments: Comment[] = [];
  try {
    const program = parseLoosely(text, optionsFor(comments));
    const byStart = new Map(comments.map((comment) => [comment.start, comment]));
    return { program, comments: [...byStart.values()], problem };
  } catch {
    return notRead(problem);
  }
}

/** The expression from an offset to the end of a text; `undefined` if it is not an expression. */
export function parseExpressionFrom(text: string, start: number): Expression | undefined {
  try {
    const expression = parseExpressionAt(text, start, optionsFor([]));
    return expression.end === text.length ? expression : undefined;
  } catch {
    return undefined;
  }
}

/** Data in its own file, such as `names.json`; `undefined` if it is not valid. */
export function parseScriptData(text: string): Expression | ScriptProblem {
  if (text.length > MAX_SCRIPT_LENGTH) return tooLong();
  try {
    const expression = parseExpressionAt(text, 0, optionsFor([]));
    const rest = text.slice(expression.end).search(/\S/);
    if (rest < 0) return expression;
    const at = expression.end + rest;
    return { message: 'This is not valid JSON.', range: rangeOf(at, at + 1) };
  } catch (error) {
    return { ...problemOf(error, text), message: 'This is not valid JSON.' };
  }
}

function optionsFor(comments: Comment[]): Options {
  return {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    onComment: comments,
  };
}

function notRead(problem: ScriptProblem): ParsedScript {
  return { program: EMPTY, comments: [], problem };
}

function tooLong(): ScriptProblem {
  const message = `mailtxt does not read scripts of more than ${MAX_SCRIPT_LENGTH / 1024 / 1024} MB.`;
  return { message, range: rangeOf(0, 0) };
}

/** The parser has one word for most of what it rejects; the place says more. */
function problemOf(error: unknown, text: string): ScriptProblem {
  const { pos, message } = error as { readonly pos?: number; readonly message?: string };
  if (pos === undefined)
    return { message: 'This script is nested too deeply to be read.', range: rangeOf(0, 0) };
  const reason = printable((message ?? '').replace(/ \(\d+:\d+\)$/, ''));
  const at = Math.min(pos, text.length);
  return {
    message: `This is not valid JavaScript: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`,
    range: rangeOf(at, Math.min(at + 1, text.length)),
  };
}
