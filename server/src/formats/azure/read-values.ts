import type { SetValue, TypedPart } from '../../record-sets/record-set.ts';
import type { AzureType } from './azure-dns.ts';
import {
  entryOfValue,
  holeAt,
  textOrHole,
  type AzureListValue,
  type AzureMapValue,
  type AzureValue,
} from './evaluate/value.ts';
import { typeList, type AzureSyntax } from './typed-list.ts';

/** The records of a set. */
export interface AzureValues {
  readonly values: readonly SetValue[];
  /** The source of the list of records, and of each of them; `undefined` if there is no list. */
  readonly list: AzureListValue | undefined;
  /** Whether the number of records is unknown. */
  readonly isOpen: boolean;
}

const NONE: AzureValues = { values: [], list: undefined, isOpen: false };

/** The context in which the records of a template are read. */
export interface ReadTools {
  readonly source: string;
  readonly syntax: AzureSyntax;
  /** A list may be used any number of times, so each record and each of its texts has a cost. */
  readonly evaluator: { spend(steps: number): boolean };
}

/** Steps for a record and for each of its texts: about as much as checking them takes. */
const STEPS_PER_PART = 4;

export function readValues(
  type: AzureType,
  entry: (property: string) => AzureValue | undefined,
  { source, syntax, evaluator }: ReadTools,
): AzureValues {
  const target = entry('targetresource');
  // The service answers with the addresses of another resource.
  if (target !== undefined && isAlias(target))
    return { ...NONE, values: [unknownValue(target)], isOpen: target.kind === 'unknown' };
  const records = entry(type.property);
  if (records === undefined || records.kind === 'null') return NONE;
  const items = type.isSingle ? [records] : records.kind === 'list' ? records.items : undefined;
  if (items === undefined) return { ...NONE, values: [unknownValue(records)], isOpen: true };
  const values: SetValue[] = [];
  for (const item of items) {
    if (!evaluator.spend(STEPS_PER_PART * partsOf(type, item)))
      return {
        ...NONE,
        values: values.length > 0 ? values : [unknownValue(records)],
        isOpen: items.length > 1,
      };
    values.push(item.kind === 'map' ? valueOf(type, item, source, syntax) : unknownValue(item));
  }
  return { values, list: records.kind === 'list' ? records : undefined, isOpen: false };
}

function partsOf({ type, fields }: AzureType, item: AzureValue): number {
  const strings = type === 'TXT' ? entryOfValue(item, 'value') : undefined;
  return 1 + (strings?.kind === 'list' ? strings.items.length : fields.length);
}

/** `{}` and `{id: ''}` mean that there is none. */
function isAlias(target: AzureValue): boolean {
  if (target.kind !== 'map')
    return target.kind === 'unknown' || (target.kind === 'text' && target.text.text !== '');
  const id = entryOfValue(target, 'id');
  return id !== undefined && id.kind !== 'null' && textOrHole(id).text !== '';
}

function unknownValue({ range }: AzureValue): SetValue {
  return { kind: 'unknown', range };
}

function valueOf(type: AzureType, item: AzureMapValue, source: string, syntax: AzureSyntax): SetValue {
  if (item.isPartial) return unknownValue(item);
  if (type.type === 'TXT') return textValue(item, source, syntax);
  const words = type.fields.map((name): TypedPart => {
    const field = entryOfValue(item, name);
    return field === undefined ? { text: holeAt(item.range), range: item.range } : partOfValue(field);
  });
  return { kind: 'words', range: item.range, words };
}

/** A text record as a list of character-strings. */
function textValue(item: AzureMapValue, source: string, syntax: AzureSyntax): SetValue {
  const strings = entryOfValue(item, 'value');
  if (strings?.kind !== 'list' || strings.items.length === 0) return unknownValue(strings ?? item);
  const { range } = strings;
  const words = strings.items.map(partOfValue);
  return {
    kind: 'words',
    range,
    words,
    typeWords: (wanted) => typeList(source, range, words, syntax, wanted),
  };
}

function partOfValue(value: AzureValue): TypedPart {
  return { text: textOrHole(value), range: value.range };
}
