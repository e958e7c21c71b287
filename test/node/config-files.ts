import { ConfigFiles } from '../../server/src/hosts/node/config-files.ts';
import { readConfig } from '../../server/src/hosts/node/read-config.ts';

/** With the reader at hand: mocha reads tests as CommonJS, where node cannot `import()` TypeScript. */
export function configFiles(): ConfigFiles {
  return new ConfigFiles(() => Promise.resolve({ readConfig }));
}
