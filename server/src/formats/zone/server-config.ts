import { readKnotConf } from './knot-conf.ts';
import { readNamedConf } from './named-conf.ts';
import { readNsdConf } from './nsd-conf.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';

export type { ZoneDeclaration };

/**
 * The zones that a configuration of BIND (`named.conf`), NSD or Knot DNS declares with a file. Which of the three it is
 * is told by its form. Never throws; what cannot be read is passed over.
 */
export function readServerConfig(path: string, text: string): readonly ZoneDeclaration[] {
  const inBraces = /\bzone\s+"?[^\s"{};]+"?(?:\s+\w+)?\s*\{|\boptions\s*\{/i.test(text);
  if (inBraces || /named[^/]*\.conf/.test(path)) return readNamedConf(text);
  // Knot's zones are items of a list, which NSD has not.
  return /^[ \t]*-[ \t]+(?:domain|id):/m.test(text) ? readKnotConf(text) : readNsdConf(text);
}
