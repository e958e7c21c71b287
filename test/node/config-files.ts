import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { ConfigFiles } from '../../server/src/hosts/node/config-files.ts';

/** With the parser at hand: mocha reads tests as CommonJS, where node cannot `import()` TypeScript. */
export function configFiles(): ConfigFiles {
  return new ConfigFiles(() => Promise.resolve({ parseConfig }));
}
