import type { SpfRecord } from '../../../email/spf/model.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Range } from '../../../text/range.ts';

const MOST = 60;

/** What was typed there, as a message can quote it: not too long, and a part that is not known as `${…}`. */
export function quote(spf: SpfRecord, range: Range): string {
  return brief(spf.value.text.slice(range.start, range.end));
}

export function brief(text: string): string {
  const shown = text.replaceAll(HOLE, '${…}');
  return shown.length <= MOST ? shown : `${shown.slice(0, MOST - 1)}…`;
}
