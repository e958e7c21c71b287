import { constant } from './function-table.ts';
import type { FunctionRow, FunctionTable } from './function-table.ts';

/** What an argument is assumed to be changes nothing of what it is. */
const FIRST: FunctionRow = constant(([value]) => value);

const LENGTHS = ['list', 'set', 'map'].flatMap((kind) =>
  ['', 'min', 'max'].map((bound) => `assume${kind}length${bound}`),
);

/** Functions of OpenTofu that say more of a value than can be known before apply. */
export const assumptionFunctions: FunctionTable = {
  // The second argument is what the first one is going to be.
  assumeequal: constant(([, expected]) => expected),
  assumenotnull: FIRST,
  assumestringprefix: FIRST,
  ...Object.fromEntries(LENGTHS.map((name) => [name, FIRST])),
};
