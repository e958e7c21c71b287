import { constant } from './function-table.ts';
import type { FunctionRow, FunctionTable } from './function-table.ts';

/** An assumption about an argument does not change its value. */
const FIRST: FunctionRow = constant(([value]) => value);

const LENGTHS = ['list', 'set', 'map'].flatMap((kind) =>
  ['', 'min', 'max'].map((bound) => `assume${kind}length${bound}`),
);

/** OpenTofu functions that state more about a value than is known before apply. */
export const assumptionFunctions: FunctionTable = {
  // The second argument is the value that the first one will have.
  assumeequal: constant(([, expected]) => expected),
  assumenotnull: FIRST,
  assumestringprefix: FIRST,
  ...Object.fromEntries(LENGTHS.map((name) => [name, FIRST])),
};
