import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, with its `package.json` and `docs`. */
export function packageFolder(): string | undefined {
  const script = process.argv[1];
  if (script === undefined) return undefined;
  // Installed commands are symbolic links into the package.
  for (let at = dirname(realpathSync(script)); ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) return undefined;
  }
}
