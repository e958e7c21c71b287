import { HOLE } from '../../../text/mapped-text.ts';

const MOST = 60;

/** Text of a file as a message can quote it: on one line, not too long, a part that is not known as `${…}`. */
export function brief(text: string): string {
  const shown = text.replaceAll(HOLE, '${…}').replace(/\s+/g, ' ');
  return shown.length <= MOST ? shown : `${shown.slice(0, MOST - 1)}…`;
}
