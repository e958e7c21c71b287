import type { Expression, Template, TemplatePart } from '../syntax/expression.ts';
import { bind } from './scope.ts';
import type { Scope } from './scope.ts';
import { hole, joinTraced, TracedText } from './traced-text.ts';
import type { Literal } from './traced-text.ts';
import { elementsOf, textValue, toBoolean, toText } from './value.ts';
import type { Value } from './value.ts';

type Evaluate = (expression: Expression, scope: Scope) => Value;

/** A string, a heredoc or a file of text. Parts that are not known are holes in it. */
export function evaluateTemplate(template: Template, scope: Scope, evaluate: Evaluate): Value {
  const [only] = template.parts;
  if (template.isWrapper && only?.kind === 'interpolation') return evaluate(only.expression, scope);
  const { base, path } = scope.site;
  const { range } = template;
  const literal: Literal = {
    path,
    form: scope.site.form ?? (template.form === 'bare' ? 'data' : template.form),
    range: { start: range.start + base, end: range.end + base },
  };
  const reading: Reading = { literal, base, evaluate };
  return textValue(joinTraced(template.parts.map((part) => textOf(part, scope, reading))));
}

interface Reading {
  readonly literal: Literal;
  readonly base: number;
  readonly evaluate: Evaluate;
}

function textOf(part: TemplatePart, scope: Scope, reading: Reading): TracedText {
  const { literal, base, evaluate } = reading;
  switch (part.kind) {
    case 'text':
      return new TracedText(
        part.text,
        part.segments.map(({ at, length, source }) => ({
          at,
          length,
          source: { start: source.start + base, end: source.end + base },
          literal,
        })),
      );
    case 'interpolation': {
      const text = toText(evaluate(part.expression, scope));
      if (text !== undefined && (text.isKnown || text.length > 1)) return text;
      return hole({
        source: { start: part.range.start + base, end: part.range.end + base },
        literal,
      });
    }
    case 'if': {
      const condition = toBoolean(evaluate(part.condition, scope));
      if (condition === undefined) return hole();
      return joinTraced((condition ? part.then : part.otherwise).map((one) => textOf(one, scope, reading)));
    }
    case 'for': {
      const collection = elementsOf(evaluate(part.collection, scope));
      if (collection === undefined) return hole();
      return joinTraced(
        collection.map(({ key, value }) => {
          const inner = bind(scope, [
            ...(part.keyName === undefined ? [] : [[part.keyName, key] as const]),
            [part.valueName, value],
          ]);
          if (!scope.module.work.spend()) return hole();
          return joinTraced(part.body.map((one) => textOf(one, inner, reading)));
        }),
      );
    }
  }
}
