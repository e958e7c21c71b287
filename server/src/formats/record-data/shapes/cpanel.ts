import type { DataMap, DataNode } from '../../../data/node.ts';
import { ownerIn } from '../../../record-sets/owner-form.ts';
import { partOf } from '../../../record-sets/data-sets.ts';
import { firstValueOf, firstTextOf, ttlOf } from '../../../record-sets/record-map.ts';
import { undocumented } from '../../../record-sets/services.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../../records/document.ts';
import type { RecordShape } from '../shape.ts';
import { isWholeZone, mapsIn, zoneBySoa } from './zone-records.ts';

const CPANEL = undocumented('cPanel', { hasWholeNames: true });

/** By type: the members with the fields of a record. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  A: ['address'],
  AAAA: ['address'],
  CNAME: ['cname'],
  MX: ['preference', 'exchange'],
  NS: ['nsdname'],
  PTR: ['ptrdname'],
  SOA: ['mname', 'rname', 'serial', 'refresh', 'retry', 'expire', 'minimum'],
  SRV: ['priority', 'weight', 'port', 'target'],
  TXT: ['txtdata'],
};

/** Maps and lists around the list of records. The versions of the API have 2 to 6. */
export const MAX_WRAPPERS = 8;

/** `dumpzone` of the cPanel and WHM APIs: the lines of a zone file. */
export const CPANEL_ZONE: RecordShape = {
  name: 'cPanel zone',
  text: [/"record"[ \t]*:[ \t]*\[/, /"(?:txtdata|nsdname|exchange|cname)"[ \t]*:/],
  read({ roots: [root] }) {
    const found = root && recordsIn(root);
    if (found?.maps.some((map) => fieldsOf(map) !== undefined) !== true) return undefined;
    const { maps, wrappers, list } = found;
    if (wrappers > MAX_WRAPPERS) return { sets: [], problems: [tooDeepAt(list)], isPartial: true };
    const sets = maps.flatMap((map) => readOne(map) ?? []);
    const zone = zoneBySoa(sets);
    // cPanel returns a line that it cannot parse as it is.
    const hasRaw = maps.some(
      (map) => firstTextOf(map, 'type') === ':RAW' && firstTextOf(map, 'raw')?.trim() !== '',
    );
    return { sets: sets.map((set) => ({ ...set, zone })), isPartial: hasRaw || !isWholeZone(sets) };
  },
};

interface ZoneLines {
  readonly list: DataNode;
  readonly maps: readonly DataMap[];
  /** The number of maps and lists around the list. */
  readonly wrappers: number;
}

function recordsIn(root: DataNode): ZoneLines | undefined {
  let node: DataNode | undefined = root;
  for (let wrappers = 1; node?.kind === 'list' || node?.kind === 'map'; wrappers++) {
    const list: DataNode | undefined = node.kind === 'map' ? firstValueOf(node, ['record']) : undefined;
    if (list?.kind === 'list') return { list, maps: mapsIn(list.items), wrappers };
    node =
      node.kind === 'list' ? node.items[0] : firstValueOf(node, ['cpanelresult', 'data', 'result', 'zone']);
  }
  return undefined;
}

function tooDeepAt({ range }: DataNode): DocumentProblem {
  const message = `Records nested more than ${MAX_WRAPPERS} maps and lists deep are not read.`;
  return { message, range, unread: { kind: 'limit' } };
}

function fieldsOf(map: DataMap): readonly DataNode[] | undefined {
  const nodes = FIELDS[firstTextOf(map, 'type') ?? '']?.map((name) => firstValueOf(map, [name]));
  return nodes?.every((node) => node !== undefined) === true ? nodes : undefined;
}

function readOne(map: DataMap): RecordSet | undefined {
  const type = firstValueOf(map, ['type']);
  const name = firstValueOf(map, ['name']);
  const words = fieldsOf(map)?.map(partOf);
  const first = words?.[0];
  const last = words?.at(-1);
  if (type?.kind !== 'scalar' || name === undefined || first === undefined || last === undefined)
    return undefined;
  const owner = partOf(name);
  const ttl = ttlOf(firstValueOf(map, ['ttl']));
  const { range } = last;
  return {
    range: map.range,
    owner: ownerIn(owner, 'whole', undefined),
    ownerTyped: owner,
    type: type.text.text,
    typeTyped: partOf(type),
    typeRange: type.range,
    ttl: ttl?.seconds,
    ttlRange: ttl?.range,
    values: [
      words === undefined || words.length === 1 ? { kind: 'text', ...last } : { kind: 'words', range, words },
    ],
    zone: undefined,
    service: CPANEL,
    by: `${map.range.start}|`,
    isConditional: false,
  };
}
