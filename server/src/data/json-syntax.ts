import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import { TextBuilder } from '../text/decoded-text.ts';
import { MAX_NESTING, tooDeep } from '../text/syntax-fault.ts';
import type { SyntaxFault } from '../text/syntax-fault.ts';

/** A value of a JSON text (RFC 8259) and its range. */
export type JsonNode =
  | { readonly kind: 'string'; readonly value: JsonString; readonly range: Range }
  | { readonly kind: 'number'; readonly value: number; readonly range: Range }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly range: Range }
  | { readonly kind: 'null'; readonly range: Range }
  | { readonly kind: 'array'; readonly elements: readonly JsonNode[]; readonly range: Range }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly range: Range }
  /** A part that could not be read. */
  | { readonly kind: 'invalid'; readonly range: Range };

export interface JsonMember {
  readonly name: JsonString;
  /** Includes the quotes. */
  readonly nameRange: Range;
  readonly value: JsonNode;
}

export interface JsonReading {
  readonly root: JsonNode;
  readonly faults: readonly SyntaxFault[];
}

/**
 * Whether the reader skips the value of a member. `path` is the names of the members from the root to it, its own last, and
 * `siblings` are the members before it in its object.
 */
export type IsSkipped = (path: readonly string[], siblings: readonly JsonMember[]) => boolean;

/**
 * Reads a JSON text up to its first fault and keeps what is before it. Never throws. More than `maxValues` values are a fault.
 * Members for which `isSkipped` is true are not in the tree and do not count as values. Comments are faults unless `hasComments`
 * is set.
 */
export function parseJson(
  text: string,
  maxValues = Infinity,
  isSkipped?: IsSkipped,
  hasComments = false,
): JsonReading {
  const reader = new JsonReader(text, maxValues, isSkipped, hasComments);
  const root = reader.value();
  reader.expectEnd();
  return { root, faults: reader.faults };
}

export const TOO_MANY_VALUES = 'This text holds too many values.';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const WHITESPACE = /[ \t\r\n]*/y;
/** Not JSON, but common in handwritten files. */
const COMMENT = /\/\/[^\r\n]*|\/\*[^]*?\*\//y;
/** A number, `true`, `false` or `null`, or anything else that is there instead. */
const SCALAR = /[^ \t\r\n,:"[\]{}]*/y;

class JsonReader {
  readonly faults: SyntaxFault[] = [];
  private readonly text: string;
  private pos: number;
  private depth = 0;
  /** The number of values that may still be read. */
  private valuesLeft: number;
  private readonly isSkipped: IsSkipped | undefined;
  private readonly hasComments: boolean;
  /** The names of the members from the root to the current value. */
  private readonly path: string[] = [];

  constructor(text: string, maxValues: number, isSkipped: IsSkipped | undefined, hasComments: boolean) {
    this.text = text;
    this.valuesLeft = maxValues;
    this.isSkipped = isSkipped;
    this.hasComments = hasComments;
    this.pos = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  private get hasFailed(): boolean {
    return this.faults.length > 0;
  }

  private fail(detail: string, end = this.pos + 1): void {
    if (this.hasFailed) return;
    const range = rangeOf(this.pos, Math.min(end, this.text.length));
    this.faults.push({ summary: 'Invalid JSON', detail, range });
  }

  private skipWhitespace(): void {
    do {
      WHITESPACE.lastIndex = this.pos;
      this.pos += WHITESPACE.exec(this.text)?.[0].length ?? 0;
    } while (this.hasComments && this.skipComment());
  }

  private skipComment(): boolean {
    COMMENT.lastIndex = this.pos;
    const comment = this.text[this.pos] === '/' ? COMMENT.exec(this.text)?.[0] : undefined;
    if (comment === undefined) return false;
    this.pos += comment.length;
    return true;
  }

  expectEnd(): void {
    this.skipWhitespace();
    if (this.pos < this.text.length) this.fail('Extra characters follow the JSON value.');
  }

  value(): JsonNode {
    this.skipWhitespace();
    const start = this.pos;
    if (this.depth >= MAX_NESTING) {
      if (!this.hasFailed) this.faults.push(tooDeep(start, start + 1));
      return { kind: 'invalid', range: rangeOf(start, start) };
    }
    if (this.valuesLeft-- <= 0) {
      this.fail(TOO_MANY_VALUES);
      return { kind: 'invalid', range: rangeOf(start, start) };
    }
    this.depth++;
    const node = this.valueAt(start);
    this.depth--;
    return node;
  }

  private valueAt(start: number): JsonNode {
    const { text } = this;
    const c = text[start];
    if (c === '{') return this.object(start);
    if (c === '[') return this.array(start);
    if (c === '"') {
      const value = this.string();
      const range = rangeOf(start, this.pos);
      return value === undefined ? { kind: 'invalid', range } : { kind: 'string', value, range };
    }
    LITERAL.lastIndex = start;
    const literal = LITERAL.exec(text)?.[0];
    if (literal !== undefined) {
      this.pos += literal.length;
      const range = rangeOf(start, this.pos);
      return literal === 'null'
        ? { kind: 'null', range }
        : { kind: 'boolean', value: literal === 'true', range };
    }
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined) {
      this.pos += number.length;
      return { kind: 'number', value: Number(number), range: rangeOf(start, this.pos) };
    }
    this.fail(
      c === undefined ? 'A JSON value is missing at the end of the file.' : 'A JSON value is required here.',
    );
    return { kind: 'invalid', range: rangeOf(start, start) };
  }

  private array(start: number): JsonNode {
    const elements: JsonNode[] = [];
    this.list(']', () => elements.push(this.value()));
    return { kind: 'array', elements, range: rangeOf(start, this.pos) };
  }

  private object(start: number): JsonNode {
    const members: JsonMember[] = [];
    this.list('}', () => {
      const nameStart = this.pos;
      if (this.text[nameStart] !== '"') {
        this.fail('A property name in quotes is required here.');
        return;
      }
      const name = this.string();
      const nameRange = rangeOf(nameStart, this.pos);
      this.skipWhitespace();
      if (name === undefined) return;
      if (this.text[this.pos] !== ':') {
        this.fail('A colon is required between the name of a property and its value.');
        return;
      }
      this.pos++;
      if (this.isSkipped === undefined) {
        members.push({ name, nameRange, value: this.value() });
        return;
      }
      this.path.push(name.text);
      if (this.isSkipped(this.path, members)) this.skipValue();
      else members.push({ name, nameRange, value: this.value() });
      this.path.pop();
    });
    return { kind: 'object', members, range: rangeOf(start, this.pos) };
  }

  /** Skips a value without building nodes. It only distinguishes strings and brackets. */
  private skipValue(): void {
    const { text } = this;
    this.skipWhitespace();
    const start = this.pos;
    const first = text.charCodeAt(start);
    if (first === QUOTE) this.pos = endOfString(text, start);
    else if (isOpener(first)) this.pos = endOfBrackets(text, start);
    else {
      SCALAR.lastIndex = start;
      this.pos += SCALAR.exec(text)?.[0].length ?? 0;
    }
    if (this.pos === start) this.fail('A JSON value is required here.');
  }

  /** Elements separated by commas, from the opening bracket to after the closing one, or up to a fault. */
  private list(closer: string, element: () => void): void {
    this.pos++;
    this.skipWhitespace();
    if (this.text[this.pos] === closer) {
      this.pos++;
      return;
    }
    for (;;) {
      this.skipWhitespace();
      element();
      if (this.hasFailed) return;
      this.skipWhitespace();
      const c = this.text[this.pos];
      if (c === closer) {
        this.pos++;
        return;
      }
      if (c !== ',') {
        this.fail(
          c === undefined
            ? `"${closer}" is missing at the end of the file.`
            : `A comma or "${closer}" is required here.`,
        );
        return;
      }
      this.pos++;
    }
  }

  /** The string at `pos`. `undefined`, with a fault, if it is not closed or has an invalid escape. */
  private string(): JsonString | undefined {
    const { text } = this;
    const start = this.pos + 1;
    let escapes = 0;
    let pos = start;
    for (;;) {
      const code = text.charCodeAt(pos);
      if (Number.isNaN(code) || code < 0x20) {
        this.fail('This string is not closed.', pos);
        this.pos = Math.min(pos, text.length);
        return undefined;
      }
      if (code === 0x22) break;
      if (code !== 0x5c) {
        pos++;
        continue;
      }
      const end = escapeAt(text, pos)?.end;
      if (end === undefined) {
        this.pos = pos;
        this.fail('This escape is not one of JSON.', pos + 2);
        return undefined;
      }
      escapes++;
      pos = end;
    }
    this.pos = pos + 1;
    return new JsonString(text, start, pos, escapes);
  }
}

const QUOTE = 0x22;

/** `[` or `{`. */
function isOpener(code: number): boolean {
  return (code | 0x20) === 0x7b;
}

/** The offset after the string at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let pos = start + 1; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === QUOTE) return pos + 1;
    if (code === 0x5c) pos++;
  }
  return text.length;
}

/** The offset after the array or object at `start`, or the end of the text. */
function endOfBrackets(text: string, start: number): number {
  let open = 0;
  let pos = start;
  while (pos < text.length) {
    const code = text.charCodeAt(pos);
    if (code === QUOTE) {
      pos = endOfString(text, pos);
      continue;
    }
    pos++;
    if (isOpener(code)) open++;
    // `]` and `}` only.
    else if ((code | 0x20) === 0x7d && --open === 0) break;
  }
  return pos;
}

function escapeAt(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const selector = text[at + 1] ?? '';
  const hex = selector === 'u' ? text.slice(at + 2, at + 6) : '';
  if (/^[0-9A-Fa-f]{4}$/.test(hex)) return { text: String.fromCharCode(parseInt(hex, 16)), end: at + 6 };
  const decoded = ESCAPES[selector];
  return decoded === undefined ? undefined : { text: decoded, end: at + 2 };
}

/** A string between its quotes. It is decoded lazily because a text may have hundreds of thousands of escapes. */
export class JsonString implements DecodedText {
  /** The number of escaped characters. There are at least as many segments. */
  readonly escapes: number;
  private readonly source: string;
  private readonly start: number;
  private readonly end: number;
  private knownText: string | undefined;
  private knownSegments: DecodedText['segments'] | undefined;

  constructor(source: string, start: number, end: number, escapes: number) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.escapes = escapes;
  }

  get text(): string {
    const { source, start, end, escapes } = this;
    this.knownText ??=
      escapes === 0 ? source.slice(start, end) : (JSON.parse(source.slice(start - 1, end + 1)) as string);
    return this.knownText;
  }

  get segments(): DecodedText['segments'] {
    this.knownSegments ??= this.partsOfText();
    return this.knownSegments;
  }

  private partsOfText(): DecodedText['segments'] {
    const { source, start, end } = this;
    const builder = new TextBuilder();
    // Only the string itself, because the rest of the source text may be long.
    const typed = source.slice(start, end);
    const backslashFrom = (offset: number): number => {
      const found = typed.indexOf('\\', offset - start);
      return found < 0 ? end : start + found;
    };
    let run = start;
    for (let at = backslashFrom(start); at < end; at = backslashFrom(run)) {
      const escape = escapeAt(source, at);
      if (escape === undefined) break;
      builder.verbatim(source, run, at);
      builder.add(escape.text, at, escape.end);
      run = escape.end;
    }
    builder.verbatim(source, run, end);
    return builder.take().segments;
  }
}
