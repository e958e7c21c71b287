const MOST = 40;

/** Text of a record as a message can quote it: on one line, and not all of a key. */
export function brief(text: string): string {
  const oneLine = text.replace(/[\t\r\n]+/g, ' ');
  return oneLine.length <= MOST ? oneLine : `${oneLine.slice(0, MOST - 1)}…`;
}
