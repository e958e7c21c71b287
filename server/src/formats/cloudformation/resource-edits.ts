import { valueOf, type DataMap, type DataNode } from '../../data/node.ts';
import { isKnown, labelsOf, relativeTo } from '../../dns/names.ts';
import type { AddedRecord, RecordSet } from '../../record-sets/record-set.ts';
import { functionOf } from './functions.ts';
import type { SetMaker } from './record-sets.ts';
import { certainText } from './resolved.ts';

/** Properties that a copy of a resource may have. Others may not suit another record. */
const COPIED = new Set(['HostedZoneId', 'HostedZoneName', 'Name', 'ResourceRecords', 'TTL', 'Type']);
const COPIED_ATTRIBUTES = new Set([
  'Condition',
  'DeletionPolicy',
  'Properties',
  'Type',
  'UpdateReplacePolicy',
]);

/** The edits that remove resources from a template and add them to it. */
export class ResourceEdits {
  private readonly root: DataMap;
  private readonly makers: ReadonlyMap<RecordSet, SetMaker>;
  private known: ReadonlySet<string> | undefined;

  constructor(root: DataMap, makers: ReadonlyMap<RecordSet, SetMaker>) {
    this.root = root;
    this.makers = makers;
  }

  /** Whether the template could not be deployed without the set, because another part refers to it or nothing else is left. */
  isNeeded(set: RecordSet): boolean {
    const maker = this.makers.get(set);
    if (maker === undefined) return true;
    const { resource, map, isOnly } = maker;
    if (map !== resource.properties) return isOnly;
    this.known ??= referencesIn(this.root);
    return this.known.has(resource.id) || this.section('Resources').length < 2;
  }

  /** A logical ID for a copy of a resource, derived from the name and the type of its record. */
  keyOfCopy(set: RecordSet, added: AddedRecord): string | undefined {
    const maker = this.makers.get(set);
    const body = maker?.resource.entry.value;
    if (maker === undefined || body?.kind !== 'map') return undefined;
    const { resource, map } = maker;
    if (!map.entries.every(({ key }) => COPIED.has(key.text.text))) return undefined;
    if (!body.entries.every(({ key }) => COPIED_ATTRIBUTES.has(key.text.text))) return undefined;
    const relative = relativeTo(added.owner, set.zone ?? set.owner) ?? labelsOf(added.owner)[0] ?? '';
    const words = [...labelsOf(relative).filter(isKnown), added.type.toLowerCase()];
    const kind = /Record(?:Set)?$/.exec(resource.id)?.[0] ?? 'Record';
    const id =
      words
        .flatMap((word) => word.match(/[a-z0-9]+/gi) ?? [])
        .map(capitalized)
        .join('') + kind;
    const taken = new Set([...this.section('Resources'), ...this.section('Parameters')]);
    let free = id;
    for (let number = 2; taken.has(free); number++) free = `${id}${number}`;
    return free;
  }

  private section(name: string): readonly string[] {
    const section = valueOf(this.root, name);
    return section?.kind === 'map' ? section.entries.map(({ key }) => key.text.text) : [];
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The names used by functions and dependencies, including logical IDs. */
function referencesIn(root: DataNode): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string): void => {
    const [id = ''] = text.split('.', 1);
    names.add(id);
  };
  const open: DataNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'unknown') continue;
    const called = functionOf(node);
    const argument = called?.argument.kind === 'list' ? called.argument.items[0] : called?.argument;
    const text = certainText(argument);
    if (called !== undefined && text !== undefined) {
      if (called.name === 'Sub') for (const [, name = ''] of text.matchAll(/\$\{([^{}]+)\}/g)) add(name);
      else add(text);
    }
    if (node.kind === 'list') open.push(...node.items);
    if (node.kind !== 'map') continue;
    for (const { key, value } of node.entries) {
      open.push(value);
      if (key.text.text !== 'DependsOn') continue;
      for (const one of value.kind === 'list' ? value.items : [value]) add(certainText(one) ?? '');
    }
  }
  return names;
}
