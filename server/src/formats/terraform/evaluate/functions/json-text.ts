import { hole, joinTraced, TracedBuilder, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import type { Value } from '../value.ts';

/** Characters that stand for themselves in what Go's `encoding/json` writes. */
const PLAIN = /[^"\\<>&\u0000-\u001f\u2028\u2029]+/y;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** As `jsonencode` writes it, which escapes `<`, `>` and `&` too. */
export function jsonOf(value: Value): TracedText {
  switch (value.kind) {
    case 'text':
      return quotedJson(value.text);
    case 'number':
      return value.text;
    case 'boolean':
      return untraced(String(value.value));
    case 'null':
      return untraced('null');
    case 'list':
      return joinTraced([
        untraced('['),
        joinTraced(value.elements.map(jsonOf), untraced(',')),
        untraced(']'),
      ]);
    case 'map': {
      const names = [...value.entries.keys()].sort();
      const members = names.flatMap((name) => {
        const entry = value.entries.get(name);
        return entry === undefined
          ? []
          : [joinTraced([quotedJson(entry.key), untraced(':'), jsonOf(entry.value)])];
      });
      return joinTraced([untraced('{'), joinTraced(members, untraced(',')), untraced('}')]);
    }
    case 'resource':
    case 'unknown':
      return hole();
  }
}

function quotedJson(text: TracedText): TracedText {
  const builder = new TracedBuilder();
  builder.add(untraced('"'));
  for (let at = 0; at < text.length;) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text.text)?.[0].length ?? 0;
    if (plain > 0) {
      builder.add(text.slice(at, at + plain));
      at += plain;
      continue;
    }
    const character = text.text.charAt(at);
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    const escaped = SHORT[character] ?? `\\u${code}`;
    const { segments } = text.slice(at, at + 1);
    const segment = segments[0];
    builder.add(untraced(escaped.slice(0, -1)));
    const last = untraced(escaped.slice(-1));
    // The character that was typed is the last one of its escape.
    builder.add(segment === undefined ? last : last.from(segment));
    at++;
  }
  builder.add(untraced('"'));
  return builder.take();
}
