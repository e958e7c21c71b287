import type { DocumentProblem } from '../../records/document.ts';
import { rangeOf } from '../../text/range.ts';
import type { ModuleFile } from './evaluate/module-source.ts';
import { FAULT_MESSAGE, faultMessage } from './syntax/fault.ts';
import { readExpression } from './syntax/read-expression.ts';
import { isKnownFault } from './syntax/known-fault.ts';

const KNOWN = new WeakMap<ModuleFile, DocumentProblem | undefined>();

/**
 * The first syntax error of a file: the others may follow from it. An error in an expression of a module is reported only if
 * something depends on it; a file of values is read only for its expressions.
 */
export function syntaxProblem(file: ModuleFile): DocumentProblem | undefined {
  if (!KNOWN.has(file)) KNOWN.set(file, findProblem(file));
  return KNOWN.get(file);
}

/** Whether it is a syntax error in an expression. */
export function isSyntaxProblem({ message }: DocumentProblem): boolean {
  return message.includes(FAULT_MESSAGE);
}

function findProblem({ items, isVariables }: ModuleFile): DocumentProblem | undefined {
  let base = 0;
  for (const { faults, text, attributes } of items) {
    const found = isVariables
      ? [
          ...faults,
          ...attributes.flatMap(({ expression }) => readExpression(text, expression).faults),
        ].filter((one) => !isKnownFault(one, text))
      : faults;
    const [fault] = found;
    if (fault !== undefined) {
      const range = rangeOf(fault.range.start + base, fault.range.end + base);
      return { message: faultMessage(fault), range };
    }
    base += text.length;
  }
  return undefined;
}
