import type { Attribute, Block } from '../syntax/body.ts';
import type { Site } from './scope.ts';

/** A declaration in a file, with its place. */
export interface Declared<T> {
  readonly what: T;
  readonly site: Site;
  /** Its overrides from override files, the strongest last; each has its own site. */
  readonly overrides?: readonly Declared<T>[];
}

/** A declaration with its overrides from override files: the strongest last. */
export function overriddenBy<T>(declared: Declared<T>, overrides: readonly Declared<T>[]): Declared<T> {
  return { ...declared, overrides };
}

/** Characters of the declaration and its overrides. */
export function lengthOf(declared: Declared<Block>): number {
  return partsOf(declared).reduce((sum, { what: { range } }) => sum + range.end - range.start, 0);
}

/** The declaration and its overrides, the strongest first. */
function partsOf<T>(declared: Declared<T>): readonly Declared<T>[] {
  const { overrides } = declared;
  return overrides === undefined ? [declared] : [...[...overrides].reverse(), declared];
}

/** All sites of the declaration. */
export function sitesOf(declared: Declared<Block>): readonly Site[] {
  return partsOf(declared).map(({ site }) => site);
}

/** An argument of a block: an override replaces the argument of the same name. */
export function argumentIn(declared: Declared<Block>, name: string): Declared<Attribute> | undefined {
  for (const { what, site } of partsOf(declared)) {
    const attribute = what.body.attribute(name);
    if (attribute !== undefined) return { what: attribute, site };
  }
  return undefined;
}

/** All arguments of a block, each name once. */
export function argumentsIn(declared: Declared<Block>): readonly Declared<Attribute>[] {
  const byName = new Map<string, Declared<Attribute>>();
  for (const { what, site } of partsOf(declared)) {
    for (const attribute of what.body.attributes) {
      if (!byName.has(attribute.name)) byName.set(attribute.name, { what: attribute, site });
    }
  }
  return [...byName.values()];
}

/** Nested blocks, and `dynamic` blocks that make them. An override that has any replaces all of the others. */
export function blocksIn(declared: Declared<Block>, type: string): readonly Declared<Block>[] {
  for (const { what, site } of partsOf(declared)) {
    const { body } = what;
    const dynamic = body.blocks('dynamic').filter(({ labels }) => labels[0]?.text === type);
    const blocks = [...body.blocks(type), ...dynamic];
    if (blocks.length > 0) return blocks.map((block) => ({ what: block, site }));
  }
  return [];
}
