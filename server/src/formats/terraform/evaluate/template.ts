import type { Expression, Template, TemplatePart } from '../syntax/expression.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { chargedElements } from './elements.ts';
import { bind, workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import {
  CHARACTERS_KEPT_PER_STEP,
  hole,
  TOO_LONG_MESSAGE,
  TracedBuilder,
  TracedText,
} from './traced-text.ts';
import type { Literal } from './traced-text.ts';
import { textValue, textWeight, toBoolean, toText } from './value.ts';
import type { Value } from './value.ts';
import type { Evaluation } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/** A string, a heredoc or a text file. Unknown parts stay unknown in the result. */
export function* evaluateTemplate(template: Template, scope: Scope, evaluate: Evaluate): Evaluation<Value> {
  const [only] = template.parts;
  if (template.isWrapper && only?.kind === 'interpolation') return yield* evaluate(only.expression, scope);
  const { offset, anchor } = scope.site;
  const { range } = template;
  const literal: Literal = {
    anchor,
    form: formOf(template, scope),
    range: rangeOf(range.start + offset, range.end + offset),
  };
  const reading: Reading = { literal, offset, evaluate };
  return textValue(yield* joined(template.parts, scope, reading, range));
}

/**
 * In JSON, all strings have the form of JSON; in a template file, only text within an expression is not in the form of the file.
 */
function formOf({ form }: Template, { site }: Scope): Literal['form'] {
  if (form === 'bare') return site.form ?? 'data';
  return site.form === undefined || site.form === 'template' ? form : site.form;
}

/** The concatenated parts; an unknown value if that is too much. */
function* joined(
  parts: readonly TemplatePart[],
  scope: Scope,
  reading: Reading,
  within: Range,
): Evaluation<TracedText> {
  const builder = new TracedBuilder();
  for (const part of parts) builder.add(yield* textOf(part, scope, reading));
  const text = builder.take();
  if (builder.hasLost)
    scope.module.work.report(
      workPlaceOf(scope.site, within),
      `${TOO_LONG_MESSAGE}, so its value is unknown.`,
    );
  const cost =
    Math.ceil(textWeight(text) / WEIGHT_PER_STEP) + Math.floor(text.length / CHARACTERS_KEPT_PER_STEP);
  return scope.module.work.spend(cost, () => workPlaceOf(scope.site, within)) ? text : hole();
}

/** Units of weight that are concatenated in one step. */
const WEIGHT_PER_STEP = 16;

interface Reading {
  readonly literal: Literal;
  readonly offset: number;
  readonly evaluate: Evaluate;
}

type TypedPart = Extract<TemplatePart, { readonly kind: 'text' }>;

function typedText({ text, segments }: TypedPart, { literal, offset }: Reading): TracedText {
  return new TracedText(
    text,
    segments.map(({ at, length, source }) => ({
      at,
      length,
      source: rangeOf(source.start + offset, source.end + offset),
      literal,
    })),
  );
}

/** Texts with more segments are created once for all iterations of a loop: each segment takes more memory than its characters. */
const MAX_SEGMENTS_MADE_ANEW = 16;

const TYPED = new WeakMap<TypedPart, { readonly offset: number; readonly text: TracedText }>();

function typedOnce(part: TypedPart, reading: Reading): TracedText {
  const known = TYPED.get(part);
  const at = known?.text.segments[0]?.literal;
  const { literal, offset } = reading;
  if (known?.offset === offset && at?.anchor === literal.anchor && at.form === literal.form)
    return known.text;
  const text = typedText(part, reading);
  TYPED.set(part, { offset, text });
  return text;
}

function* textOf(part: TemplatePart, scope: Scope, reading: Reading): Evaluation<TracedText> {
  const { literal, offset, evaluate } = reading;
  switch (part.kind) {
    case 'text':
      return part.segments.length > MAX_SEGMENTS_MADE_ANEW
        ? typedOnce(part, reading)
        : typedText(part, reading);
    case 'interpolation': {
      const text = toText(yield* evaluate(part.expression, scope));
      if (text !== undefined && (text.isKnown || text.length > 1)) return text;
      return hole({
        source: rangeOf(part.range.start + offset, part.range.end + offset),
        literal,
      });
    }
    case 'if': {
      const condition = toBoolean(yield* evaluate(part.condition, scope));
      if (condition === undefined) return hole();
      return yield* joined(condition ? part.then : part.otherwise, scope, reading, part.range);
    }
    case 'for': {
      const { work } = scope.module;
      const value = yield* evaluate(part.collection, scope);
      const collection = chargedElements(value, work, () => workPlaceOf(scope.site, part.range));
      if (collection === undefined) return hole();
      const builder = new TracedBuilder();
      for (const element of collection) {
        if (builder.isFull) break;
        const inner = bind(scope, [
          ...(part.keyName === undefined ? [] : [[part.keyName, element.key] as const]),
          [part.valueName, element.value],
        ]);
        builder.add(yield* joined(part.body, inner, reading, part.range));
      }
      return builder.take();
    }
  }
}
