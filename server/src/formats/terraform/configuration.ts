import { ModuleInstance } from './evaluate/module-instance.ts';
import type { ModuleWorld } from './evaluate/module-instance.ts';
import type { ModuleSource } from './evaluate/module-source.ts';
import { UnknownNames } from './providers/owner.ts';
import { readRecords } from './providers/read-records.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { RECORD_RESOURCES } from './providers/table.ts';
import { resourceSource } from './resource-source.ts';

/** Records that are made of what belongs together; more are not looked at. */
const MAX_RECORDS = 200_000;

/** The records of modules that nobody calls, and of those that they call. */
export function recordsOf(
  roots: readonly ModuleSource[],
  world: ModuleWorld,
  isDocument: (path: string) => boolean,
): readonly TerraformRecord[] {
  const records: TerraformRecord[] = [];
  const around = { unknowns: new UnknownNames(), isDocument };
  const visit = (module: ModuleInstance, isConditional: boolean): void => {
    for (const [key, declared] of module.source.resources) {
      const dot = key.indexOf('.');
      const provider = RECORD_RESOURCES.get(key.slice(0, dot));
      if (provider === undefined) continue;
      for (const instance of module.instances(key, declared)) {
        if (records.length >= MAX_RECORDS || !world.work.spend(10)) return;
        const name = key.slice(dot + 1);
        records.push(
          ...readRecords(
            resourceSource({ provider, module, declared, name, instance, isConditional }),
            around,
          ),
        );
      }
    }
    for (const name of module.source.calls.keys()) {
      for (const called of module.called(name) ?? []) {
        visit(called.module, isConditional || called.instance.isConditional);
      }
    }
  };
  for (const source of roots) {
    visit(new ModuleInstance({ source, world, address: `${source.folder}|` }), false);
  }
  return withoutTwins(records);
}

/**
 * Two zones of one name are seen by different people, or stand in different accounts: of a name's records only those of
 * one zone are together for certain.
 */
function withoutTwins(records: readonly TerraformRecord[]): readonly TerraformRecord[] {
  const first = new Map<string, string>();
  for (const { zone } of records) {
    if (zone.name !== undefined && !first.has(zone.name)) first.set(zone.name, zone.identity);
  }
  return records.map((one) => {
    const { zone, record } = one;
    if (zone.name === undefined || first.get(zone.name) === zone.identity) return one;
    return { ...one, record: { ...record, conditional: true } };
  });
}
