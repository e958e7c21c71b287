import { HOLE } from './mapped-text.ts';

/** The maximum number of characters of a quotation, so that messages stay readable and keys are not repeated in full. */
const MAX_QUOTED = 60;

/**
 * Text of a file as quoted in messages: on one line, at most 60 UTF-16 units, with an unknown part as `${…}`, and with UTF-8
 * decoded. `printable` handles what a terminal would interpret.
 */
export function quote(text: string): string {
  const shown = text
    .replaceAll(HOLE, '${…}')
    .replace(/\s+/g, ' ')
    .replace(/[\x80-\xff]+/g, decodeUtf8);
  return shown.length <= MAX_QUOTED ? shown : `${shown.slice(0, MAX_QUOTED - 1)}…`;
}

/** The characters that the octets represent, or the octets if they are not valid UTF-8. */
function decodeUtf8(octets: string): string {
  const escaped = octets.replace(/[^]/g, (octet) => `%${octet.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(escaped);
  } catch {
    return octets;
  }
}
