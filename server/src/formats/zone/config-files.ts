/** A configuration file of a name server. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** The files that an `include` names, possibly with a pattern. Files that must not be read are left out. */
export type FilesOfInclude = (target: string, from: string) => readonly ConfigFile[];

/** Files that one configuration of a name server includes, counted once for each inclusion, because a file may include itself. */
export const MAX_CONFIG_FILES = 1000;
/** UTF-16 code units of all these files. A configuration with 100,000 zones has a tenth of that. */
export const MAX_CONFIG_CHARACTERS = 64 * 1024 * 1024;
/** Levels of nested includes in a configuration. */
export const MAX_CONFIG_DEPTH = 16;

/** Limits how many configuration files are read, however they include each other. */
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
