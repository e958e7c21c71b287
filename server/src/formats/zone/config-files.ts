/** A file of a name server's configuration. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** The files that an `include` names, which may be a pattern; none where they are not ours to read. */
export type FilesOfInclude = (target: string, from: string) => readonly ConfigFile[];

/** Files that one configuration of a name server includes, each as often as it is included: a file may include itself. */
export const MAX_CONFIG_FILES = 1000;
/** UTF-16 code units of all these files. A configuration of 100,000 zones has a tenth of that. */
export const MAX_CONFIG_CHARACTERS = 64 * 1024 * 1024;
/** Files through which a file of a configuration may be included. */
export const MAX_CONFIG_DEPTH = 16;

/** Leads through the files of a configuration, however they include each other. */
export class ConfigBudget {
  private readonly filesOf: FilesOfInclude;
  private left = MAX_CONFIG_FILES;
  private leftCharacters = MAX_CONFIG_CHARACTERS;
  private depth = 0;

  constructor(filesOf: FilesOfInclude) {
    this.filesOf = filesOf;
  }

  /** Calls `read` for each file that an `include` of `from` names. */
  include(target: string, from: string, read: (file: ConfigFile) => void): void {
    if (this.depth >= MAX_CONFIG_DEPTH || this.left <= 0 || this.leftCharacters <= 0) return;
    this.depth++;
    for (const file of this.filesOf(target, from)) {
      this.leftCharacters -= file.text.length;
      if (this.left-- <= 0 || this.leftCharacters < 0) break;
      read(file);
    }
    this.depth--;
  }
}
