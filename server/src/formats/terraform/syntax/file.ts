import type { TopLevelItem } from './item.ts';
import { contentsOfJson } from './json-body.ts';
import { parseJson } from '../../../data/json-syntax.ts';
import { BodyScanner } from './scan-body.ts';

/** The syntax and the kind of a file. */
export type ConfigurationSyntax =
  /** `*.tf`, `*.tofu`, `*.tfvars`. */
  | 'native'
  /** `*.tf.json`, `*.tofu.json`. */
  | 'json'
  /** `*.tfvars.json`. */
  | 'json-variables';

/** The items of a file, in order; concatenated, they are the text. Never throws. */
export function readFile(text: string, syntax: ConfigurationSyntax): readonly TopLevelItem[] {
  if (syntax === 'native') {
    const scanner = new BodyScanner(text);
    const items: TopLevelItem[] = [];
    for (let item = scanner.next(); item !== undefined; item = scanner.next()) items.push(item);
    return items;
  }
  const { root, faults } = parseJson(text);
  return [{ text, faults, pragmas: [], ...contentsOfJson(root, syntax === 'json-variables') }];
}
