import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { printable } from '../../text/printable.ts';
import { analysisText } from '../texts.ts';

/** A part of a settings file that was not used. */
export interface ConfigProblem {
  /** The key or value with the fault. */
  readonly range: Range;
  readonly message: string;
}

type Report = (problem: ConfigProblem) => void;

/** Reads one value. Faults are reported, and the parts with faults omitted. `undefined`: nothing of it can be used. */
export type Read<T> = (node: Node, report: Report) => T | undefined;

/** Returns the fault of a text, as the end of a sentence that begins with the text, or `undefined`. */
type CheckText = (text: string) => string | undefined;

/** Far more than a settings file needs, and far less than what exhausts the stack. */
const MAX_DEPTH = 50;

/** Reads JSON with comments and trailing commas. */
export function readConfigJson<T>(
  text: string,
  read: Read<T>,
): { value: T | undefined; problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  // Editors on Windows often begin a file with a byte order mark. A space keeps the offsets.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const report = ({ range, message }: ConfigProblem): void => {
    // After an unclosed comment, the offsets of the parser exceed the text.
    const clamped = rangeOf(Math.min(range.start, json.length), Math.min(range.end, json.length));
    problems.push({ range: clamped, message: printable(message) });
  };

  const tooDeep = findTooDeep(json);
  if (tooDeep !== undefined) {
    report({ range: tooDeep, message: analysisText('nestedTooDeep', { most: MAX_DEPTH }) });
    return { value: undefined, problems };
  }

  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { allowTrailingComma: true, allowEmptyContent: true });
  // Later errors are usually consequences of the first one.
  const first = errors[0];
  if (first !== undefined) report(syntaxProblem(first));
  const value = root === undefined ? undefined : read(root, report);
  problems.sort((a, b) => a.range.start - b.range.start);
  return { value, problems };
}

function findTooDeep(json: string): Range | undefined {
  const scanner = createScanner(json, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    if (start >= json.length) return undefined;
    const first = json[start];
    if (first === '{' || first === '[') depth++;
    if (first === '}' || first === ']') depth--;
    if (depth > MAX_DEPTH) return rangeOf(start, start + 1);
  }
}

function syntaxProblem({ error, offset, length }: ParseError): ConfigProblem {
  return {
    range: rangeOf(offset, offset + length),
    message: syntaxMessage(printParseErrorCode(error)),
  };
}

function syntaxMessage(code: string): string {
  switch (code) {
    case 'PropertyNameExpected':
      return analysisText('keyExpected');
    case 'ValueExpected':
      return analysisText('valueExpected');
    case 'ColonExpected':
      return analysisText('signExpected', { sign: ':' });
    case 'CommaExpected':
      return analysisText('signExpected', { sign: ',' });
    case 'CloseBraceExpected':
      return analysisText('signExpected', { sign: '}' });
    case 'CloseBracketExpected':
      return analysisText('signExpected', { sign: ']' });
    case 'EndOfFileExpected':
      return analysisText('endExpected');
    case 'UnexpectedEndOfComment':
      return analysisText('commentNotClosed');
    case 'UnexpectedEndOfString':
      return analysisText('textNotClosed');
    default:
      return analysisText('notJson');
  }
}

/** Reads a text that passes the check. */
export function configText(check: CheckText = () => undefined): Read<string> {
  return (node, report) => {
    if (typeof node.value !== 'string') {
      reportType(node, analysisText('quotedText'), report);
      return undefined;
    }
    const wrong = check(node.value);
    if (wrong === undefined) return node.value;
    report({
      range: nodeRange(node),
      message: analysisText('fault', { value: brief(node.value), fault: wrong }),
    });
    return undefined;
  };
}

/** Characters of a value to show in a message. */
const SHOWN = 80;

function brief(value: string): string {
  return value.length <= SHOWN ? value : `${value.slice(0, SHOWN)}…`;
}

/**
 * Reads one of a few words.
 *
 * @param noun the key of the text for their kind, with its article
 */
export function oneOf<T extends string>(words: readonly T[], noun: 'aSeverity' | 'anAnswer'): Read<T> {
  return (node, report) => {
    const value: unknown = node.value;
    const known = words.find((word) => word === value);
    if (known !== undefined) return known;
    if (typeof value !== 'string') {
      reportType(node, analysisText('oneOf', { words: listWords(words) }), report);
      return undefined;
    }
    report({
      range: nodeRange(node),
      message: analysisText('notOneOf', {
        value,
        noun: analysisText(noun),
        suggestion: suggestion(value, words),
      }),
    });
    return undefined;
  };
}

export function wholeNumberSetting(min: number, max: number): Read<number> {
  return (node, report) => {
    const value: unknown = node.value;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    reportType(node, analysisText('wholeNumber', { min, max }), report);
    return undefined;
  };
}

export const trueOrFalse: Read<boolean> = (node, report) => {
  const value: unknown = node.value;
  if (typeof value === 'boolean') return value;
  reportType(node, analysisText('trueOrFalse'), report);
  return undefined;
};

/** Reads a list. If it has more than `most` values, the rest is reported and omitted. */
export function listOf<T>(read: Read<T>, most = Infinity): Read<readonly T[]> {
  return (node, report) => {
    if (node.type !== 'array') {
      reportType(node, analysisText('list', { example: '["…"]' }), report);
      return undefined;
    }
    const children = node.children ?? [];
    const first = children[most];
    if (first !== undefined)
      report({
        range: nodeRange(first),
        message: analysisText('listTooLong', { most }),
      });
    return children
      .slice(0, most)
      .map((child) => read(child, report))
      .filter((value) => value !== undefined);
  };
}

/** Reads an object with keys of the user. `canonicalKey` returns the canonical form of a key, and `checkKey` its fault. */
export function mapOf<T>(
  read: Read<T>,
  checkKey: CheckText,
  canonicalKey: (key: string) => string = (key) => key,
): Read<ReadonlyMap<string, T>> {
  return (node, report) => {
    if (node.type !== 'object') {
      reportType(node, analysisText('object', { example: '{"…": …}' }), report);
      return undefined;
    }
    const map = new Map<string, T>();
    for (const { key, keyNode, valueNode } of propertiesOf(node)) {
      const wrong = checkKey(key);
      if (wrong !== undefined) {
        report({ range: nodeRange(keyNode), message: analysisText('fault', { value: key, fault: wrong }) });
        continue;
      }
      if (map.has(canonicalKey(key))) reportTwice(key, keyNode, report);
      const value = valueNode && read(valueNode, report);
      if (value !== undefined) map.set(canonicalKey(key), value);
    }
    return map;
  };
}

/** Reads an object with known keys. */
export function objectOf<T extends object>(readers: { readonly [K in keyof T]-?: Read<T[K]> }): Read<
  Partial<T>
> {
  const known = Object.keys(readers);
  return (node, report) => {
    if (node.type !== 'object') {
      reportType(node, analysisText('object', { example: '{"…": …}' }), report);
      return undefined;
    }
    const result: Partial<T> = {};
    const seen = new Set<string>();
    for (const { key, keyNode, valueNode } of propertiesOf(node)) {
      if (!isKeyOf(readers, key)) {
        report({
          range: nodeRange(keyNode),
          message: analysisText('notASetting', { key, suggestion: suggestion(key, known) }),
        });
        continue;
      }
      if (seen.has(key)) reportTwice(key, keyNode, report);
      seen.add(key);
      const value = valueNode && readers[key](valueNode, report);
      if (value !== undefined) result[key] = value;
    }
    return result;
  };
}

interface Property {
  readonly key: string;
  readonly keyNode: Node;
  /** `undefined` if the value is missing. */
  readonly valueNode: Node | undefined;
}

function propertiesOf(node: Node): readonly Property[] {
  const properties: Property[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (typeof keyNode?.value === 'string') properties.push({ key: keyNode.value, keyNode, valueNode });
  }
  return properties;
}

function isKeyOf<T extends object>(object: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(object, key);
}

function reportTwice(key: string, keyNode: Node, report: Report): void {
  report({ range: nodeRange(keyNode), message: analysisText('setTwice', { key }) });
}

function reportType(node: Node, expected: string, report: Report): void {
  report({ range: nodeRange(node), message: analysisText('wrongType', { expected, found: describe(node) }) });
}

function describe(node: Node): string {
  switch (node.type) {
    case 'object':
      return analysisText('anObject');
    case 'array':
      return analysisText('aList');
    case 'string':
      return analysisText('text');
    case 'number':
      return String(node.value);
    default:
      return node.value === null ? 'null' : String(node.value);
  }
}

function suggestion(typed: string, known: readonly string[]): string {
  const near = nearestName(typed, known);
  return near === undefined
    ? analysisText('use', { words: listWords(known) })
    : analysisText('didYouMean', { name: near });
}

function listWords(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : analysisText('or', { words: words.slice(0, -1).join(', '), last: words[words.length - 1] ?? '' });
}

function nodeRange(node: Node): Range {
  return rangeOf(node.offset, node.offset + node.length);
}
