import { valueOf } from './evaluate/attribute-value.ts';
import { argumentIn } from './evaluate/declared.ts';
import type { ModuleInstance } from './evaluate/module-instance.ts';
import { knownText } from './evaluate/value.ts';
import { RECORD_MODULES } from './providers/modules.ts';
import { readRecords } from './providers/read-records.ts';
import type { Surrounding, TerraformRecord } from './providers/read-records.ts';
import { resourceSource } from './resource-source.ts';

/** The records that a call gives to a module which is not at hand, where it is known what that makes of its inputs. */
export function recordsOfCall(
  module: ModuleInstance,
  name: string,
  isConditional: boolean,
  around: Surrounding,
): readonly TerraformRecord[] {
  const declared = module.source.calls.get(name);
  const from = declared && argumentIn(declared, 'source');
  if (declared === undefined || from === undefined) return [];
  const source = knownText(valueOf(from, module.scopeAt(declared.site)));
  // `registry.example.com/a/b/c` is the same module from another registry, `?ref=` a version of it.
  const known = source?.replace(/^[\w-]+(?:\.[\w-]+)+\//, '').replace(/\?.*$/, '');
  const provider = known === undefined ? undefined : RECORD_MODULES.get(known);
  if (provider === undefined) return [];
  return module
    .instances(`module.${name}`, declared)
    .flatMap((instance) =>
      readRecords(resourceSource({ provider, module, declared, name, instance, isConditional }), around),
    );
}
