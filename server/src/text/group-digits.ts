/** `12,345`. `Intl` says the same, and loading what it knows of languages takes longer than a small check takes. */
export function groupDigits(number: number | bigint): string {
  const digits = String(number);
  const first = digits.startsWith('-') ? 1 : 0;
  let grouped = digits;
  for (let at = digits.length - 3; at > first; at -= 3)
    grouped = `${grouped.slice(0, at)},${grouped.slice(at)}`;
  return grouped;
}
