import type { DomainName } from '../../dns/names.ts';
import type { ProjectFiles } from '../../records/document-family.ts';

/** The zone names in the user's settings for one group of modules, as they were when they were looked up. */
export class GivenZoneNames {
  private readonly files: ProjectFiles;
  private readonly given = new Map<
    string,
    { readonly path: string; readonly keys: readonly string[]; readonly name: DomainName | undefined }
  >();

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  of(path: string, keys: readonly string[]): DomainName | undefined {
    const id = [path, ...keys].join('\n');
    const known = this.given.get(id);
    if (known !== undefined) return known.name;
    const name = this.files.zoneNameFor?.(path, keys);
    this.given.set(id, { path, keys, name });
    return name;
  }

  /** Whether the settings now have another name for one of these zones. */
  isOutdated(): boolean {
    for (const { path, keys, name } of this.given.values())
      if (this.files.zoneNameFor?.(path, keys) !== name) return true;
    return false;
  }
}
