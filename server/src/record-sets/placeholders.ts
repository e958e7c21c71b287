import type { DataNode } from '../data/node.ts';
import { joinDecoded, sliceDecoded, type DecodedText } from '../text/decoded-text.ts';
import { HOLE } from '../text/mapped-text.ts';
import { typedRangeOf } from '../text/octets.ts';
import { partOf } from './data-sets.ts';
import type { TypedPart } from './record-set.ts';

/**
 * Placeholders that tools replace before data is used: `{{ x }}` (Jinja, Go, Helm), `${x}` and `$(x)` (envsubst, Flux,
 * Kustomize), `<% x %>`. None of them may be in a name, an address or a policy.
 */
const PLACEHOLDER = /\{\{[^]{1,300}?\}\}|\$\{[^}]{1,300}\}|\$\([^)]{1,300}\)|<%[^]{1,300}?%>/g;

/** A scalar as a part of a record. Each placeholder in it is unresolved. */
export function templatePartOf(node: DataNode): TypedPart {
  const part = partOf(node);
  return { ...part, text: withoutPlaceholders(part.text) };
}

function withoutPlaceholders(decoded: DecodedText): DecodedText {
  const { text } = decoded;
  if (!/\{\{|\$[{(]|<%/.test(text)) return decoded;
  const parts: DecodedText[] = [];
  let from = 0;
  for (const { index, 0: placeholder } of text.matchAll(PLACEHOLDER)) {
    const end = index + placeholder.length;
    if (index > from) parts.push(sliceDecoded(decoded, from, index));
    parts.push(hole(sliceDecoded(decoded, index, end)));
    from = end;
  }
  if (from < text.length) parts.push(sliceDecoded(decoded, from, text.length));
  if (parts.some(hasLongPlaceholder)) return hole(decoded);
  return parts.length === 0 ? { text: '', segments: [] } : joinDecoded(parts);
}

function hole(typed: DecodedText): DecodedText {
  return { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: typedRangeOf(typed) }] };
}

/** The signs that start and end a placeholder. */
const SIGNS = [
  ['{{', '}}'],
  ['${', '}'],
  ['$(', ')'],
  ['<%', '%>'],
] as const;

/** Whether the remaining text may contain a longer placeholder. Then the whole text is unresolved. */
function hasLongPlaceholder({ text }: DecodedText): boolean {
  return SIGNS.some(([open, close]) => {
    const at = text.indexOf(open);
    return at >= 0 && text.indexOf(close, at) >= 0;
  });
}
