import { joinTraced, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { textValue, toText } from '../value.ts';
import type { Value } from '../value.ts';
import { costing } from './function-table.ts';
import type { FunctionTable } from './function-table.ts';

/** RFC 1035 §3.3: octets that a character-string can have. */
const LONGEST_STRING = 255;

/** Functions of providers, as they document them. */
export const providerFunctions: FunctionTable = {
  // Quoted strings of at most 255 octets each.
  'provider::hcloud::txt_record': costing(escapesIn, ([value]) => {
    const text = value && toText(value);
    if (text === undefined) return undefined;
    const strings: TracedText[] = [];
    for (let at = 0; at < text.length || at === 0; at += LONGEST_STRING) {
      strings.push(quoted(text.slice(at, Math.min(text.length, at + LONGEST_STRING))));
    }
    return textValue(joinTraced(strings, untraced(' ')));
  }),
};

function escapesIn([value]: readonly Value[]): number {
  return (value?.kind === 'text' && value.text.text.match(/["\\]/g)?.length) || 0;
}

function quoted(text: TracedText): TracedText {
  const parts: TracedText[] = [untraced('"')];
  let from = 0;
  for (const { index } of text.text.matchAll(/["\\]/g)) {
    parts.push(text.slice(from, index), untraced('\\'));
    from = index;
  }
  parts.push(text.slice(from), untraced('"'));
  return joinTraced(parts);
}
