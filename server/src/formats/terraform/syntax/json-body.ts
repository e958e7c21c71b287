import type { Attribute, Block, Body, Label } from './body.ts';
import type { JsonMember, JsonNode } from '../../../data/json-syntax.ts';

/** The number of labels of each block type that has labels: Terraform's JSON configuration syntax, "Block Type Expressions". */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  check: 1,
  dynamic: 1,
  provisioner: 1,
  backend: 1,
};

/** Blocks that can be at the top level of a file. Other members there are attributes, as in a file of variables. */
const TOP_LEVEL = new Set([
  ...['resource', 'data', 'ephemeral', 'module', 'variable', 'output', 'provider', 'check'],
  ...['locals', 'terraform', 'moved', 'import', 'removed'],
]);

/** An object of Terraform's JSON syntax. A name that begins with `//` is a comment. */
class JsonBody implements Body {
  readonly allBlocks: readonly Block[] = [];
  private readonly members: readonly JsonMember[];

  constructor(members: readonly JsonMember[]) {
    this.members = members;
  }

  get attributes(): readonly Attribute[] {
    return this.members.filter((member) => !member.name.text.startsWith('//')).map(attributeOf);
  }

  attribute(name: string): Attribute | undefined {
    const member = this.members.find((one) => one.name.text === name);
    return member === undefined ? undefined : attributeOf(member);
  }

  blocks(type: string): readonly Block[] {
    return this.members.filter((member) => member.name.text === type).flatMap(blocksOf);
  }
}

/** The content of a JSON file. */
export interface JsonContents {
  readonly blocks: readonly Block[];
  readonly attributes: readonly Attribute[];
}

/** In a file of variables every member is an attribute, whatever its name. */
export function contentsOfJson(root: JsonNode, isVariables: boolean): JsonContents {
  const members = root.kind === 'object' ? root.members : [];
  const isBlock = (member: JsonMember): boolean => !isVariables && TOP_LEVEL.has(member.name.text);
  return {
    blocks: members.filter(isBlock).flatMap(blocksOf),
    attributes: new JsonBody(members.filter((member) => !isBlock(member))).attributes,
  };
}

function attributeOf(member: JsonMember): Attribute {
  return {
    name: member.name.text,
    nameRange: member.nameRange,
    expression: { kind: 'json', node: member.value },
  };
}

function blocksOf(member: JsonMember): readonly Block[] {
  const found: Block[] = [];
  collect(member, member.value, [], found);
  return found;
}

/** Each level of objects adds a label; arrays, at any level, contain several blocks. */
function collect(member: JsonMember, node: JsonNode, labels: readonly Label[], into: Block[]): void {
  if (node.kind === 'array') {
    for (const element of node.elements) collect(member, element, labels, into);
  } else if (node.kind === 'object' && labels.length < (LABELS[member.name.text] ?? 0)) {
    for (const inner of node.members) {
      const label = { text: inner.name.text, range: inner.nameRange };
      if (!label.text.startsWith('//')) collect(member, inner.value, [...labels, label], into);
    }
  } else if (node.kind === 'object') {
    into.push({
      type: member.name.text,
      typeRange: member.nameRange,
      labels,
      body: new JsonBody(node.members),
      range: node.range,
    });
  }
}
