import type { SpfRecord } from '../../../email/spf/model.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Range } from '../../../text/range.ts';

const MOST = 60;

/** What was typed there, as a message can quote it: not too long, and a part that is not known as `${…}`. */
export function quote(spf: SpfRecord, range: Range): string {
  return brief(spf.value.text.slice(range.start, range.end));
}

export function brief(text: string): string {
  const shown = text.replaceAll(HOLE, '${…}').replace(/[\x80-\xff]+/g, decodeUtf8);
  return shown.length <= MOST ? shown : `${shown.slice(0, MOST - 1)}…`;
}

/** The characters that the octets stand for, or the octets where they are no UTF-8. */
function decodeUtf8(octets: string): string {
  const escaped = octets.replace(/[^]/g, (octet) => `%${octet.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(escaped);
  } catch {
    return octets;
  }
}
