import type { Scope } from '../scope.ts';
import type { Value } from '../value.ts';

/**
 * A function of Terraform's language. `undefined`: the result cannot be told, or Terraform would refuse the arguments.
 */
export type TerraformFunction = (values: readonly Value[], scope: Scope) => Value | undefined;

export type FunctionTable = Readonly<Record<string, TerraformFunction>>;
