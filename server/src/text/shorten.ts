/** UTF-16 units of a path or a URL in a message. */
export const MAX_SHOWN_NAME = 200;

/**
 * Shortens a text to at most so many UTF-16 units. The middle is removed, because the end of a path and the beginning of a URL
 * matter most.
 */
export function shorten(text: string, most = MAX_SHOWN_NAME): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
