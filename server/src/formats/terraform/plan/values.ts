import { MAX_SEGMENTS } from '../../../text/decoded-text.ts';
import type { Range } from '../../../text/range.ts';
import type { DeclarationAnchor } from '../evaluate/anchor.ts';
import { TracedText } from '../evaluate/traced-text.ts';
import type { Literal } from '../evaluate/traced-text.ts';
import { booleanValue, listValue, mapValueOf, NULL_VALUE, textValue, unknown } from '../evaluate/value.ts';
import type { MapEntry, Value } from '../evaluate/value.ts';
import type { JsonMember, JsonNode, JsonString } from '../../../data/json-syntax.ts';
import { membersOf, nodesIn } from './json.ts';

/** What is known of a value in a plan before its unknown parts are read. */
export interface PlannedNode {
  /** `undefined`: missing, as unknown attributes are. */
  readonly node: JsonNode | undefined;
  /** The shape of the value, with `true` for each unknown part. */
  readonly unknown: JsonNode | undefined;
  /** The shape of the value, with `true` for each part that is treated as unknown. */
  readonly hidden?: JsonNode | undefined;
}

/** Creates values from a plan's JSON. Its strings are literals, and all of them are in the text of the plan. */
export class PlanValues {
  private readonly text: string;
  private readonly anchor: DeclarationAnchor | undefined;

  /** `anchor`: of the plan's document; without it, values are not traced to it. */
  constructor(text: string, anchor?: DeclarationAnchor) {
    this.text = text;
    this.anchor = anchor;
  }

  /** `reference` distinguishes unknown values. */
  valueOf({ node, unknown: isUnknown, hidden }: PlannedNode, reference: string): Value {
    if (isTrue(isUnknown)) return unknown(reference);
    if (isTrue(hidden)) return hiddenOf(node, reference);
    switch (node?.kind) {
      case undefined:
        if (isUnknown?.kind === 'array') return this.listOf([], isUnknown, undefined, reference);
        return isUnknown?.kind === 'object' ? this.objectOf([], isUnknown, undefined, reference) : NULL_VALUE;
      case 'null':
        return NULL_VALUE;
      case 'string':
        return textValue(this.traced(node.value.text, node.range, node.value));
      case 'number':
        return { kind: 'number', value: node.value, text: this.numberText(node.range) };
      case 'boolean':
        return booleanValue(node.value);
      case 'array':
        return this.listOf(node.elements, isUnknown, hidden, reference);
      case 'object':
        return this.objectOf(node.members, isUnknown, hidden, reference);
      case 'invalid':
        return unknown(reference);
    }
  }

  /** An unknown element is null in a list, and is missing from a set. */
  private listOf(
    elements: readonly JsonNode[],
    isUnknown: JsonNode | undefined,
    hidden: JsonNode | undefined,
    reference: string,
  ): Value {
    const flags = nodesIn(isUnknown);
    const hiddenFlags = nodesIn(hidden);
    const isSet = flags.length > elements.length;
    const values = elements.map((node, i): Value => {
      const at = `${reference}[${i}]`;
      // Terraform has no lists with null where records are: null represents an unknown value.
      if (node.kind === 'null') return unknown(at);
      return this.valueOf({ node, unknown: isSet ? undefined : flags[i], hidden: hiddenFlags[i] }, at);
    });
    for (let i = values.length; isSet && i < flags.length; i++) values.push(unknown(`${reference}[${i}]`));
    return listValue(values);
  }

  /** The known members, and those that are only in the shape of the unknown values. */
  private objectOf(
    members: readonly JsonMember[],
    isUnknown: JsonNode | undefined,
    hidden: JsonNode | undefined,
    reference: string,
  ): Value {
    const flags = new Map(membersOf(isUnknown).map(({ name, value }) => [name.text, value]));
    const hiddenFlags = new Map(membersOf(hidden).map(({ name, value }) => [name.text, value]));
    const parts = new Map<string, JsonNode | undefined>([...flags.keys()].map((name) => [name, undefined]));
    for (const { name, value } of members) parts.set(name.text, value);
    return mapValueOf(
      [...parts].map(([name, node]): MapEntry => {
        const part = { node, unknown: flags.get(name), hidden: hiddenFlags.get(name) };
        const value = this.valueOf(part, `${reference}.${name}`);
        return { key: new TracedText(name), value };
      }),
    );
  }

  private traced(text: string, range: Range, exact: JsonString): TracedText {
    // An object for each escape takes 10 times as long as the text.
    const literal = this.literal(range);
    if (literal === undefined || text === '' || exact.escapes > MAX_SEGMENTS) return new TracedText(text);
    return new TracedText(
      text,
      exact.segments.map(({ at, length, source }) => ({ at, length, source, literal })),
    );
  }

  private numberText(range: Range): TracedText {
    const text = this.text.slice(range.start, range.end);
    const literal = this.literal(range);
    const segments = literal === undefined ? [] : [{ at: 0, length: text.length, source: range, literal }];
    return new TracedText(text, segments);
  }

  /** Terraform wrote the plan from the configuration: editing it would have no effect. */
  private literal(range: Range): Literal | undefined {
    const { anchor } = this;
    return anchor && { anchor, form: 'data', range };
  }
}

function isTrue(node: JsonNode | undefined): boolean {
  return node?.kind === 'boolean' && node.value;
}

/** As many unknown values as there are known ones: the number of records is not sensitive. */
function hiddenOf(node: JsonNode | undefined, reference: string): Value {
  switch (node?.kind) {
    case undefined:
    case 'null':
      return NULL_VALUE;
    case 'array':
      return listValue(node.elements.map((one, i) => hiddenOf(one, `${reference}[${i}]`)));
    case 'object':
      return mapValueOf(
        node.members.map(({ name, value }): MapEntry => {
          return { key: new TracedText(name.text), value: hiddenOf(value, `${reference}.${name.text}`) };
        }),
      );
    default:
      return unknown(reference);
  }
}
