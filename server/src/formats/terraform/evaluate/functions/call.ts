import type { Scope } from '../scope.ts';
import type { Value } from '../value.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { encodingFunctions } from './encodings.ts';
import type { FunctionTable } from './function-table.ts';
import { numberFunctions } from './numbers.ts';
import { providerFunctions } from './provider-functions.ts';
import { regexFunctions } from './regex.ts';
import { stringFunctions } from './strings.ts';

const TABLE: FunctionTable = {
  ...stringFunctions,
  ...regexFunctions,
  ...collectionFunctions,
  ...conversionFunctions,
  ...encodingFunctions,
  ...numberFunctions,
  ...providerFunctions,
};

/** What a function gives; `undefined` where that is not known: an unknown function, or one of the clock or of chance. */
export function callFunction(name: string, values: readonly Value[], scope: Scope): Value | undefined {
  const bare = name.startsWith('core::') ? name.slice('core::'.length) : name;
  return Object.hasOwn(TABLE, bare) ? TABLE[bare]?.(values, scope) : undefined;
}
