import type { DomainName } from '../dns/names.ts';
import type { Range } from '../text/range.ts';
import { fieldNamesOf } from './rdata/field-names.ts';

/** The field of a record at the cursor, which may be unfinished. */
export interface TypedField {
  readonly part: 'owner' | 'type' | 'data';
  /** The range of its source text without quotes, empty if there is none. It is on one line. Offsets in the document. */
  readonly range: Range;
  /** `undefined` if it is missing so far, or has unresolved parts. */
  readonly owner: DomainName | undefined;
  /** In uppercase. `undefined` where it is not typed yet, or unknown. */
  readonly type: string | undefined;
  /** For data, the RFC's name of the field (`exchange`), if the type has hosts or text in its data. */
  readonly field: string | undefined;
  /** The origin for relative names in this place. `undefined` if it is unknown. */
  readonly origin: DomainName | undefined;
  /** Whether it is in quotes, so that it may contain spaces. */
  readonly isQuoted: boolean;
  /** The source text of an absolute name in this place. */
  readonly write: (name: DomainName) => string;
  /** The source text of aliases as whole entries, one per line, if nothing else is in the place of an owner. */
  readonly writeAliases?: ((aliases: readonly AliasEntry[]) => string) | undefined;
}

/** A name that is an alias of its target. */
export interface AliasEntry {
  readonly owner: DomainName;
  readonly target: DomainName;
}

/** The name of an RDATA field, by the number of fields before it. */
export function fieldNameAt(type: string, index: number): string | undefined {
  if (type === 'TXT') return index === 0 ? TEXT_FIELD : undefined;
  return fieldNamesOf(type)[index]?.name;
}

/** The name of the field with the host, in a format that has the fields before it in other places. */
export function hostFieldOf(type: string): string | undefined {
  return fieldNamesOf(type).find(({ kind }) => kind === 'name')?.name ?? fieldNameAt(type, 0);
}

/** The name of the TXT value in RFC 1035 §3.3.14. */
export const TEXT_FIELD = 'txt-data';
