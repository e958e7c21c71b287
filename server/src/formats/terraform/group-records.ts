import type { Configuration } from './configuration.ts';
import type { TerraformRecord } from './providers/read-records.ts';

/** The records of several configurations, and which of them one block makes. One list as long as they are the same ones. */
export class GroupRecords {
  private readonly configurations: readonly Configuration[];
  private parts: readonly (readonly TerraformRecord[])[] = [];
  private list: readonly TerraformRecord[] = [];
  /** `undefined` until somebody asks. */
  private byBlock: ReadonlyMap<string, readonly TerraformRecord[]> | undefined;

  constructor(configurations: readonly Configuration[]) {
    this.configurations = configurations;
  }

  all(): readonly TerraformRecord[] {
    const parts = this.configurations.map((configuration) => configuration.made().records);
    if (parts.length !== this.parts.length || parts.some((part, i) => part !== this.parts[i])) {
      this.parts = parts;
      this.list = parts.flat();
      this.byBlock = undefined;
    }
    return this.list;
  }

  /** Those that the block of the record's resource makes, whoever calls its module; itself included. */
  madeTogether(found: TerraformRecord): readonly TerraformRecord[] {
    const all = this.all();
    this.byBlock ??= byBlockOf(all);
    return this.byBlock.get(keyOf(found)) ?? [];
  }
}

function byBlockOf(records: readonly TerraformRecord[]): ReadonlyMap<string, readonly TerraformRecord[]> {
  const byBlock = new Map<string, TerraformRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const list = byBlock.get(key);
    if (list === undefined) byBlock.set(key, [record]);
    else list.push(record);
  }
  return byBlock;
}

function keyOf({ source }: TerraformRecord): string {
  return `${source.range.start} ${source.path}`;
}
