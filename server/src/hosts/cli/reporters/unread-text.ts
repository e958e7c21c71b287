import { entryLine, placesIn, unreadLines } from '../../../features/unread-lines.ts';
import type { UnreadLine } from '../../../features/unread-lines.ts';
import type { Unread } from '../../../records/unread.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import type { CheckResult } from '../check-result.ts';
import type { Output } from '../output.ts';
import type { TextOptions } from './frame-text.ts';

type NameOf = TextOptions['nameOf'];

interface UnreadOf {
  readonly unread: readonly Unread[];
  readonly textOf: CheckResult['textOf'];
}

/** Writes what was not checked: a limited number of lines, or one for each entry with `verbose`. */
export function reportUnread(
  result: UnreadOf,
  out: Output,
  { paint, nameOf }: Pick<TextOptions, 'paint' | 'nameOf'>,
  verbose: boolean,
): void {
  const { unread } = result;
  const placeOf = placesIn(result, nameOf);
  const lines: readonly UnreadLine[] = verbose
    ? unread.map((entry) => ({ text: entryLine(entry, placeOf), entries: [entry] }))
    : unreadLinesOf(result, nameOf);
  for (const { text } of lines) out.write(`${paint('warning', 'Not checked:')} ${text}\n`);
  if (!verbose && lines.length < unread.length)
    out.write(`Use ${paint('strong', '--verbose')} to list all ${groupDigits(unread.length)}.\n`);
}

/** What was not checked, in a few lines. */
export function unreadLinesOf(result: UnreadOf, nameOf: NameOf): readonly UnreadLine[] {
  return unreadLines(result.unread, nameOf, placesIn(result, nameOf));
}
