/**
 * The placeholders of a message, as in `'term' | 'count'`. `{term}` is a placeholder, filled from the data of the report.
 * `%{i}` is an SPF macro and stays as it is.
 */
export type Placeholder<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}%`
    ? Placeholder<After>
    : After extends `${infer Name}}${infer Rest}`
      ? Name | Placeholder<Rest>
      : never
  : never;

/** Matches a placeholder in a message. */
const PLACEHOLDER = /(?<!%)\{(\w+)\}/g;

/** The names of the placeholders of a message, in order. */
export function placeholdersOf(message: string): readonly string[] {
  return Array.from(message.matchAll(PLACEHOLDER), ([, name = '']) => name);
}

/** The message with its placeholders filled. A placeholder without a value stays as it is. */
export function fillPlaceholders(message: string, valueOf: (name: string) => string | undefined): string {
  return message.replace(PLACEHOLDER, (whole, name: string) => valueOf(name) ?? whole);
}
