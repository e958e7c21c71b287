import type { Value } from './value.ts';

/**
 * The values in the plan of a run that the source texts alone do not determine. Addresses omit the folder of the root module:
 * `module.a["x"].aws_route53_record.spf[0]`.
 */
export interface PlannedValues {
  /** The path of the plan. */
  readonly path: string;
  /**
   * The keys of the instances of a resource or a module call, by the address of its block; empty if there are no instances.
   * `undefined`: the plan does not say.
   */
  keysOf(block: string): readonly PlannedKey[] | undefined;
  /** The value of a variable of the root module; `undefined`: not in the plan, or sensitive. */
  variable(name: string): Value | undefined;
  /** The value of an attribute, with its unknown parts filled in from the plan as long as there is work left. */
  filled(resource: string, attribute: string, value: Value, spend: (steps: number) => boolean): Value;
  /** The name of a zone if the configuration does not set it; `undefined`: not in the plan. */
  nameOf(resource: string, attribute: string): Value | undefined;
  /** The blocks with that name, as objects in a list; `undefined`: not in the plan. */
  blocks(resource: string, name: string): Value | undefined;
  /** Whether the plan has resources of the module that is called. */
  hasModule(call: string): boolean;
}

/** `undefined` for a block that makes at most one instance. */
export type PlannedKey = string | number | undefined;
