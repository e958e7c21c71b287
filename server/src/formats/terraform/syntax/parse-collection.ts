import type { Expression, ForExpression, ObjectMember } from './expression.ts';
import {
  expressionUnlessLost,
  failHere,
  lostFrom,
  rangeFrom,
  skipToSeparator,
  withinBrackets,
} from './parser-host.ts';
import type { ParserHost } from './parser-host.ts';
import type { TokenKind } from './tokens.ts';

/** `[a, b]` or `[for …]`, from its bracket on. An element that cannot be parsed does not affect the others. */
export function readTuple(host: ParserHost): Expression {
  const { tokens } = host;
  const { start } = tokens;
  tokens.take();
  return withinBrackets(host, () => {
    if (tokens.isWord('for')) return readFor(host, start, ']');
    const elements: Expression[] = [];
    const closed = readElements(host, ']', elements, () => {
      if (tokens.peek() === 'end') {
        const detail =
          'There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.';
        host.fail('Unterminated tuple constructor expression', detail, host.source.range(start, start + 1));
      } else {
        failHere(host, 'Missing item separator', 'Expected a comma to mark the beginning of the next item.');
      }
    });
    if (!closed) host.lost = true;
    return { kind: 'tuple', elements, range: rangeFrom(host, start) };
  });
}

/** A call, from the sign after the first part of its name on. */
export function readCall(host: ParserHost, firstName: string, start: number): Expression {
  const { tokens, source } = host;
  let name = firstName;
  while (tokens.peek() === '::') {
    tokens.take();
    if (tokens.peek() !== 'identifier') {
      const detail = 'Function scope resolution symbol :: must be followed by a function name in this scope.';
      failHere(host, 'Missing function name', detail);
      return lostFrom(host, start);
    }
    name += `::${tokens.word()}`;
    tokens.take();
  }
  const nameRange = rangeFrom(host, start);
  if (tokens.peek() !== '(') {
    const detail = 'Function selector must be followed by an open parenthesis to begin the function call.';
    failHere(host, 'Missing open parenthesis', detail);
    return lostFrom(host, start);
  }
  tokens.take();
  return withinBrackets(host, () => {
    const given: Expression[] = [];
    const closed = readElements(host, ')', given, () => {
      if (tokens.peek() === 'end') {
        const detail =
          'There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.';
        host.fail('Unterminated function call', detail, source.range(start, tokens.end));
      } else {
        const detail = 'A comma is required to separate each function argument from the next.';
        failHere(host, 'Missing argument separator', detail);
      }
    });
    if (!closed) host.lost = true;
    const range = rangeFrom(host, start);
    return { kind: 'call', name, nameRange, arguments: given, expandsLast: closed === 'expanded', range };
  });
}

/**
 * Expressions separated by commas, and the closing bracket. `expanded`: `...` preceded it. False: the bracket is missing, and the
 * next token is the end or another bracket.
 */
function readElements(
  host: ParserHost,
  closer: ')' | ']',
  into: Expression[],
  onMissingSeparator: () => void,
): 'closed' | 'expanded' | false {
  const { tokens } = host;
  for (;;) {
    if (tokens.peek() === closer) {
      tokens.take();
      return 'closed';
    }
    if (tokens.peek() === 'end') {
      onMissingSeparator();
      return false;
    }
    into.push(host.expression());
    if (host.lost) {
      skipToSeparator(host);
      host.lost = false;
    }
    const kind = tokens.peek();
    if (kind === ',') {
      tokens.take();
    } else if (kind === '...' && closer === ')') {
      return readExpansion(host);
    } else if (kind !== closer) {
      onMissingSeparator();
      // The start of another expression is parsed as one, as if the comma were there.
      if (kind === 'end' || !BEGINNINGS.has(kind)) skipToSeparator(host);
      const next = tokens.peek();
      if (
        next === 'end' ||
        ((next === ')' || next === ']' || next === '}' || next === '~}') && next !== closer)
      ) {
        return false;
      }
      if (next === ',') tokens.take();
    }
  }
}

const BEGINNINGS = new Set<TokenKind>(['quote', 'heredoc', 'identifier', 'number', '(', '[', '{']);

function readExpansion(host: ParserHost): 'expanded' | false {
  const { tokens } = host;
  tokens.take();
  if (tokens.peek() !== ')') {
    const detail =
      'An expanded function argument (with ...) must be immediately followed by closing parentheses.';
    failHere(host, 'Missing closing parenthesis', detail);
    skipToSeparator(host);
    if (tokens.peek() !== ')') return false;
  }
  tokens.take();
  return 'expanded';
}

/** `{ a = 1 }` or `{ for … }`, from its brace on. A member that cannot be parsed does not affect the others. */
export function readObject(host: ParserHost): Expression {
  const { tokens } = host;
  const { start } = tokens;
  tokens.take();
  const isFor = withinBrackets(host, () => tokens.isWord('for'));
  if (isFor) return withinBrackets(host, () => readFor(host, start, '}'));
  const outer = tokens.skipsNewlines;
  tokens.skipsNewlines = false;
  const members: ObjectMember[] = [];
  const closed = readMembers(host, start, members);
  tokens.skipsNewlines = outer;
  if (!closed) host.lost = true;
  return { kind: 'object', members, range: rangeFrom(host, start) };
}

/** False: the brace is missing, and the next token is the end or another bracket. */
function readMembers(host: ParserHost, start: number, into: ObjectMember[]): boolean {
  const { tokens } = host;
  for (;;) {
    const kind = tokens.peek();
    if (kind === 'newline') {
      tokens.take();
      continue;
    }
    if (kind === '}') {
      tokens.take();
      return true;
    }
    if (kind === 'end') {
      unterminated(host, start);
      return false;
    }
    readMember(host, start, into);
    if (host.lost) {
      skipToSeparator(host);
      host.lost = false;
    }
    const next = tokens.peek();
    if (next === ',' || next === 'newline') {
      tokens.take();
    } else if (next !== '}' && next !== 'end') {
      const detail = 'Expected a newline or comma to mark the beginning of the next attribute.';
      failHere(host, 'Missing attribute separator', detail);
      if (!BEGINNINGS.has(next)) skipToSeparator(host);
      const found = tokens.peek();
      if (found === ')' || found === ']' || found === '~}') return false;
    }
  }
}

function unterminated(host: ParserHost, start: number): void {
  const detail =
    'There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.';
  host.fail('Unterminated object constructor expression', detail, host.source.range(start, start + 1));
}

function readMember(host: ParserHost, start: number, into: ObjectMember[]): void {
  const { tokens } = host;
  const key = host.expression();
  if (host.lost) return;
  const sign = tokens.peek();
  if (sign === '=' || sign === ':') {
    tokens.take();
    into.push({ key, value: host.expression() });
    return;
  }
  host.lost = true;
  if (sign === 'end') {
    unterminated(host, start);
  } else if (sign === 'newline' || sign === ',') {
    const detail = 'Expected an attribute value, introduced by an equals sign ("=").';
    failHere(host, 'Missing attribute value', detail);
  } else {
    let detail = 'Expected an equals sign ("=") to mark the beginning of the attribute value.';
    if (sign === 'identifier') {
      detail +=
        ' If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.';
    }
    failHere(host, 'Missing key/value separator', detail);
  }
}

/** `for k, v in collection : key => value... if condition` and the closing bracket; `start` is the opening bracket. */
function readFor(host: ParserHost, start: number, closer: ']' | '}'): Expression {
  const { tokens } = host;
  const wrong = (detail: string): Expression => {
    failHere(host, "Invalid 'for' expression", detail);
    return endOfFor(host, start, closer);
  };
  tokens.take();
  const names: string[] = [];
  do {
    if (tokens.peek() !== 'identifier') {
      const where = names.length === 0 ? "variable name after 'for'" : 'value variable name after comma';
      return wrong(`For expression requires ${where}.`);
    }
    names.push(tokens.word());
    tokens.take();
  } while (names.length < 2 && tokens.peek() === ',' && tokens.take() === ',');
  if (!tokens.isWord('in'))
    return wrong("For expression requires the 'in' keyword after its name declarations.");
  tokens.take();
  const collection = expressionUnlessLost(host);
  if (collection === undefined) return endOfFor(host, start, closer);
  if (tokens.peek() !== ':') return wrong('For expression requires a colon after the collection expression.');
  tokens.take();
  let value = expressionUnlessLost(host);
  let key: Expression | undefined;
  if (value !== undefined && tokens.peek() === '=>') {
    tokens.take();
    key = value;
    value = expressionUnlessLost(host);
  }
  if (value === undefined) return endOfFor(host, start, closer);
  const groups = tokens.peek() === '...';
  if (groups) tokens.take();
  let condition: Expression | undefined;
  if (tokens.isWord('if')) {
    tokens.take();
    condition = expressionUnlessLost(host);
    if (condition === undefined) return endOfFor(host, start, closer);
  }
  if (tokens.peek() !== closer) return wrong("Extra characters after the end of the 'for' expression.");
  tokens.take();
  const range = rangeFrom(host, start);
  const valueName = names[names.length - 1] ?? '';
  const keyName = names.length === 2 ? names[0] : undefined;
  const result: ForExpression = {
    kind: 'for',
    keyName,
    valueName,
    collection,
    key,
    value,
    condition,
    groups,
    range,
  };
  checkFor(host, result, closer);
  return result;
}

/** The result of a `for` must match its brackets. */
function checkFor(host: ParserHost, { key, value, groups, range }: ForExpression, closer: ']' | '}'): void {
  const summary = "Invalid 'for' expression";
  if (closer === '}') {
    if (key === undefined) {
      host.fail(summary, 'Key expression is required when building an object.', value.range);
    }
  } else if (key !== undefined) {
    host.fail(summary, 'Key expression is not valid when building a tuple.', key.range);
  } else if (groups) {
    host.fail(summary, 'Grouping ellipsis (...) cannot be used when building a tuple.', range);
  }
}

/** The rest of a `for` that could not be parsed. */
function endOfFor(host: ParserHost, start: number, closer: ']' | '}'): Expression {
  const { tokens } = host;
  do {
    skipToSeparator(host);
  } while (tokens.peek() === ',' && tokens.take() === ',');
  if (tokens.peek() !== closer) return lostFrom(host, start);
  tokens.take();
  host.lost = false;
  return { kind: 'invalid', range: rangeFrom(host, start) };
}
