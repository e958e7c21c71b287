import { fillPlaceholders, type Placeholder } from './placeholders.ts';

/** Texts for users by key, with placeholders ({@link Placeholder}) for data. */
export type Texts = Readonly<Record<string, string>>;

/** Exactly the placeholders of a text; nothing if it has none. */
type TextData<Text extends string> = [Placeholder<Text>] extends [never]
  ? []
  : [data: { readonly [Name in Placeholder<Text>]: string | number }];

/** Returns a text of a table with its placeholders filled. */
export type TextOf<T extends Texts> = <K extends keyof T & string>(key: K, ...data: TextData<T[K]>) => string;

/**
 * The function that returns the texts of a table: `text('tooLong', { most: 63 })`. The compiler checks the key and the data. A
 * translation would be another table with the same keys, chosen here.
 */
export function textsFrom<const T extends Texts>(texts: T): TextOf<T> {
  return (key, ...[data]) => {
    const values: Readonly<Record<string, string | number>> = data ?? {};
    return fillPlaceholders(texts[key] ?? '', (name) => values[name]?.toString());
  };
}
