import { parseJson, TOO_MANY_VALUES } from '../../syntax/json.ts';
import type { JsonNode } from '../../syntax/json.ts';
import { TextBuilder } from '../../syntax/decoded-text.ts';
import type { TracedText } from '../traced-text.ts';
import { booleanValue, listValue, mapValueOf, NULL_VALUE, textValue, unknown } from '../value.ts';
import type { Value } from '../value.ts';
import type { Evaluation } from '../work.ts';
import type { DataReading } from './data-reading.ts';
import { DataText } from './data-text.ts';

/** Characters of a text that are read in one step. */
const CHARACTERS_PER_STEP = 2;

/** Values in one text. Reading so many takes some 100 milliseconds, in two parts. */
export const MAX_JSON_VALUES = 100_000;

/** What `jsondecode` makes of a text, as far as that is JSON. */
export function* jsonValueOf(traced: TracedText, reading: DataReading): Evaluation<Value | undefined> {
  if (!reading.spend(Math.ceil(traced.length / CHARACTERS_PER_STEP))) return undefined;
  if (reading.isPauseDue) yield;
  const { root, faults } = parseJson(traced.text, MAX_JSON_VALUES);
  yield;
  if (faults.length === 0) return valueOf(root, new DataText(traced));
  const [fault] = faults;
  if (faults.some(({ detail }) => detail === TOO_MANY_VALUES)) {
    reading.report(`A text of more than ${MAX_JSON_VALUES} values is not read.`);
    return undefined;
  }
  // What is unknown may be what is missing.
  if (fault === undefined || !traced.isKnown) return undefined;
  const data = new DataText(traced);
  reading.reportInvalid(
    'This is not valid JSON: what comes after this may not be read.',
    data.placeOf(fault.range),
  );
  return valueOf(root, data);
}

function valueOf(node: JsonNode, data: DataText): Value {
  switch (node.kind) {
    case 'string':
      return textValue(data.part(node.value.text, node.range, 'json-data', node.value));
    case 'number': {
      const { start, end } = node.range;
      const typed = new TextBuilder();
      typed.verbatim(data.text, start, end);
      const text = data.part(data.text.slice(start, end), node.range, 'number', typed.take());
      return { kind: 'number', value: node.value, text };
    }
    case 'boolean':
      return booleanValue(node.value);
    case 'null':
      return NULL_VALUE;
    case 'array':
      return listValue(node.elements.map((element) => valueOf(element, data)));
    case 'object':
      return mapValueOf(
        node.members.map((member) => ({
          key: data.part(member.name.text, member.nameRange, 'json-data', member.name),
          value: valueOf(member.value, data),
        })),
      );
    case 'invalid':
      return unknown('json');
  }
}
