import { hole, TracedBuilder, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { toExactNumber } from '../exact-number.ts';
import { textWeight, toBoolean, toText, weightOf } from '../value.ts';
import type { NumberValue, Value } from '../value.ts';
import { formatNumber } from './format-number.ts';
import { graphemeOffset, graphemesIn, graphemeSteps } from './graphemes.ts';
import { WEIGHT_PER_STEP } from './function-table.ts';
import type { CallContext } from './function-table.ts';
import { jsonOf } from './json-text.ts';

const VERB = /%(?:\[(\d+)\])?([-+ #0]*)((?:[1-9]\d*)?)(?:\.(\d+))?([a-zA-Z%])/y;
/** Characters to which `format` pads a value. */
const MAX_WIDTH = 10_000;

/** `format(form, values…)`; `undefined` if Terraform would reject it, or if it takes too much work. */
export function formatText(
  form: TracedText,
  values: readonly Value[],
  context: CallContext,
): TracedText | undefined {
  const { text } = form;
  if (!context.spend(Math.ceil(textWeight(form) / WEIGHT_PER_STEP))) return undefined;
  const builder = new TracedBuilder();
  let next = 0;
  let used = 0;
  let plain = 0;
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', plain)) {
    if (builder.isFull) break;
    if (at > plain) builder.add(form.slice(plain, at));
    VERB.lastIndex = at;
    const match = VERB.exec(text);
    if (match === null || !context.spend(1)) return undefined;
    plain = VERB.lastIndex;
    const [, index, flags = '', width = '', precision, verb = ''] = match;
    if (verb === '%') {
      if (match[0] !== '%%') return undefined;
      builder.add(form.slice(plain - 1, plain));
      continue;
    }
    if (index !== undefined) next = Number(index) - 1;
    const value = values[next++];
    // A value can be used more than once: `%[1]v%[1]v`.
    if (value === undefined || !context.spend(Math.ceil(weightOf(value) / WEIGHT_PER_STEP))) return undefined;
    used = Math.max(used, next);
    const formatted = formatOne(value, verb, { flags, precision, context });
    if (formatted === undefined) return undefined;
    addPadded(builder, formatted, { flags, width: verb === 't' ? 0 : Math.min(Number(width), MAX_WIDTH) });
  }
  // Terraform rejects unused values.
  if (used < values.length && !builder.isFull) return undefined;
  if (plain < text.length) builder.add(form.slice(plain));
  return builder.take();
}

/** Zeros go between the sign of a number and its digits. */
function addPadded(
  builder: TracedBuilder,
  formatted: TracedText,
  { flags, width }: { readonly flags: string; readonly width: number },
): void {
  const missing = width - (width === 0 ? 0 : graphemesIn(formatted.text));
  const isLeft = flags.includes('-');
  const isZero = flags.includes('0') && !isLeft;
  const padding = untraced((isZero ? '0' : ' ').repeat(Math.max(0, missing)));
  const sign = isZero && missing > 0 && /^[-+ ]\d/.test(formatted.text) ? 1 : 0;
  if (sign > 0) builder.add(formatted.slice(0, sign));
  if (!isLeft) builder.add(padding);
  builder.add(formatted.slice(sign));
  if (isLeft) builder.add(padding);
}

interface FormatOptions {
  readonly flags: string;
  readonly precision: string | undefined;
  readonly context: CallContext;
}

function formatOne(value: Value, verb: string, options: FormatOptions): TracedText | undefined {
  if (value.kind === 'unknown') return hole();
  switch (verb) {
    case 's':
    case 'v':
    case 'q':
      return asWords(value, verb, options);
    case 't': {
      const known = toBoolean(value);
      return known === undefined ? holeFor(value) : untraced(String(known));
    }
    default: {
      const number = toExactNumber(value);
      return number === undefined ? holeFor(value) : formattedNumber(verb, number, options);
    }
  }
}

/** A partly unknown string may be any number. */
function holeFor(value: Value): TracedText | undefined {
  return value.kind === 'text' && !value.text.isKnown ? hole() : undefined;
}

function formattedNumber(
  verb: string,
  number: NumberValue,
  { flags, precision }: FormatOptions,
): TracedText | undefined {
  const digits = precision === undefined ? undefined : Number(precision);
  const text = formatNumber(verb, number, { flags, precision: digits });
  if (text === undefined) return undefined;
  return text === number.text.text ? number.text : untraced(text);
}

function asWords(value: Value, verb: string, options: FormatOptions): TracedText | undefined {
  const { flags, precision, context } = options;
  const text = toText(value);
  if (verb === 'q') return text && jsonOf({ kind: 'text', text }, context);
  if (verb === 'v') {
    if (text === undefined || flags.includes('#')) return jsonOf(value, context);
    if (value.kind === 'number') return formattedNumber('g', value, { ...options, flags: '' });
  }
  const count = Number(precision ?? 0);
  if (text === undefined || count === 0) return text;
  return context.spend(graphemeSteps(text.text))
    ? text.slice(0, graphemeOffset(text.text, count))
    : undefined;
}
