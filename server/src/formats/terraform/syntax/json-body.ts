import type { Attribute, Block, JsonBody, Label } from './body.ts';
import type { JsonMember, JsonNode } from './json.ts';

/** How many labels a block of a type has, where it has some: Terraform's JSON configuration syntax, "Block Type Expressions". */
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

/** Blocks that a file's own level may hold. Other members of it are attributes: those of a file of variables. */
const TOP_LEVEL = new Set([
  ...['resource', 'data', 'ephemeral', 'module', 'variable', 'output', 'provider', 'check'],
  ...['locals', 'terraform', 'moved', 'import', 'removed'],
]);

/** The attributes and blocks of a file in Terraform's JSON syntax. */
export function contentsOfJson(root: JsonNode, isVariables: boolean): readonly (Attribute | Block)[] {
  if (root.kind !== 'object') return [];
  const body: JsonBody = { kind: 'json', members: root.members };
  if (isVariables) return attributesOfJson(body);
  return root.members.flatMap((member): readonly (Attribute | Block)[] =>
    TOP_LEVEL.has(member.name.text) ? blocksOfMember(member) : [attributeOf(member)],
  );
}

/** Every member may be an attribute; a name that begins with `//` is a comment. */
export function attributesOfJson(body: JsonBody): readonly Attribute[] {
  return body.members.filter((member) => !member.name.text.startsWith('//')).map(attributeOf);
}

function attributeOf(member: JsonMember): Attribute {
  return {
    kind: 'attribute',
    name: member.name.text,
    nameRange: member.nameRange,
    expression: { kind: 'json', node: member.value },
  };
}

/** The members of that name as blocks, for a reader who knows that they are. */
export function blocksOfJson(body: JsonBody, type: string): readonly Block[] {
  return body.members.filter((member) => member.name.text === type).flatMap(blocksOfMember);
}

function blocksOfMember(member: JsonMember): readonly Block[] {
  const found: Block[] = [];
  collect(member, member.value, [], LABELS[member.name.text] ?? 0, found);
  return found;
}

/** Each level of objects gives a label; arrays, at any level, give several blocks. */
function collect(
  member: JsonMember,
  node: JsonNode,
  labels: readonly Label[],
  wanted: number,
  into: Block[],
): void {
  if (node.kind === 'array') {
    for (const element of node.elements) collect(member, element, labels, wanted, into);
  } else if (node.kind === 'object' && labels.length < wanted) {
    for (const inner of node.members) {
      const label = { text: inner.name.text, range: inner.nameRange };
      if (!label.text.startsWith('//')) collect(member, inner.value, [...labels, label], wanted, into);
    }
  } else if (node.kind === 'object') {
    into.push({
      kind: 'block',
      type: member.name.text,
      typeRange: member.nameRange,
      labels,
      body: { kind: 'json', members: node.members },
      range: node.range,
    });
  }
}
