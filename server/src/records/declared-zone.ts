import type { DomainName } from '../dns/names.ts';

/** How a configuration has a file read, in the words of the file's format: `default_ttl`. Unknown options are skipped. */
export type FileOptions = Readonly<Record<string, string | number | boolean>>;

/** A file of a zone that a configuration names. */
export interface DeclaredFile {
  readonly path: string;
  /** `own` is the format of the configuration, whatever the file name. Otherwise the file name decides. */
  readonly format: 'own' | 'by-name';
  readonly options: FileOptions;
}

/** A zone whose files a configuration names. */
export interface DeclaredZone {
  readonly name: DomainName;
  /** In reading order. The configuration itself may be one of them. */
  readonly files: readonly DeclaredFile[];
  /** Whether these files are the whole zone, so that records missing from them are not in the zone. */
  readonly isWhole: boolean;
}

/** Finds files for a configuration: in its own folder or, if they do not exist there, in a folder above it. */
export interface DeclaredFolders {
  /** The path of the configuration. */
  readonly self: string;
  /** The paths of the files in a folder. */
  filesIn(folder: string): readonly string[];
  /** The names of the folders in a folder. */
  foldersIn(folder: string): readonly string[];
  /** The path of a file; `undefined` if it does not exist. */
  find(file: string): string | undefined;
}

/** Whether a file is read in the same way with both. */
export function areSameOptions(one: FileOptions | undefined, other: FileOptions | undefined): boolean {
  return textOfOptions(one) === textOfOptions(other);
}

/** The same text for equal options. */
export function textOfOptions(options: FileOptions | undefined): string {
  const entries = Object.entries(options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${name}=${String(value)}`).join('\n');
}
