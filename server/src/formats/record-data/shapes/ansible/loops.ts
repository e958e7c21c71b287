import { scalarOf, valueOf, type DataEntry, type DataMap, type DataNode } from '../../../../data/node.ts';
import type { Range } from '../../../../text/range.ts';
import { isUnresolved, variablesOf, type TaskScope, type Templates } from './variables.ts';

/** One run of a task. */
export interface TaskRun {
  readonly scope: TaskScope;
  /** The source range of the loop item, if it has one. */
  readonly item: Range | undefined;
}

/** The runs of a task: one without a loop, and `undefined` if its loop cannot be resolved. */
export function runsOf(map: DataMap, scope: TaskScope, templates: Templates): readonly TaskRun[] | undefined {
  const loops = map.entries.filter(({ key }) => /^(?:loop|with_\w+)$/.test(key.text.text));
  const [loop] = loops;
  if (loop === undefined) return [{ scope, item: undefined }];
  const items = loops.length === 1 ? itemsOf(loop, scope, templates) : undefined;
  const name = loopVariable(map);
  if (items === undefined || name === undefined) return undefined;
  return items.map((item) => ({ scope: scope.with(new Map([[name, item]])), item: item.range }));
}

/** `undefined` if it has another name that is unknown. */
function loopVariable(map: DataMap): string | undefined {
  const control = valueOf(map, 'loop_control');
  if (control === undefined) return 'item';
  if (control.kind !== 'map') return undefined;
  const name = valueOf(control, 'loop_var') === undefined ? 'item' : scalarOf(control, 'loop_var')?.text.text;
  return name !== undefined && /^[A-Za-z_]\w*$/.test(name) ? name : undefined;
}

function itemsOf(
  { key, value }: DataEntry,
  scope: TaskScope,
  templates: Templates,
): readonly DataNode[] | undefined {
  const list = templates.resolveOutside(value, scope);
  if (!templates.spend(list.kind === 'list' ? list.items.length : 1, value)) return undefined;
  switch (key.text.text) {
    case 'loop':
    case 'with_list':
      return list.kind === 'list' && list.tag === undefined ? list.items : undefined;
    case 'with_items':
      return list.kind === 'list' && list.tag === undefined
        ? flattened(list.items, scope, templates)
        : undefined;
    case 'with_dict':
      return list.kind === 'map' && list.tag === undefined ? pairsOf(list) : undefined;
    default:
      return undefined;
  }
}

/** Nested lists are flattened by one level. */
function flattened(
  items: readonly DataNode[],
  scope: TaskScope,
  templates: Templates,
): readonly DataNode[] | undefined {
  const flat: DataNode[] = [];
  for (const item of items) {
    const node = templates.resolveOutside(item, scope);
    // An unknown value may be a list.
    if (isUnresolved(node)) return undefined;
    if (node.kind === 'list') flat.push(...node.items);
    else flat.push(node);
  }
  return flat;
}

/** Maps with the `key` and the `value` of each entry. */
function pairsOf(map: DataMap): readonly DataNode[] {
  const counting = variablesOf(map);
  return map.entries
    .filter(({ key, value }) => counting.get(key.text.text) === value)
    .map((entry): DataNode => {
      const { key, value, range } = entry;
      const named = (name: string, node: DataNode): DataEntry => ({
        key: { ...key, text: { text: name, segments: [] } },
        value: node,
        range,
        isMerged: false,
      });
      return {
        kind: 'map',
        tag: undefined,
        range,
        isFlow: map.isFlow,
        entries: [named('key', { ...key, tag: undefined }), named('value', value)],
      };
    });
}
