import { printableLines } from '../../text/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes untrusted text for the content of an element or a quoted attribute, in XML and HTML. Invisible characters, and
 * characters that XML does not allow, are replaced by visible ones.
 */
export function escapeXml(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
