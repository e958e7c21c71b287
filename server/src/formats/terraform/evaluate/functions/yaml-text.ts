import { hole, TracedBuilder, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { isWhollyKnown, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { encodedFrom } from './decode.ts';
import type { CallContext, FunctionTable } from './function-table.ts';

/** Spaces of one indentation level. */
const INDENT = 2;
/** Columns after which a string in double quotes continues on the next line, at the next space. */
const WIDTH = 80;
/** Octets of a key on one line; Terraform's library writes longer keys in another form. */
const LONGEST_KEY = 128;
/** Characters that are written in one step. */
const CHARACTERS_PER_STEP = 16;

export const yamlFunctions: FunctionTable = {
  yamlencode: ([value, ...more], context) => {
    if (value === undefined || more.length > 0) return undefined;
    const text = yamlOf(value, context);
    if (text === undefined) return undefined;
    if (value.kind === 'list' || value.kind === 'map') encodedFrom(value, text, 'yamldecode');
    return textValue(text);
  },
};

/**
 * YAML as `yamlencode` writes it: in block style, strings in double quotes, those with line breaks as literal blocks. An unknown
 * value if a part is unknown, because its line breaks cannot be determined. `undefined`: it takes too much work.
 */
function yamlOf(value: Value, context: CallContext): TracedText | undefined {
  if (!isWhollyKnown(value)) return hole();
  const writer = new YamlWriter(context);
  writer.write(value);
  return writer.take();
}

/** Where a node is: at the root, after the dash of a sequence, or after the colon of a key. */
type Context = 'root' | 'item' | 'value';

/** Writes the block style of libyaml, from which Terraform's library was ported. */
class YamlWriter {
  private readonly context: CallContext;
  private readonly builder = new TracedBuilder();
  private column = 0;
  /** Whether it stopped: no work is left, or a string is written in another form. */
  private isStopped = false;
  /** Whether the end of the document must be marked, as after a literal block that ends with empty lines. */
  private isOpenEnded = false;

  constructor(context: CallContext) {
    this.context = context;
  }

  write(value: Value): void {
    this.node(value, 'root', 0);
    if (this.column > 0) this.sign('\n');
    if (this.isOpenEnded) this.sign('...\n');
  }

  take(): TracedText | undefined {
    return this.isStopped || this.builder.isFull ? undefined : this.builder.take();
  }

  /** `indent`: of the lines of the collection that contains the node. */
  private node(value: Value, at: Context, indent: number): void {
    if (this.isStopped || this.builder.isFull) return;
    switch (value.kind) {
      case 'text':
        if (at !== 'root') this.sign(' ');
        this.text(value.text, indent + INDENT);
        break;
      case 'number':
        // Terraform writes large and small numbers with all their digits.
        if (/^-?\d+(?:\.\d+)?$/.test(value.text.text)) this.plain(value.text, at);
        else this.isStopped = true;
        break;
      case 'boolean':
        this.plain(untraced(String(value.value)), at);
        break;
      case 'null':
        this.plain(untraced('null'), at);
        break;
      case 'list':
        this.sequence(value.elements, at, indent);
        break;
      case 'map':
        this.mapping(
          [...value.entries.keys()].sort().flatMap((name) => value.entries.get(name) ?? []),
          at,
          indent,
        );
        break;
      case 'resource':
      case 'unknown':
        this.isStopped = true;
    }
  }

  private plain(text: TracedText, at: Context): void {
    if (at !== 'root') this.sign(' ');
    this.add(text);
    // libyaml marks the end of a document that is a plain scalar.
    this.isOpenEnded = at === 'root';
  }

  /** A sequence in a mapping is not indented. */
  private sequence(elements: readonly Value[], at: Context, indent: number): void {
    if (elements.length === 0) {
      this.sign(at === 'root' ? '[]' : ' []');
      this.isOpenEnded = false;
      return;
    }
    const inner = at === 'item' ? indent + INDENT : indent;
    elements.forEach((element, i) => {
      this.startLine(at === 'item' && i === 0 ? ' ' : undefined, inner);
      this.sign('-');
      this.node(element, 'item', inner);
    });
  }

  private mapping(
    entries: readonly { readonly key: TracedText; readonly value: Value }[],
    at: Context,
    indent: number,
  ): void {
    if (entries.length === 0) {
      this.sign(at === 'root' ? '{}' : ' {}');
      this.isOpenEnded = false;
      return;
    }
    const inner = at === 'root' ? indent : indent + INDENT;
    entries.forEach(({ key, value }, i) => {
      this.startLine(at === 'item' && i === 0 ? ' ' : undefined, inner);
      this.key(key);
      this.sign(':');
      this.node(value, 'value', inner);
    });
  }

  /** `sameLine`: what comes between a dash and the first part of the node after it. */
  private startLine(sameLine: string | undefined, indent: number): void {
    this.isOpenEnded = false;
    if (sameLine !== undefined) {
      this.sign(sameLine);
      return;
    }
    if (this.column > 0) this.sign('\n');
    this.sign(' '.repeat(indent));
  }

  private key(key: TracedText): void {
    if (/[\n\r\u0085\u2028\u2029]/.test(key.text) || key.length > LONGEST_KEY || /[^\0-\x7f]/.test(key.text))
      this.isStopped = true;
    else this.quoted(key);
  }

  private text(text: TracedText, indent: number): void {
    if (/[\u0085\u2028\u2029\ud800-\udfff]/.test(text.text)) this.isStopped = true;
    else if (isLiteral(text.text)) this.literal(text, indent);
    else this.quoted(text, indent);
  }

  private literal(text: TracedText, indent: number): void {
    const isKept = text.text === '\n' || text.text.endsWith('\n\n');
    const hint = /^[ \n]/.test(text.text) ? String(INDENT) : '';
    this.sign(`|${hint}${isKept ? '+' : text.text.endsWith('\n') ? '' : '-'}\n`);
    for (let at = 0; at < text.length && !this.isStopped && !this.builder.isFull;) {
      const end = text.text.indexOf('\n', at);
      const line = text.slice(at, end < 0 ? text.length : end);
      if (line.length > 0) {
        this.sign(' '.repeat(indent));
        this.add(line);
      }
      if (end >= 0) this.sign('\n');
      at = end < 0 ? text.length : end + 1;
    }
    this.isOpenEnded = isKept;
  }

  /** `indent`: of the continuation lines; without it, the string stays on one line. */
  private quoted(text: TracedText, indent?: number): void {
    this.isOpenEnded = false;
    this.sign('"');
    let isAfterSpace = false;
    for (let at = 0; at < text.length && !this.isStopped && !this.builder.isFull;) {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(text.text)?.[0].length ?? 0;
      if (run > 0) {
        this.add(text.slice(at, at + run));
        at += run;
        isAfterSpace = false;
        continue;
      }
      const character = text.slice(at, at + 1);
      const isInner = at > 0 && at < text.length - 1;
      if (character.text !== ' ') {
        this.escaped(character);
        isAfterSpace = false;
      } else {
        if (indent !== undefined && !isAfterSpace && isInner && this.column > WIDTH) {
          this.sign(`\n${' '.repeat(indent)}${text.text.charAt(at + 1) === ' ' ? '\\' : ''}`);
        } else this.add(character);
        isAfterSpace = true;
      }
      at++;
    }
    this.sign('"');
  }

  private escaped({ text, segments }: TracedText): void {
    const code = text.charCodeAt(0);
    const digits = code.toString(16).toUpperCase();
    const named = ESCAPES[text];
    const escape = named ?? (code < 0x100 ? `x${digits.padStart(2, '0')}` : `u${digits.padStart(4, '0')}`);
    const last = untraced(escape.slice(-1));
    const [segment] = segments;
    this.sign(`\\${escape.slice(0, -1)}`);
    this.add(segment === undefined ? last : last.from(segment));
  }

  private sign(text: string): void {
    this.add(untraced(text));
  }

  private add(text: TracedText): void {
    if (!this.context.spend(Math.ceil(text.length / CHARACTERS_PER_STEP))) this.isStopped = true;
    const lineBreak = text.text.lastIndexOf('\n');
    this.column = lineBreak < 0 ? this.column + text.length : text.length - lineBreak - 1;
    this.builder.add(text);
  }
}

/** Whether libyaml writes a string with line breaks as a block: not if it or one of its lines ends with a space. */
function isLiteral(text: string): boolean {
  return text.includes('\n') && !/ (?:\n|$)/.test(text) && !UNPRINTABLE.test(text);
}

/** Characters that are not escaped in double quotes, except the space. */
const PLAIN = /[!#-[\]-~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]+/y;
const UNPRINTABLE = /[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

const ESCAPES: Readonly<Partial<Record<string, string>>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
};
