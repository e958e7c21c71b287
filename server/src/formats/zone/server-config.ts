import { readKnotConf } from './knot-conf.ts';
import { readNamedConf } from './named-conf.ts';
import { readNsdConf } from './nsd-conf.ts';
import { ConfigBudget } from './config-files.ts';
import type { ConfigFile, FilesOfInclude } from './config-files.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';

export type { ConfigFile, FilesOfInclude, ZoneDeclaration };

const NO_FILES: FilesOfInclude = () => [];

/**
 * The zones that a configuration of BIND (`named.conf`), NSD or Knot DNS declares with a file, including those of
 * included files. The kind of configuration is recognized by its form. Never throws; unreadable parts are skipped.
 */
export function readServerConfig(
  path: string,
  text: string,
  filesOf: FilesOfInclude = NO_FILES,
): readonly ZoneDeclaration[] {
  const file = { path, text };
  const budget = new ConfigBudget(filesOf);
  const inBraces = /\bzone\s+"?[^\s"{};]+"?(?:\s+\w+)?\s*\{|\b(?:options|view\s+"?[^\s"{};]+"?)\s*\{/i.test(
    text,
  );
  if (inBraces || /named[^/]*\.conf/.test(path)) return readNamedConf(file, budget);
  // Knot's zones are list items, which NSD does not have.
  return /^[ \t]*-[ \t]+(?:domain|id):/m.test(text) ? readKnotConf(file, budget) : readNsdConf(file, budget);
}
