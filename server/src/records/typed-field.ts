import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import { fieldNamesOf } from './rdata/field-names.ts';

/** The field of a record that is being typed, which may be unfinished. */
export interface TypedField {
  readonly part: 'owner' | 'type' | 'data';
  /** What is typed of it, without quotes; empty where nothing is. On one line. Offsets in the document. */
  readonly range: Range;
  /** `undefined` where it is not typed yet, or has unknown parts. */
  readonly owner: DomainName | undefined;
  /** In uppercase. `undefined` where it is not typed yet, or unknown. */
  readonly type: string | undefined;
  /** For data, the RFC's name of the field (`exchange`), if the type has hosts or text in its data. */
  readonly field: string | undefined;
  /** Relative names in this place are completed with it. `undefined` where it is unknown. */
  readonly origin: DomainName | undefined;
  /** Whether it is in quotes, so that a text with spaces can be typed. */
  readonly isQuoted: boolean;
  /** How an absolute name is typed in this place. */
  readonly write: (name: DomainName) => string;
  /** Aliases as whole entries, one on each line, where nothing else is typed in the place of an owner. */
  readonly writeAliases?: ((aliases: readonly AliasEntry[]) => string) | undefined;
}

/** A name that is another name for its target. */
export interface AliasEntry {
  readonly owner: DomainName;
  readonly target: DomainName;
}

/** The name of a field of RDATA, by the number of fields before it. */
export function fieldNameAt(type: string, index: number): string | undefined {
  if (type === 'TXT') return index === 0 ? TEXT_FIELD : undefined;
  return fieldNamesOf(type)[index]?.name;
}

/** The name of the field with the host, in a format that has the fields before it in other places. */
export function hostFieldOf(type: string): string | undefined {
  return fieldNamesOf(type).find(({ kind }) => kind === 'name')?.name ?? fieldNameAt(type, 0);
}

/** What RFC 1035 §3.3.14 calls the text of a TXT record. */
export const TEXT_FIELD = 'txt-data';
