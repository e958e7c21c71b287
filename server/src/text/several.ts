/** A number of things: `1 sender`, `2 senders`. `one`: what one of them is called. */
export function several(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
