import { HOLE } from '../../../text/mapped-text.ts';
import { TracedBuilder, untraced } from './traced-text.ts';
import type { TracedText } from './traced-text.ts';
import { isWhollyKnown, knownText, listValue, mapValueOf, textValue, weightOf } from './value.ts';
import type { ListValue, Value } from './value.ts';

/**
 * Weight of a value times the weight of its value in a plan, above which they are not compared: texts of 16,000 characters, or
 * lists of 300 texts.
 */
export const MAX_FILLED = 1 << 20;
/** The part of that which is compared in one step. */
const COMPARED_PER_STEP = 256;

/** {@link fillUnknown}, as long as there is work left. `spend`: returns false when there is none. */
export function fillWithin(value: Value, planned: Value, spend: (steps: number) => boolean): Value {
  if (planned.kind === 'unknown' || isWhollyKnown(value)) return value;
  const extent = value.kind === 'unknown' ? 1 : weightOf(value) * weightOf(planned);
  if (extent > MAX_FILLED || !spend(1 + Math.floor(extent / COMPARED_PER_STEP))) return value;
  return fillUnknown(value, planned);
}

/**
 * The value, with its unknown parts filled in from the plan. The source text wins: a plan may be older than the configuration,
 * and then says nothing about a value that begins or ends differently.
 */
function fillUnknown(value: Value, planned: Value): Value {
  if (planned.kind === 'unknown') return value;
  switch (value.kind) {
    case 'unknown':
      return planned;
    case 'text': {
      const text =
        value.text.isKnown || planned.kind !== 'text' ? undefined : filledText(value.text, planned.text);
      return text === undefined ? value : textValue(text);
    }
    case 'list':
      return planned.kind === 'list' && !isWhollyKnown(value) ? filledList(value, planned) : value;
    case 'map':
      if (planned.kind !== 'map' || isWhollyKnown(value)) return value;
      return mapValueOf(
        [...value.entries].map(([name, { key, value: inner }]) => {
          const known = planned.entries.get(name)?.value;
          return { key, value: known === undefined ? inner : fillUnknown(inner, known) };
        }),
      );
    default:
      return value;
  }
}

/** Each element takes the first element of the plan that matches: a set has another order there. */
function filledList({ elements }: ListValue, planned: ListValue): Value {
  const left = [...planned.elements];
  const take = (isWanted: (one: Value) => boolean): Value | undefined => {
    const at = left.findIndex(isWanted);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const filled = [...elements];
  const fill = (isTurn: (element: Value) => boolean): void => {
    for (const [i, element] of elements.entries()) {
      const found = isTurn(element) ? take((one) => canBe(element, one)) : undefined;
      if (found !== undefined) filled[i] = fillUnknown(element, found);
    }
  };
  // Known elements match themselves; then partly known ones have fewer candidates.
  fill(isWhollyKnown);
  fill((element) => element.kind !== 'unknown' && !isWhollyKnown(element));
  fill((element) => element.kind === 'unknown');
  return listValue(filled);
}

/** Whether the value could turn out to be the plan's value. */
function canBe(value: Value, planned: Value): boolean {
  if (planned.kind === 'unknown') return false;
  switch (value.kind) {
    case 'unknown':
      return true;
    case 'list':
      return planned.kind === 'list';
    case 'map':
      return (
        planned.kind === 'map' &&
        [...value.entries].every(([name, { value: inner }]) => {
          const known = planned.entries.get(name)?.value;
          return known === undefined || known.kind === 'unknown' || canBe(inner, known);
        })
      );
    case 'text':
      if (!value.text.isKnown)
        return planned.kind === 'text' && filledText(value.text, planned.text) !== undefined;
      return knownText(value) === knownText(planned);
    default:
      return knownText(value) === knownText(planned);
  }
}

/** The text with its unknown parts filled in; `undefined` if the plan's text has other characters around them. */
function filledText(text: TracedText, planned: TracedText): TracedText | undefined {
  if (!planned.isKnown) return undefined;
  const builder = new TracedBuilder();
  const pieces = piecesOf(text);
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    const isFirst = i === 0;
    const isLast = i === pieces.length - 1;
    const found = isFirst ? 0 : isLast ? planned.length - piece.length : planned.text.indexOf(piece.text, at);
    if (found < at || !planned.text.startsWith(piece.text, found)) return undefined;
    builder.add(untraced(planned.text.slice(at, found)));
    builder.add(piece);
    at = found + piece.length;
  }
  return builder.take();
}

/** The known pieces of the text, between its unknown parts. */
function piecesOf(text: TracedText): readonly TracedText[] {
  const pieces: TracedText[] = [];
  let start = 0;
  for (let hole = text.text.indexOf(HOLE); hole >= 0; hole = text.text.indexOf(HOLE, start)) {
    pieces.push(text.slice(start, hole));
    start = hole + HOLE.length;
  }
  pieces.push(text.slice(start));
  return pieces;
}
