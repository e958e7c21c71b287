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

/** Parameters that another template passes, by name; `undefined` for an unknown value. */
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

  /** The declaration of a parameter. */
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
   * The value of a parameter: the one that another template passes, or its default. `undefined` if that is unknown or not usable
   * as text: an empty default is to be filled in, a hidden value is a secret, and a value of an AWS type is the name of another
   * one.
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

  /** It is at the declaration of the name, because the value comes from another file. */
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

/** The entries of a section that count, by key. There may be thousands, and each is looked up. */
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
