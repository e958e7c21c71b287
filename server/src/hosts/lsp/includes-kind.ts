/** A kind of code actions names all those below it: `source` is `source.fixAll.mailtxt` too. */
export function includesKind(only: readonly string[], kind: string): boolean {
  return only.some((asked) => asked === kind || asked === '' || kind.startsWith(`${asked}.`));
}
