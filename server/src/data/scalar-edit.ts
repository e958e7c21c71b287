import { applyEdits, type Edit } from '../text/edit.ts';
import { shift } from '../text/range.ts';
import type { DataScalar } from './node.ts';
import { readYamlData } from './yaml.ts';

/**
 * The edits to the source text of a YAML scalar, with escapes for its kind of quotes. Ranges are offsets in the document.
 * `undefined` if the result would not be text, or would not have the value `say`.
 */
export function editScalar(
  source: string,
  scalar: DataScalar,
  edits: readonly Edit[],
  says: (text: DataScalar['text']) => boolean,
): readonly Edit[] | undefined {
  const { range, style, isInFlow } = scalar;
  const typed = edits.map((edit) => ({ range: edit.range, text: encodeIn(style, edit.text) }));
  const raw = source.slice(range.start, range.end);
  const inRaw = typed.map((edit) => ({ ...edit, range: shift(edit.range, -range.start) }));
  const text = textOf(applyEdits(raw, inRaw), isInFlow);
  return text !== undefined && says(text) ? typed : undefined;
}

function encodeIn(style: DataScalar['style'], text: string): string {
  switch (style) {
    case 'single-quoted':
      return text.replaceAll("'", "''");
    case 'double-quoted':
      return JSON.stringify(text).slice(1, -1);
    case 'plain':
    case 'block':
      return text;
  }
}

/**
 * A text as a scalar on one line: in double quotes if the other one is, otherwise plain if that has the same value, otherwise in
 * single quotes.
 */
export function typeScalar(
  text: string,
  { style, isInFlow }: Pick<DataScalar, 'style' | 'isInFlow'>,
): string {
  const single = `'${text.replaceAll("'", "''")}'`;
  const double = JSON.stringify(text);
  const preferred =
    style === 'double-quoted' ? [double] : style === 'single-quoted' ? [single] : [text, single];
  return preferred.find((typed) => textOf(typed, isInFlow)?.text === text) ?? double;
}

/** The value of a scalar for the reader of the file; `undefined` if it is not text. */
function textOf(typed: string, isInFlow: boolean): DataScalar['text'] | undefined {
  return readTextScalar(typed, isInFlow, 0)?.text;
}

/** A scalar read on its own. Its ranges begin at `start`. `undefined` if it is not text, or is more than one scalar. */
export function readTextScalar(typed: string, isInFlow: boolean, start: number): DataScalar | undefined {
  const before = isInFlow ? '[' : '- ';
  const { root, problems } = readYamlData(`${before}${typed}${isInFlow ? ']' : '\n'}`);
  const only = root?.kind === 'list' && root.items.length === 1 ? root.items[0] : undefined;
  if (problems.length > 0 || only?.kind !== 'scalar' || only.type !== 'text') return undefined;
  const by = start - before.length;
  const { text, segments } = only.text;
  return {
    ...only,
    range: shift(only.range, by),
    text: { text, segments: segments.map((one) => ({ ...one, source: shift(one.source, by) })) },
  };
}
