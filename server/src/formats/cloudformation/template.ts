import {
  scalarOf,
  valueOf,
  type DataEntry,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../../data/node.ts';
import { sliceDecoded } from '../../text/decoded-text.ts';
import type { Range } from '../../text/range.ts';
import { givenScalar, scalarWith } from './resolved.ts';

/** What another template gives for parameters, by their names; `undefined` for what is not known. */
export type GivenParameters = ReadonlyMap<string, string | undefined>;

export const NOTHING_GIVEN: GivenParameters = new Map();

/** The sections of a template that values come from. */
export class TemplateSections {
  readonly resources: DataMap | undefined;
  private readonly parameters: Section;
  private readonly mappings: Section;
  private readonly conditions: Section;
  private readonly given: GivenParameters;
  private readonly values = new Map<string, DataNode | undefined>();
  private readonly maps = new Map<DataMap, Section>();

  constructor(root: DataMap, given = NOTHING_GIVEN) {
    this.given = given;
    this.resources = mapAt(root, 'Resources');
    this.parameters = sectionOf(root, 'Parameters');
    this.mappings = sectionOf(root, 'Mappings');
    this.conditions = sectionOf(root, 'Conditions');
  }

  condition(name: string): DataNode | undefined {
    return this.conditions.get(name)?.value;
  }

  /** Where a parameter is declared. */
  parameterAt(name: string): Range | undefined {
    return this.parameters.get(name)?.key.range;
  }

  /** A value of a mapping. */
  mapped(map: string, first: string, second: string): DataNode | undefined {
    return this.entryIn(this.entryIn(this.mappings.get(map)?.value, first), second);
  }

  private entryIn(node: DataNode | undefined, key: string): DataNode | undefined {
    if (node?.kind !== 'map') return undefined;
    let entries = this.maps.get(node);
    if (entries === undefined) this.maps.set(node, (entries = entriesOf(node)));
    return entries.get(key)?.value;
  }

  /**
   * What a parameter is: as another template gives it, or else its default. `undefined` where that is not known, or nothing that a text
   * is made of: a default that is empty is to be filled in, what is not to be shown is a secret, and a value of a type of AWS is the
   * name of another one.
   */
  valueOf(name: string): DataNode | undefined {
    if (!this.values.has(name)) this.values.set(name, this.findValue(name));
    return this.values.get(name);
  }

  private findValue(name: string): DataNode | undefined {
    const parameter = this.parameters.get(name)?.value;
    if (parameter?.kind !== 'map') return undefined;
    const type = scalarOf(parameter, 'Type')?.text.text ?? '';
    const value = this.given.has(name) ? this.givenFor(name) : defaultIn(parameter);
    const isSecret = /^true$/i.test(scalarOf(parameter, 'NoEcho')?.text.text ?? '');
    if (value === undefined || isSecret) return undefined;
    if (type === 'String' || type === 'Number') return value;
    if (type !== 'CommaDelimitedList' && type !== 'List<Number>') return undefined;
    const items: DataNode[] = [];
    for (const { index, 0: item } of value.text.text.matchAll(/[^,]+/g)) {
      const start = index + (item.length - item.trimStart().length);
      const text = sliceDecoded(value.text, start, start + item.trim().length);
      items.push(scalarWith(text, value.range));
    }
    return { kind: 'list', tag: undefined, range: value.range, isFlow: true, items };
  }

  /** Where the name is declared: what gives the value is in another file. */
  private givenFor(name: string): DataScalar | undefined {
    const value = this.given.get(name);
    const at = this.parameterAt(name);
    return value === undefined || at === undefined ? undefined : givenScalar(value, at);
  }

  /** Whether another template determines what is used at an offset: the name of a parameter that it gives. */
  isGivenAt(offset: number): boolean {
    return [...this.given.keys()].some((name) => {
      const at = this.parameterAt(name);
      return at !== undefined && at.start <= offset && offset <= at.end;
    });
  }
}

function defaultIn(parameter: DataMap): DataScalar | undefined {
  const value = scalarOf(parameter, 'Default');
  return value === undefined || value.tag !== undefined || value.text.text === '' ? undefined : value;
}

/** The entries of a section that count, by their keys: there may be thousands, and each is looked for. */
type Section = ReadonlyMap<string, DataEntry>;

function sectionOf(root: DataMap, key: string): Section {
  const section = mapAt(root, key);
  return section === undefined ? new Map() : entriesOf(section);
}

function entriesOf({ entries }: DataMap): Section {
  const byKey = new Map<string, DataEntry>();
  for (const entry of entries) {
    const key = entry.key.text.text;
    if (!entry.isMerged || !byKey.has(key)) byKey.set(key, entry);
  }
  return byKey;
}

function mapAt(map: DataMap, key: string): DataMap | undefined {
  const value = valueOf(map, key);
  return value?.kind === 'map' ? value : undefined;
}
