import type { Attribute, Block, Body } from './body.ts';
import type { TopLevelItem } from './scan-body.ts';
import { BodyScanner } from './scan-body.ts';
import { attributesOfJson, blocksOfJson, contentsOfJson } from './json-body.ts';
import { readJson } from './json.ts';

export type { TopLevelItem } from './scan-body.ts';

/** How a file is written, and what it holds. */
export type ConfigurationSyntax =
  /** `*.tf`, `*.tofu`, `*.tfvars`. */
  | 'native'
  /** `*.tf.json`, `*.tofu.json`. */
  | 'json'
  /** `*.tfvars.json`. */
  | 'json-variables';

/** The items of a file, in the order of the text; end to end they are the text. Never throws. */
export function readFile(text: string, syntax: ConfigurationSyntax): readonly TopLevelItem[] {
  if (syntax === 'native') {
    const scanner = new BodyScanner(text);
    const items: TopLevelItem[] = [];
    for (let item = scanner.next(); item !== undefined; item = scanner.next()) items.push(item);
    return items;
  }
  const { root, faults } = readJson(text);
  const contents = contentsOfJson(root, syntax === 'json-variables');
  return [{ start: 0, end: text.length, contents, faults, pragmas: [] }];
}

export function attributesOf(body: Body): readonly Attribute[] {
  if (body.kind === 'json') return attributesOfJson(body);
  return body.items.filter((item) => item.kind === 'attribute');
}

/** The first attribute of that name. */
export function attributeOf(body: Body, name: string): Attribute | undefined {
  if (body.kind === 'json') return attributesOfJson(body).find((attribute) => attribute.name === name);
  for (const item of body.items) if (item.kind === 'attribute' && item.name === name) return item;
  return undefined;
}

export function blocksOf(body: Body, type: string): readonly Block[] {
  if (body.kind === 'json') return blocksOfJson(body, type);
  return body.items.filter((item) => item.kind === 'block' && item.type === type) as readonly Block[];
}
