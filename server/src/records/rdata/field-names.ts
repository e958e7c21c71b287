import type { RdataField } from '../record.ts';
import type { FieldForm, FieldSource } from './form.ts';
import { FORMS } from './forms.ts';

/** A field of a type, as its form names it. */
export interface FieldName {
  /** As in {@link RdataField}. */
  readonly name: string;
  readonly kind: RdataField['kind'];
  /** It may be typed as several words: a list, or a key with spaces in it. */
  readonly isList: boolean;
}

/**
 * The fields of a type in the order in which they are typed. None for types that are character-strings only, and for types
 * without a known form.
 */
export function fieldNamesOf(type: string): readonly FieldName[] {
  const form = FORMS.get(type);
  if (form === undefined) return [];
  const names = new FieldNames();
  form.take(names);
  return names.found;
}

/** Notes which fields a form takes, and gives it no values. */
class FieldNames implements FieldSource {
  readonly found: FieldName[] = [];
  private asked = false;

  /** True once: then a field that may be left out is taken, and one that may be repeated is taken once. */
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
