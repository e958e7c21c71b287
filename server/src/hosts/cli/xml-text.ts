import { printableLines } from '../../text/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text from anywhere, for the content of an element or an attribute in quotes, of XML and of HTML. What no one sees, and what
 * XML cannot hold, is shown by a sign.
 */
export function escapeXml(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
