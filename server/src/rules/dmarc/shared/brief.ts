const MOST = 60;

/** Text of a record as a message can quote it. */
export function brief(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST - 1)}…`;
}
