import type { RdataField } from '../record.ts';
import type { Octets } from './octets.ts';
import type { TokenCursor } from './token-cursor.ts';

/** How one field is read, from a zone file's words or from the wire. */
export interface FieldForm {
  readonly kind: RdataField['kind'];
  /** It may take more than one token, and looks after holes itself. */
  readonly many?: true;
  /** The canonical value; or a fault in the cursor, and anything. */
  read(cursor: TokenCursor): string;
  /** The same from octets. RFC 3597 §4: names in them are absolute and not compressed. */
  decode(octets: Octets): string;
}

/**
 * Where fields come from, in order. One description of a type serves zone files and RFC 3597 octets.
 * After a fault nothing more is taken, so a description need not look for faults.
 */
export interface FieldSource {
  /** The canonical value of the next field, which is kept under `name`. A value that is not known contains a HOLE. */
  take(name: string, form: FieldForm): string;
  /** The same for a field that may be left out of text, and then has that value. */
  takeOr(name: string, form: FieldForm, value: string): void;
  /** Whether there is something left to take. */
  readonly more: boolean;
  /** A fault of what was taken last. */
  fail(reason: string): void;
  /** The octets are right, but have no text form: they stay `\# n hex`. */
  keepOpaque(): void;
}

export interface RdataForm {
  /** How many tokens a right RDATA has; `undefined` where that varies. */
  readonly size?: number;
  take(source: FieldSource): void;
}

/** The form of a type whose fields follow each other whatever they hold. */
export function sequence(...fields: readonly (readonly [name: string, form: FieldForm])[]): RdataForm {
  const take = (source: FieldSource): void => {
    for (const [name, form] of fields) source.take(name, form);
  };
  return fields.some(([, form]) => form.many === true) ? { take } : { take, size: fields.length };
}
