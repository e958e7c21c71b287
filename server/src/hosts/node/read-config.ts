import type { DocumentPath } from '../../analysis/finding.ts';
import { parseConfig } from '../../analysis/input/config.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import { extendedConfigs } from './extended-configs.ts';
import { LoadedConfig } from './loaded-config.ts';
import type { ReadResult } from './text-file.ts';

/** A settings file with the files that it extends. */
export interface ReadConfig {
  readonly loaded: LoadedConfig;
  /** The problems in the file and in the files that it extends, all with ranges in the file. */
  readonly problems: readonly ConfigProblem[];
  /** The files that it extends, including missing ones. */
  readonly extendedFiles: readonly DocumentPath[];
}

/** `read` reads the files that `text`, the file at `path`, extends. Paths in it are relative to `folder`. */
export function readConfig(
  text: string,
  { path, folder }: { readonly path: DocumentPath; readonly folder: DocumentPath },
  read: (path: string) => ReadResult,
): ReadConfig {
  const { config, problems } = parseConfig(text);
  const own = { path, folder, config };
  const { layers, files, ...extended } = extendedConfigs(own, { read, parse: parseConfig });
  return {
    loaded: new LoadedConfig(own, layers),
    problems: [...problems, ...extended.problems].sort((a, b) => a.range.start - b.range.start),
    extendedFiles: files,
  };
}
