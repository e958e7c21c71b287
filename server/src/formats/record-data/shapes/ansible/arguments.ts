import type { DataEntry, DataMap, DataScalar } from '../../../../data/node.ts';
import { sliceDecoded } from '../../../../text/decoded-text.ts';
import { rangeOf, type Range } from '../../../../text/range.ts';

/** An argument in a text, `k=v`. Offsets in the text. */
interface TypedArgument {
  readonly key: Range;
  /** Without the quotes. */
  readonly value: Range;
  readonly quote: string;
}

/**
 * The arguments in a text such as `zone=example.com type=TXT value="v=spf1 -all"`, from an offset on; `undefined` if it contains
 * anything else, or an escape, because those are not read.
 */
export function typedArgumentsOf(scalar: DataScalar, from: number): DataMap | undefined {
  const { text } = scalar.text;
  const typed = scalar.tag === undefined && scalar.type === 'text' ? typedArguments(text, from) : undefined;
  if (typed === undefined) return undefined;
  const part = ({ start, end }: Range): DataScalar => {
    const own = sliceDecoded(scalar.text, start, end);
    const first = own.segments[0]?.source;
    const last = own.segments.at(-1)?.source;
    const range =
      first && last ? rangeOf(first.start, last.end) : rangeOf(scalar.range.end, scalar.range.end);
    return { ...scalar, text: own, range, style: 'plain', isInFlow: false };
  };
  const entries = typed.map(({ key, value }): DataEntry => {
    const name = part(key);
    const said = part(value);
    return { key: name, value: said, range: rangeOf(name.range.start, said.range.end), isMerged: false };
  });
  return { kind: 'map', tag: undefined, range: scalar.range, isFlow: false, entries };
}

/** Whether the arguments of a text are still the same after an edit within one of their values. */
export function keepsArguments(before: string, after: string, from: number): boolean {
  const old = typedArguments(before, from);
  const own = typedArguments(after, from);
  if (old === undefined || own?.length !== old.length || before.slice(0, from) !== after.slice(0, from))
    return false;
  const changed = old.filter(({ key, value, quote }, index) => {
    const other = own[index];
    if (
      other === undefined ||
      before.slice(key.start, key.end) !== after.slice(other.key.start, other.key.end)
    )
      return true;
    return (
      quote !== other.quote ||
      before.slice(value.start, value.end) !== after.slice(other.value.start, other.value.end)
    );
  });
  const [only] = changed;
  if (only === undefined || changed.length > 1) return false;
  const index = old.indexOf(only);
  const { value, quote } = own[index] ?? only;
  // The text around the value is unchanged.
  return (
    quote === only.quote &&
    before.slice(0, only.value.start) === after.slice(0, value.start) &&
    before.slice(only.value.end) === after.slice(value.end)
  );
}

/** As Ansible's `parse_kv` reads them, which joins text in quotes or braces and decodes escapes. */
const ARGUMENT =
  /[ \n]*([A-Za-z_]\w*)=(?:"((?:(?!\{[{%#])[^"\\\n])*)"|'((?:(?!\{[{%#])[^'\\\n])*)'|((?:\{\{(?:(?!\}\})[^"'\\\n])*\}\}|(?!\{[{%#])[^ \n"'\\])*))(?=[ \n]|$)/y;

function typedArguments(text: string, from: number): readonly TypedArgument[] | undefined {
  const found: TypedArgument[] = [];
  const { length } = text.trimEnd();
  let at = from;
  while (at < length) {
    ARGUMENT.lastIndex = at;
    const match = ARGUMENT.exec(text);
    if (match === null) return undefined;
    const [whole, name = '', double, single, bare = ''] = match;
    const end = at + whole.length;
    const quote = double !== undefined ? '"' : single !== undefined ? "'" : '';
    const value = double ?? single ?? bare;
    const valueEnd = end - quote.length;
    const valueStart = valueEnd - value.length;
    const keyEnd = valueStart - quote.length - 1;
    found.push({ key: rangeOf(keyEnd - name.length, keyEnd), value: rangeOf(valueStart, valueEnd), quote });
    at = end;
  }
  return found.length > 0 ? found : undefined;
}
