import type { Value } from './value.ts';

/**
 * What a plan contains about a run: the values that the texts alone do not show. Addresses are without the folder of
 * the root module: `module.a["x"].aws_route53_record.spf[0]`.
 */
export interface PlannedValues {
  /** The plan's path. */
  readonly path: string;
  /**
   * The keys of the instances of a resource or of a call of a module, by the address of its block; none where it makes none.
   * `undefined`: the plan does not say.
   */
  keysOf(block: string): readonly PlannedKey[] | undefined;
  /** The value of a variable of the root module; `undefined` if it is missing, or sensitive. */
  variable(name: string): Value | undefined;
  /** The value of an attribute, what is unknown in it filled in as far as the plan tells and there is work left. */
  filled(resource: string, attribute: string, value: Value, spend: (steps: number) => boolean): Value;
  /** The name of a zone if the configuration does not give it; `undefined` if it is missing. */
  nameOf(resource: string, attribute: string): Value | undefined;
  /** The blocks of that name, as objects of a list; `undefined` if they are missing. */
  blocks(resource: string, name: string): Value | undefined;
  /** Whether it has resources of the module that a call leads to. */
  hasModule(call: string): boolean;
}

/** `undefined` for a block that makes one instance at most. */
export type PlannedKey = string | number | undefined;
