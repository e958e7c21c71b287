import type { Expression, Template, TemplatePart } from '../syntax/expression.ts';
import type { Range } from '../../../text/range.ts';
import { bind, placeOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { hole, joinTraced, TracedBuilder, TracedText } from './traced-text.ts';
import type { Literal } from './traced-text.ts';
import { elementsOf, textValue, toBoolean, toText, weightOf } from './value.ts';
import type { Value } from './value.ts';

type Evaluate = (expression: Expression, scope: Scope) => Value;

/** A string, a heredoc or a file of text. Parts that are not known are holes in it. */
export function evaluateTemplate(template: Template, scope: Scope, evaluate: Evaluate): Value {
  const [only] = template.parts;
  if (template.isWrapper && only?.kind === 'interpolation') return evaluate(only.expression, scope);
  const { offset, anchor } = scope.site;
  const { range } = template;
  const literal: Literal = {
    anchor,
    form: formOf(template, scope),
    range: { start: range.start + offset, end: range.end + offset },
  };
  const reading: Reading = { literal, offset, evaluate };
  return textValue(joined(template.parts, scope, reading, range));
}

/** In JSON all strings are JSON's; in a file that is a template only what stands in an expression is not the file's. */
function formOf({ form }: Template, { site }: Scope): Literal['form'] {
  if (form === 'bare') return site.form ?? 'data';
  return site.form === undefined || site.form === 'template' ? form : site.form;
}

/** Parts end to end; a hole where that is too much. */
function joined(parts: readonly TemplatePart[], scope: Scope, reading: Reading, within: Range): TracedText {
  const text = joinTraced(parts.map((part) => textOf(part, scope, reading)));
  const cost = parts.length > 1 ? weightOf(textValue(text)) : 1;
  return scope.module.work.spend(cost, () => placeOf(scope.site, within)) ? text : hole();
}

interface Reading {
  readonly literal: Literal;
  readonly offset: number;
  readonly evaluate: Evaluate;
}

function textOf(part: TemplatePart, scope: Scope, reading: Reading): TracedText {
  const { literal, offset, evaluate } = reading;
  switch (part.kind) {
    case 'text':
      return new TracedText(
        part.text,
        part.segments.map(({ at, length, source }) => ({
          at,
          length,
          source: { start: source.start + offset, end: source.end + offset },
          literal,
        })),
      );
    case 'interpolation': {
      const text = toText(evaluate(part.expression, scope));
      if (text !== undefined && (text.isKnown || text.length > 1)) return text;
      return hole({
        source: { start: part.range.start + offset, end: part.range.end + offset },
        literal,
      });
    }
    case 'if': {
      const condition = toBoolean(evaluate(part.condition, scope));
      if (condition === undefined) return hole();
      return joined(condition ? part.then : part.otherwise, scope, reading, part.range);
    }
    case 'for': {
      const collection = elementsOf(evaluate(part.collection, scope));
      if (collection === undefined) return hole();
      const builder = new TracedBuilder();
      for (const { key, value } of collection) {
        if (builder.isFull) break;
        const inner = bind(scope, [
          ...(part.keyName === undefined ? [] : [[part.keyName, key] as const]),
          [part.valueName, value],
        ]);
        builder.add(joined(part.body, inner, reading, part.range));
      }
      return builder.take();
    }
  }
}
