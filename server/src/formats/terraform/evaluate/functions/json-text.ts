import { hole, TracedBuilder, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import type { Value } from '../value.ts';
import type { CallContext } from './function-table.ts';

/** Characters that Go's `encoding/json` does not escape. */
const PLAIN = /[^"\\<>&\u0000-\u001f\u2028\u2029]+/y;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** JSON as `jsonencode` writes it, which also escapes `<`, `>` and `&`. `undefined`: it takes too much work. */
export function jsonOf(value: Value, context: CallContext): TracedText | undefined {
  const writer = new JsonWriter(context);
  writer.write(value);
  return writer.take();
}

/** Steps for an escaped character, in addition to those of its text. */
const STEPS_PER_ESCAPE = 0.5;
const ESCAPES_CHARGED_AT_ONCE = 64;

class JsonWriter {
  private readonly context: CallContext;
  private readonly builder = new TracedBuilder();
  private escapes = 0;
  private isStopped = false;

  constructor(context: CallContext) {
    this.context = context;
  }

  take(): TracedText | undefined {
    return this.isStopped ? undefined : this.builder.take();
  }

  write(value: Value): void {
    if (this.isStopped || this.builder.isFull) return;
    switch (value.kind) {
      case 'text':
        this.quoted(value.text);
        break;
      case 'number':
        this.builder.add(value.text);
        break;
      case 'boolean':
        this.sign(String(value.value));
        break;
      case 'null':
        this.sign('null');
        break;
      case 'list':
        this.sign('[');
        value.elements.forEach((element, i) => {
          if (i > 0) this.sign(',');
          this.write(element);
        });
        this.sign(']');
        break;
      case 'map':
        this.sign('{');
        [...value.entries.keys()].sort().forEach((name, i) => {
          const entry = value.entries.get(name);
          if (entry === undefined) return;
          if (i > 0) this.sign(',');
          this.quoted(entry.key);
          this.sign(':');
          this.write(entry.value);
        });
        this.sign('}');
        break;
      case 'resource':
      case 'unknown':
        this.builder.add(hole());
    }
  }

  private sign(text: string): void {
    this.builder.add(untraced(text));
  }

  private quoted(text: TracedText): void {
    this.sign('"');
    for (let at = 0; at < text.length && !this.isStopped && !this.builder.isFull;) {
      PLAIN.lastIndex = at;
      const plain = PLAIN.exec(text.text)?.[0].length ?? 0;
      if (plain > 0) this.builder.add(text.slice(at, at + plain));
      else this.escaped(text.slice(at, at + 1));
      at += Math.max(plain, 1);
    }
    this.sign('"');
  }

  private escaped(character: TracedText): void {
    const { text, segments } = character;
    const code = text.charCodeAt(0).toString(16).padStart(4, '0');
    const escape = SHORT[text] ?? `\\u${code}`;
    const [segment] = segments;
    this.sign(escape.slice(0, -1));
    const last = untraced(escape.slice(-1));
    // The source character is the last one of its escape.
    this.builder.add(segment === undefined ? last : last.from(segment));
    if (++this.escapes % ESCAPES_CHARGED_AT_ONCE > 0) return;
    this.isStopped = !this.context.spend(ESCAPES_CHARGED_AT_ONCE * STEPS_PER_ESCAPE);
  }
}
