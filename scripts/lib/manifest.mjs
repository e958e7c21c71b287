// package.json with its texts. Only VS Code replaces the `%key%` in it: npm and others show values as they are.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads package.json, and replaces each `%key%` by the English text in package.nls.json. */
export async function readManifest(root) {
  const [text, nls] = await Promise.all(
    ['package.json', 'package.nls.json'].map((name) => readFile(join(root, name), 'utf8')),
  );
  return withTexts(JSON.parse(text), JSON.parse(nls));
}

/**
 * Replaces each `%key%` in a value of JSON.
 *
 * @param {unknown} value
 * @param {Readonly<Record<string, string>>} texts by key
 */
export function withTexts(value, texts) {
  if (typeof value === 'string') {
    const key = /^%([\w.]+)%$/.exec(value)?.[1];
    if (key === undefined) return value;
    if (!Object.hasOwn(texts, key)) throw new Error(`package.nls.json has no text "${key}"`);
    return texts[key];
  }
  if (Array.isArray(value)) return value.map((item) => withTexts(item, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTexts(item, texts)]));
}
