import type { AzureSyntax } from '../typed-list.ts';

/** The source text of a value: verbatim text, items, or entries by name. */
export type Printed = string | readonly Printed[] | PrintedMap;

export interface PrintedMap {
  readonly fields: readonly (readonly [name: string, value: Printed])[];
}

/** The layout around the printed text. */
export interface Layout {
  /** The indentation of one level. */
  readonly unit: string;
  readonly eol: string;
}

/** The layout of a text: the white space of its first indented line. */
export function printLayout(source: string): Layout {
  const unit = /^(?: {2,8}|\t)(?=\S)/m.exec(source)?.[0] ?? '  ';
  return { unit, eol: source.includes('\r\n') ? '\r\n' : '\n' };
}

/** Prints a value with each item and entry on a separate line. Lines after the first begin with `indent`. */
export function print(value: Printed, indent: string, syntax: AzureSyntax, layout: Layout): string {
  if (typeof value === 'string') return value;
  const { unit, eol } = layout;
  const inner = indent + unit;
  const lines =
    'fields' in value
      ? value.fields.map(([name, entry]) => `${syntax.typeKey(name)}: ${print(entry, inner, syntax, layout)}`)
      : value.map((item) => print(item, inner, syntax, layout));
  const [open, close] = 'fields' in value ? '{}' : '[]';
  return `${open}${eol}${lines.map((line) => inner + line).join(syntax.separator + eol)}${eol}${indent}${close}`;
}
