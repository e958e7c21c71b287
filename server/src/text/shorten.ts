/** UTF-16 units of a path or a URL that a message quotes. */
export const MAX_SHOWN_NAME = 200;

/** A text of at most so many UTF-16 units. Its middle goes: a path shows most at its end, and a URL at its beginning. */
export function shorten(text: string, most = MAX_SHOWN_NAME): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
