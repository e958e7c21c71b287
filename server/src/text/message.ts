import { printableLines } from './printable.ts';

/**
 * Text for a place that shows plain text, but makes links of `[label](address)`: notifications and input boxes of VS Code, where
 * such links can run commands, and messages of SARIF (§3.11.6). Neither has an escape for that, so a space separates the two
 * parts.
 */
export function withoutLinks(text: string): string {
  return printableLines(text).replace(/\](?=\()/g, '] ');
}
