import type { DataMap, DataNode } from '../../../data/node.ts';
import type { DomainName } from '../../../dns/names.ts';
import {
  itemsIn,
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { undocumented } from '../../../record-sets/services.ts';
import type { RecordShape } from '../shape.ts';
import { mapsIn, zoneNamed } from './zone-records.ts';

/** The names of the members in one service's lists of records. */
interface ListOfRecords {
  readonly service: string;
  /** Members that each record has and that identify the service. */
  readonly marks: readonly string[];
  /** Members of the document that hold the list, if it is not the document itself. */
  readonly lists: readonly string[];
  readonly form: Omit<RecordForm, 'service'>;
  readonly isWholeSet?: true;
  /** What names in data are relative to. The default is the root. */
  readonly targets?: 'zone';
  /** The zone, from a record and the document. */
  readonly zoneOf: (map: DataMap, root: DataNode) => string | undefined;
}

const NAMED = { type: ['type'], ttl: ['ttl'] } as const;
const ofRoot =
  (...names: readonly string[]) =>
  (_: DataMap, root: DataNode): string | undefined =>
    root.kind === 'map' ? firstTextOf(root, ...names) : undefined;

/**
 * A file is read with the first entry whose marks a record has. It is not documented how these services read text, so no quotes
 * are reported.
 */
const LISTS: readonly ListOfRecords[] = [
  {
    service: 'Gandi',
    marks: ['rrset_name', 'rrset_type', 'rrset_values'],
    lists: ['items'],
    form: {
      owner: ['rrset_name'],
      names: 'relative',
      type: ['rrset_type'],
      ttl: ['rrset_ttl'],
      values: ['rrset_values'],
    },
    isWholeSet: true,
    targets: 'zone',
    zoneOf: (map) => /\/domains\/([^/]+)\/records(?:\/|$)/.exec(firstTextOf(map, 'rrset_href') ?? '')?.[1],
  },
  {
    service: 'deSEC',
    marks: ['subname', 'type', 'records'],
    lists: [],
    form: { ...NAMED, owner: ['subname'], names: 'relative', values: ['records'] },
    isWholeSet: true,
    targets: 'zone',
    zoneOf: (map) => firstTextOf(map, 'domain'),
  },
  {
    service: 'NS1',
    marks: ['domain', 'type', 'short_answers'],
    lists: ['records'],
    form: { ...NAMED, owner: ['domain'], names: 'whole', values: ['short_answers'] },
    isWholeSet: true,
    zoneOf: ofRoot('zone'),
  },
  {
    service: 'DNSimple',
    marks: ['type', 'content', 'system_record'],
    lists: ['data'],
    form: { ...NAMED, owner: ['name'], names: 'relative', values: ['content'], priority: ['priority'] },
    zoneOf: (map) => firstTextOf(map, 'zone_id'),
  },
  {
    service: 'IONOS',
    marks: ['rootName', 'type', 'content'],
    lists: ['records'],
    form: { ...NAMED, owner: ['name'], names: 'whole', values: ['content'], priority: ['prio'] },
    zoneOf: (map) => firstTextOf(map, 'rootName'),
  },
  {
    service: 'Porkbun',
    marks: ['type', 'content', 'prio', 'notes'],
    lists: ['records'],
    form: { ...NAMED, owner: ['name'], names: 'whole', values: ['content'], priority: ['prio'] },
    zoneOf: () => undefined,
  },
  {
    service: 'Namecheap',
    marks: ['Type', 'Address', 'MXPref'],
    lists: ['hostRecords', 'host', 'hosts'],
    form: {
      owner: ['Name', 'HostName'],
      names: 'relative',
      type: ['Type'],
      ttl: ['TTL'],
      values: ['Address'],
      priority: ['MXPref'],
    },
    zoneOf: ofRoot('Domain', 'domain', 'DomainName'),
  },
];

export const HOSTER_LISTS: readonly RecordShape[] = LISTS.map(shapeOf);

function shapeOf({ service, marks, lists, form, isWholeSet, targets, zoneOf }: ListOfRecords): RecordShape {
  const names = undocumented(service, {
    isWholeSet: isWholeSet === true,
    hasWholeNames: form.names === 'whole',
    ...(targets === undefined ? {} : { targets }),
  });
  const hasMarks = (map: DataMap): boolean => marks.every((mark) => firstValueOf(map, [mark]) !== undefined);
  return {
    name: `${service} records`,
    text: marks.map((mark) => new RegExp(`"${mark}"[ \\t]*:`)),
    hasRelativeNames: true,
    read({ roots: [root], zone }) {
      if (root === undefined) return undefined;
      const items =
        root.kind === 'list' ? root.items : root.kind === 'map' ? itemsIn(root, ...lists) : undefined;
      const maps = mapsIn(items ?? (root.kind === 'map' ? [root] : [])).filter(hasMarks);
      if (maps.length === 0) return undefined;
      const zoneAt = (map: DataMap): DomainName | undefined => zoneNamed(zoneOf(map, root)) ?? zone;
      const sets = maps
        .filter((map) => firstTextOf(map, 'disabled') !== 'true')
        .flatMap(
          (map) =>
            readRecordMap(map, { ...form, isPrinted: true, service: names }, { zone: zoneAt(map) }) ?? [],
        );
      return { sets, isPartial: true };
    },
  };
}
