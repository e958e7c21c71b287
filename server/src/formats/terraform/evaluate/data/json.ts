import { parseJson, TOO_MANY_VALUES } from '../../../../data/json-syntax.ts';
import type { JsonNode } from '../../../../data/json-syntax.ts';
import { TextBuilder } from '../../../../text/decoded-text.ts';
import { MAX_SEGMENTS } from '../../../../text/decoded-text.ts';
import type { TracedText } from '../traced-text.ts';
import { booleanValue, listValue, mapValueOf, NULL_VALUE, textValue, unknown } from '../value.ts';
import type { MapEntry, Value } from '../value.ts';
import type { Evaluation } from '../work.ts';
import type { DataReading } from './data-reading.ts';
import { typedNumber } from '../exact-number.ts';
import { DataText } from './data-text.ts';

/** Characters of a text that are scanned in one step. */
const CHARACTERS_PER_STEP = 8;
/** Characters of a string that are decoded in one step: each may be an escape. */
const DECODED_PER_STEP = 3;

/** Values in one text. Reading that many takes about 100 milliseconds, in two parts. */
export const MAX_JSON_VALUES = 100_000;

/** The result of `jsondecode` for a text, as far as it is JSON. */
export function* jsonValueOf(traced: TracedText, reading: DataReading): Evaluation<Value | undefined> {
  if (!reading.spend(Math.ceil(traced.length / CHARACTERS_PER_STEP))) return undefined;
  if (reading.isPauseDue) yield;
  const { root, faults } = parseJson(traced.text, MAX_JSON_VALUES);
  yield;
  if (faults.length === 0) return yield* new JsonValues(traced, reading).valueOf(root);
  const [fault] = faults;
  if (faults.some(({ detail }) => detail === TOO_MANY_VALUES)) {
    reading.report(`mailtxt does not read JSON data of more than ${MAX_JSON_VALUES} values.`);
    return undefined;
  }
  // An unknown part may be what is missing.
  if (fault === undefined || !traced.isKnown) return undefined;
  const data = new DataText(traced);
  reading.reportInvalid(
    'This is not valid JSON, so what follows may not be read.',
    data.placeOf(fault.range),
  );
  return yield* new JsonValues(traced, reading).valueOf(root);
}

/** Creates values from nodes; strings are decoded here. */
class JsonValues {
  private readonly data: DataText;
  private readonly reading: DataReading;

  constructor(traced: TracedText, reading: DataReading) {
    this.data = new DataText(traced);
    this.reading = reading;
  }

  *valueOf(node: JsonNode): Evaluation<Value> {
    switch (node.kind) {
      case 'string': {
        const { start, end } = node.range;
        if (!this.reading.spend(Math.floor((end - start) / DECODED_PER_STEP))) return unknown('json');
        if (this.reading.isPauseDue) yield;
        // An object for each escape takes 10 times as long as the text.
        const exact = node.value.escapes > MAX_SEGMENTS ? undefined : node.value;
        return textValue(this.data.part(node.value.text, node.range, 'json-data', exact));
      }
      case 'number': {
        const { start, end } = node.range;
        const typed = new TextBuilder();
        typed.verbatim(this.data.text, start, end);
        const text = this.data.part(this.data.text.slice(start, end), node.range, 'number', typed.take());
        return typedNumber(node.value, text);
      }
      case 'boolean':
        return booleanValue(node.value);
      case 'null':
        return NULL_VALUE;
      case 'array': {
        const elements: Value[] = [];
        for (const element of node.elements) elements.push(yield* this.valueOf(element));
        return listValue(elements);
      }
      case 'object': {
        const entries: MapEntry[] = [];
        for (const { name, nameRange, value } of node.members) {
          const key = this.data.part(name.text, nameRange, 'json-data', name);
          entries.push({ key, value: yield* this.valueOf(value) });
        }
        return mapValueOf(entries);
      }
      case 'invalid':
        return unknown('json');
    }
  }
}
