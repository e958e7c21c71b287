/** `12,345`. `Intl` says the same, and loading what it knows of languages takes longer than a small check takes. */
export function groupDigits(number: number | bigint): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
