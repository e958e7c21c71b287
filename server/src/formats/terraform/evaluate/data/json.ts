import { readJson as parseJson } from '../../syntax/json.ts';
import type { JsonNode } from '../../syntax/json.ts';
import { TextBuilder } from '../../syntax/decoded-text.ts';
import type { TracedText } from '../traced-text.ts';
import { booleanValue, listValue, mapOf, NULL, textValue, unknown } from '../value.ts';
import type { Value } from '../value.ts';
import { DataText } from './data-text.ts';

/** What `jsondecode` makes of a text; `undefined` where it is no JSON. */
export function readJson(traced: TracedText): Value | undefined {
  const { root, faults } = parseJson(traced.text);
  return faults.length > 0 ? undefined : valueOf(root, new DataText(traced));
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
      return NULL;
    case 'array':
      return listValue(node.elements.map((element) => valueOf(element, data)));
    case 'object':
      return mapOf(
        node.members.map((member) => ({
          key: data.part(member.name.text, member.nameRange, 'json-data', member.name),
          value: valueOf(member.value, data),
        })),
      );
    case 'invalid':
      return unknown('json');
  }
}
