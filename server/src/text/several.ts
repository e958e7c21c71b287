/** A number of things: `1 sender`, `2 senders`. `one` is the singular. */
export function several(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
