import { printableLines } from './printable.ts';

/**
 * Text for a place that shows what it gets as it is, but makes links of `[label](address)`: notifications and input boxes of
 * VS Code, which run commands that way, and messages of SARIF (§3.11.6). There is no escape for that in either, so a space
 * keeps the two apart.
 */
export function withoutLinks(text: string): string {
  return printableLines(text).replace(/\](?=\()/g, '] ');
}
