/**
 * The same text in memory of its own. A short text that was cut out of a long one keeps all of the long one in memory
 * for as long as it is kept itself: to keep a name of a file of 100 MB is to keep the 100 MB.
 */
export function ownCopy(text: string): string {
  // Joined to something, it is copied before anything is cut out of it.
  return ` ${text}`.slice(1);
}
