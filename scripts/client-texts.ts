import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

/** The English texts of the extension. Translations are next to it: `bundle.l10n.de.json`. */
export const CLIENT_TEXTS = 'l10n/bundle.l10n.json';

const sources = join(__dirname, '../client/src');

/** Each text that the extension passes to `vscode.l10n.t`. */
export async function clientTexts(): Promise<Readonly<Record<string, unknown>>> {
  const names = readdirSync(sources).filter((name) => name.endsWith('.ts'));
  const files = names.map((name) => ({
    extension: '.ts',
    contents: readFileSync(join(sources, name), 'utf8'),
  }));
  const texts: Readonly<Record<string, unknown>> = await getL10nJson(files);
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
