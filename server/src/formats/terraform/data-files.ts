import type { ProjectFiles } from '../../records/document-family.ts';
import type { PlainText } from '../../text/plain-text.ts';
import { TerraformFile } from './terraform-file.ts';
import type { TerraformFileKind } from './terraform-file.ts';
import type { SourceFile } from './evaluate/scope.ts';
import { isValuesPath } from './recognize.ts';

/**
 * Files that modules read with functions (YAML, JSON, CSV, templates), and files of values that are given to modules. Files that
 * the host provided win over the others.
 */
export class DataFiles {
  private readonly files: ProjectFiles;
  private readonly given = new Map<string, TerraformFile>();
  /** Files as they were last read; `undefined`: it does not exist, or mailtxt may not read it. */
  private readonly stored = new Map<string, TerraformFile | undefined>();

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  put(path: string, text: string): void {
    this.given.set(path, fileOf(path, text, 'data'));
  }

  /** Returns whether the host had provided it. */
  remove(path: string): boolean {
    this.stored.delete(path);
    return this.given.delete(path);
  }

  /** The stored text may have changed. */
  forget(path: string): void {
    this.stored.delete(path);
  }

  /** Drops what was read from other paths. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.stored.keys()) if (!paths.has(path)) this.stored.delete(path);
  }

  allGiven(): Iterable<readonly [string, TerraformFile]> {
    return this.given;
  }

  isGiven(path: string): boolean {
    return this.given.has(path);
  }

  /** The file if it is known, without reading it. */
  knownFile(path: string): TerraformFile | undefined {
    return this.given.get(path) ?? this.stored.get(path);
  }

  /** `kind`: what the file is read as. */
  document(path: string, kind: TerraformFileKind = 'data'): TerraformFile | undefined {
    const given = this.given.get(path);
    if (given !== undefined) return given;
    if (!this.stored.has(path)) {
      const text = this.files.read(path);
      this.stored.set(path, text === undefined ? undefined : fileOf(path, text, kind));
    }
    return this.stored.get(path);
  }
}

function fileOf(path: string, text: string, kind: TerraformFileKind): TerraformFile {
  if (isValuesPath(path)) return new TerraformFile(path, text, 'values');
  return new TerraformFile(path, text, path.endsWith('.hcl') ? 'configuration' : kind);
}

const SOURCES = new WeakMap<PlainText, SourceFile>();

/** What a function receives when it reads the document's file: one object for each text. */
export function sourceOf({ path, text }: TerraformFile): SourceFile {
  let source = SOURCES.get(text);
  if (source === undefined) SOURCES.set(text, (source = { path, text: text.text }));
  return source;
}
