import type { RdataField } from '../record.ts';
import type { FieldForm, FieldSource } from './form.ts';
import { FORMS } from './forms.ts';

/** A field of a type, named as in its form. */
export interface FieldName {
  /** The same as in {@link RdataField}. */
  readonly name: string;
  readonly kind: RdataField['kind'];
  /** Whether it may be written as several words, as a list or a key with spaces. */
  readonly isList: boolean;
}

/** The fields of a type in source order. Empty for types that are character-strings only, and for types without a known form. */
export function fieldNamesOf(type: string): readonly FieldName[] {
  const form = FORMS.get(type);
  if (form === undefined) return [];
  const names = new FieldNames();
  form.take(names);
  return names.found;
}

/** Records the fields that a form takes without giving them values. */
class FieldNames implements FieldSource {
  readonly found: FieldName[] = [];
  private asked = false;

  /** True once, so that an optional field is taken and a repeatable one is taken once. */
  get more(): boolean {
    const isFirst = !this.asked;
    this.asked = true;
    return isFirst;
  }

  take(name: string, { kind, many }: FieldForm): string {
    this.found.push({ name, kind, isList: many === true });
    return '';
  }

  takeOr(name: string, form: FieldForm): void {
    this.take(name, form);
  }

  fail(): void {
    // There are no values that could be wrong.
  }

  keepOpaque(): void {
    // There are no octets.
  }
}
