import { evaluate } from './evaluate/evaluate.ts';
import type { ModuleInstance } from './evaluate/module-instance.ts';
import { expressionOf } from './evaluate/module-source.ts';
import { knownText } from './evaluate/value.ts';
import { RECORD_MODULES } from './providers/modules.ts';
import { readRecords } from './providers/read-records.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { Surrounding } from './providers/resource.ts';
import { resourceSource } from './resource-source.ts';

/** The records that a call gives to a module which is not at hand, where it is known what that makes of its inputs. */
export function recordsOfCall(
  module: ModuleInstance,
  name: string,
  isConditional: boolean,
  around: Surrounding,
): readonly TerraformRecord[] {
  const declared = module.source.calls.get(name);
  const from = declared?.what.body.attribute('source');
  if (declared === undefined || from === undefined) return [];
  const { site } = declared;
  const source = knownText(evaluate(expressionOf(from.expression, site), module.scopeAt(site)));
  // `registry.example.com/a/b/c` is the same module from another registry, `?ref=` a version of it.
  const known = source?.replace(/^[\w-]+(?:\.[\w-]+)+\//, '').replace(/\?.*$/, '');
  const provider = known === undefined ? undefined : RECORD_MODULES.get(known);
  if (provider === undefined) return [];
  return module.instances(`module.${name}`, declared).flatMap((instance) => {
    const source = resourceSource({ type: 'module', module, declared, name, instance, isConditional });
    return readRecords({ ...source, provider }, around);
  });
}
