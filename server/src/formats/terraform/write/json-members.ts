import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { parseJson } from '../../../data/json-syntax.ts';
import type { JsonNode } from '../../../data/json-syntax.ts';
import { surrounds } from './enclosure.ts';
import type { Entries } from './enclosure.ts';

/** The members of a JSON object, and the index of one of them. */
export interface MemberPlace extends Entries {
  readonly index: number;
  /** The member of the outer object whose value is this object; `undefined` for the whole text. */
  readonly outer: MemberPlace | undefined;
}

/** The place of an object that is the value of a member; `undefined` if it is an element of an array. */
export function memberOf(text: string, object: Range): MemberPlace | undefined {
  let node: JsonNode | undefined = parseJson(text).root;
  let outer: MemberPlace | undefined;
  while (node !== undefined) {
    if (node.kind === 'array') {
      // The object around an array does not contain the inner members directly.
      outer = undefined;
      node = node.elements.find(({ range }) => surrounds(range, object));
      continue;
    }
    if (node.kind !== 'object') return undefined;
    const index: number = node.members.findIndex(({ value }) => surrounds(value.range, object));
    const member = node.members[index];
    if (member === undefined) return undefined;
    const elements = node.members.map(({ nameRange, value }) => ({
      range: rangeOf(nameRange.start, value.range.end),
    }));
    const place: MemberPlace = { range: node.range, elements, index, outer };
    if (member.value.range.start === object.start && member.value.range.end === object.end) return place;
    outer = place;
    node = member.value;
  }
  return undefined;
}
