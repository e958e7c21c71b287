/** `12,345`. `Intl` gives the same, but loading its data takes longer than a small check. */
export function groupDigits(number: number | bigint): string {
  const digits = String(number);
  const first = digits.startsWith('-') ? 1 : 0;
  let grouped = digits;
  for (let at = digits.length - 3; at > first; at -= 3)
    grouped = `${grouped.slice(0, at)},${grouped.slice(at)}`;
  return grouped;
}
