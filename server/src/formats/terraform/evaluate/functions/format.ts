import { hole, TracedBuilder, untraced } from '../traced-text.ts';
import type { TracedText } from '../traced-text.ts';
import { isWhollyKnown, textWeight, toNumber, toText, weightOf } from '../value.ts';
import type { Value } from '../value.ts';
import { WEIGHT_PER_STEP } from './function-table.ts';
import type { CallContext } from './function-table.ts';
import { jsonOf } from './json-text.ts';

const VERB = /%(?:\[(\d+)\])?([-+ #0]*)((?:[1-9]\d*)?)(?:\.(\d+))?([a-zA-Z%])/y;
/** Characters to which `format` fills a value up. */
const MAX_WIDTH = 10_000;

/** `format(form, values…)`; `undefined` where Terraform would refuse it, or where it takes too much work. */
export function formatText(
  form: TracedText,
  values: readonly Value[],
  context: CallContext,
): TracedText | undefined {
  const { text } = form;
  if (!context.spend(Math.ceil(textWeight(form) / WEIGHT_PER_STEP))) return undefined;
  const builder = new TracedBuilder();
  let next = 0;
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
      builder.add(form.slice(plain - 1, plain));
      continue;
    }
    if (index !== undefined) next = Number(index) - 1;
    const value = values[next++];
    // A value can be written more than once: `%[1]v%[1]v`.
    if (value === undefined || !context.spend(Math.ceil(weightOf(value) / WEIGHT_PER_STEP))) return undefined;
    const formatted = formatOne(value, verb, { flags, precision, context });
    if (formatted === undefined) return undefined;
    const missing = Math.min(Number(width), MAX_WIDTH) - formatted.length;
    const padding = untraced((flags.includes('0') ? '0' : ' ').repeat(Math.max(0, missing)));
    builder.add(flags.includes('-') ? formatted : padding);
    builder.add(flags.includes('-') ? padding : formatted);
  }
  if (plain < text.length) builder.add(form.slice(plain));
  return builder.take();
}

interface FormatOptions {
  readonly flags: string;
  readonly precision: string | undefined;
  readonly context: CallContext;
}

function formatOne(
  value: Value,
  verb: string,
  { flags, precision, context }: FormatOptions,
): TracedText | undefined {
  if (value.kind === 'unknown') return hole();
  switch (verb) {
    case 's': {
      const text = toText(value);
      return text === undefined || precision === undefined ? text : text.slice(0, Number(precision));
    }
    case 'v': {
      const text = toText(value);
      if (text !== undefined) return flags.includes('#') ? undefined : text;
      return jsonOf(value, context);
    }
    case 'q': {
      const text = toText(value);
      return text && jsonOf({ kind: 'text', text }, context);
    }
    case 'd': {
      const number = toNumber(value);
      if (number === undefined) return value.kind === 'text' && !isWhollyKnown(value) ? hole() : undefined;
      return untraced(`${flags.includes('+') && number >= 0 ? '+' : ''}${Math.trunc(number)}`);
    }
    case 'f': {
      const number = toNumber(value);
      return number === undefined
        ? undefined
        : untraced(number.toFixed(Math.min(100, Number(precision ?? 6))));
    }
    case 'x':
    case 'X': {
      const number = toNumber(value);
      if (number === undefined) return undefined;
      const hex = Math.trunc(number).toString(16);
      return untraced(verb === 'X' ? hex.toUpperCase() : hex);
    }
    case 't':
      return value.kind === 'boolean' ? untraced(String(value.value)) : undefined;
    default:
      return undefined;
  }
}
