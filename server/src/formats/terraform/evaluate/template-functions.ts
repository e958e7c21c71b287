import { shorten } from '../../../text/shorten.ts';
import type { Expression, FunctionCall } from '../syntax/expression.ts';
import { wholeFile } from './functions/encodings.ts';
import { reportUnreadFile } from './functions/read-file.ts';
import { workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { evaluateTemplateText, MAX_TEMPLATE } from './template-text.ts';
import { knownText, toText } from './value.ts';
import type { Value } from './value.ts';
import type { Evaluation, WorkPlace } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/** `templatefile(name, variables)`: a file as a template. */
export function* evaluateTemplateFile(
  call: FunctionCall,
  [name, variables]: readonly Value[],
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const known = knownText(name);
  if (known === undefined) return undefined;
  const at = (): WorkPlace => workPlaceOf(scope.site, call.range);
  const file = scope.module.readFile(known);
  if (file === undefined)
    reportUnreadFile(known, {
      isTooLarge: (path) => scope.module.isTooLarge(path),
      isTried: scope.isTried === true,
      report: (message, reason) => {
        scope.module.work.report(at(), message, reason);
      },
    });
  if (file === undefined || variables?.kind !== 'map') return undefined;
  const text = wholeFile(file);
  const tooLong = `The template "${shorten(known)}" has more than ${MAX_TEMPLATE} characters, so it is not read.`;
  return yield* evaluateTemplateText({ text, variables, tooLong, at }, scope, evaluate);
}

/** `templatestring(text, variables)`: a referenced string as a template. */
export function* evaluateTemplateString(
  call: FunctionCall,
  [template, variables]: readonly Value[],
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const text = template && toText(template);
  if (text === undefined || template?.kind === 'unknown' || variables?.kind !== 'map') return undefined;
  const at = (): WorkPlace => workPlaceOf(scope.site, call.range);
  const tooLong = `mailtxt does not read a template of more than ${MAX_TEMPLATE} characters.`;
  return yield* evaluateTemplateText({ text, variables, tooLong, at }, scope, evaluate);
}
