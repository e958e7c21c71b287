// The client imports nothing from the server, so it has its own copy of the file selectors of each format.
import * as prettier from 'prettier';
import { FORMATS, type Format } from '../server/src/analysis/input/formats.ts';

export const SELECTORS_PATH = 'client/src/format-selectors.ts';

export async function formatSelectors(): Promise<string> {
  const rows = FORMATS.map(
    ({ id, selectors }) => `'${id}': [${selectors.map((selector) => JSON.stringify(selector)).join(', ')}],`,
  );
  const data = FORMATS.flatMap((format: Format) => format.dataSelectors ?? []);
  const text = `// Written by \`npm run docs\` from the table of formats, server/src/analysis/input/formats.ts.

/** Which files of each format an editor sends to the server. */
export const formatSelectors = {\n${rows.join('\n')}\n} as const;

/** Which files documents of the formats may read; the server ignores those that none of them reads. */
export const dataSelectors = ${JSON.stringify(data)} as const;\n`;
  return prettier.format(text, {
    ...(await prettier.resolveConfig(SELECTORS_PATH)),
    filepath: SELECTORS_PATH,
  });
}
