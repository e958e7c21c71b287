import { entryOf, scalarOf, valueOf, type DataMap, type DataNode } from '../../data/node.ts';
import { sliceDecoded } from '../../text/decoded-text.ts';
import type { Range } from '../../text/range.ts';
import { scalarWith } from './resolved.ts';

/** The sections of a template that values come from. */
export class TemplateSections {
  readonly resources: DataMap | undefined;
  private readonly parameters: DataMap | undefined;
  private readonly mappings: DataMap | undefined;
  private readonly conditions: DataMap | undefined;

  constructor(root: DataMap) {
    this.resources = mapAt(root, 'Resources');
    this.parameters = mapAt(root, 'Parameters');
    this.mappings = mapAt(root, 'Mappings');
    this.conditions = mapAt(root, 'Conditions');
  }

  condition(name: string): DataNode | undefined {
    return this.conditions && valueOf(this.conditions, name);
  }

  /** Where a parameter is declared. */
  parameterAt(name: string): Range | undefined {
    return this.parameters && entryOf(this.parameters, name)?.key.range;
  }

  /** A value of a mapping. */
  mapped(map: string, first: string, second: string): DataNode | undefined {
    const own = this.mappings && mapAt(this.mappings, map);
    const inner = own && mapAt(own, first);
    return inner && valueOf(inner, second);
  }

  /**
   * What a parameter is when nothing else is said. `undefined` where that is not known, or nothing that a text is made of: what is
   * empty is to be filled in, what is not to be shown is a secret, and that of a type of AWS is the name of a value.
   */
  defaultOf(name: string): DataNode | undefined {
    const parameter = this.parameters && mapAt(this.parameters, name);
    if (parameter === undefined) return undefined;
    const type = scalarOf(parameter, 'Type')?.text.text ?? '';
    const value = scalarOf(parameter, 'Default');
    const isSecret = /^true$/i.test(scalarOf(parameter, 'NoEcho')?.text.text ?? '');
    if (value === undefined || isSecret || value.tag !== undefined || value.text.text === '')
      return undefined;
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
}

function mapAt(map: DataMap, key: string): DataMap | undefined {
  const value = valueOf(map, key);
  return value?.kind === 'map' ? value : undefined;
}
