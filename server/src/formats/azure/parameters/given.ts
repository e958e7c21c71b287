import type { Range } from '../../../text/range.ts';
import { computedText, unknownAt, type AzureValue } from '../evaluate/value.ts';
import type { AzureTemplate, Named } from '../expression.ts';

/** The values that a parameter file passes to a template. Their ranges are offsets in that file. */
export interface GivenValues {
  /** By the names of parameters in lowercase: Azure tells no case apart. */
  readonly values: ReadonlyMap<string, AzureValue>;
  /** Whether it may pass others too. Then parameters that are not among the values are unknown. */
  readonly isPartial: boolean;
}

export const NO_VALUES: GivenValues = { values: new Map(), isPartial: false };

/** What a template is read with in addition to its own text. */
export interface AzureContext {
  readonly path: string;
  readonly given: GivenValues;
  /** The name that the user's settings give the zone of the file; `undefined` if there is none. */
  readonly zone: string | undefined;
}

/** The names of the parameters of a template, in lowercase. */
export function namesOfParameters({ names }: AzureTemplate): ReadonlySet<string> {
  const parameters = [...names.values()].filter((named) => named.kind === 'parameter');
  return new Set(parameters.map(({ name }) => name.toLowerCase()));
}

/** Values for the parameters of a template, by the names of a frame. Each value is at the declaration of its parameter. */
export function givenFor(
  names: ReadonlyMap<string, Named>,
  { values, isPartial }: GivenValues,
): ReadonlyMap<string, AzureValue> {
  const given = new Map<string, AzureValue>();
  if (values.size === 0 && !isPartial) return given;
  for (const [key, named] of names) {
    if (named.kind !== 'parameter') continue;
    const value = values.get(named.name.toLowerCase());
    if (value !== undefined) given.set(key, valueAt(value, named.range));
    else if (isPartial) given.set(key, unknownAt(named.range));
  }
  return given;
}

/** A value that is written in another file, with the place that represents it here. */
function valueAt(value: AzureValue, range: Range): AzureValue {
  switch (value.kind) {
    case 'text':
    case 'number':
      return { kind: value.kind, range, text: computedText(value.text.text, range) };
    case 'boolean':
      return { ...value, range };
    case 'list':
      return { kind: 'list', range, items: value.items.map((item) => valueAt(item, range)) };
    case 'map':
      return {
        ...value,
        range,
        entries: new Map(
          [...value.entries].map(([name, { key, value: inner }]) => [
            name,
            { key: computedText(key.text, range), value: valueAt(inner, range) } as const,
          ]),
        ),
      };
    case 'null':
      return { kind: 'null', range };
    case 'resource':
    case 'unknown':
      return unknownAt(range);
  }
}

/** The same text for equal values. */
export function textOfGiven({ values, isPartial }: GivenValues): string {
  return JSON.stringify([isPartial, [...values].map(([name, value]) => [name, plainOf(value)])]);
}

function plainOf(value: AzureValue): unknown {
  switch (value.kind) {
    case 'text':
    case 'number':
      return [value.kind, value.text.text];
    case 'boolean':
      return value.value;
    case 'list':
      return ['list', ...value.items.map(plainOf)];
    case 'map':
      return [
        value.isPartial ? 'some' : 'map',
        ...[...value.entries.values()].map((entry) => [entry.key.text, plainOf(entry.value)]),
      ];
    case 'null':
    case 'resource':
    case 'unknown':
      return [value.kind];
  }
}
