/** A kind of code action includes all more specific kinds: `source` includes `source.fixAll.mailtxt`. */
export function includesKind(only: readonly string[], kind: string): boolean {
  return only.some((asked) => asked === kind || asked === '' || kind.startsWith(`${asked}.`));
}
