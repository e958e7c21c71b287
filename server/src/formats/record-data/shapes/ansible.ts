import type { DataMap, DataNode } from '../../../data/node.ts';
import type { DomainName } from '../../../dns/names.ts';
import {
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { ROUTE53 } from '../../../record-sets/route53.ts';
import { AZURE_DNS, CLOUD_DNS, CLOUDFLARE_DNS, undocumented } from '../../../record-sets/services.ts';
import type { DnsService, RecordSet } from '../../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../../records/document.ts';
import type { RecordShape } from '../shape.ts';
import { zoneNamed } from './zone-records.ts';

/** A module of Ansible that makes records. */
interface Module {
  /** Without its collection. */
  readonly name: RegExp;
  readonly form: RecordForm;
  /** Arguments that have the name of the zone. */
  readonly zone: readonly string[];
  /** The values are a list; a text in their place is cut at its commas. */
  readonly isCutAtCommas?: true;
}

const USUAL = { type: ['type'], ttl: ['ttl'] } as const;

/** https://docs.ansible.com/ansible/latest/collections/community/general/nsupdate_module.html; a bare text is put in quotes. */
const DYNAMIC_UPDATE: DnsService = undocumented('the DNS server', {
  textSource: 'ansible-collections/community.general plugins/modules/nsupdate.py (txt_helper)',
  splits: 'user',
  isWholeSet: true,
  targets: 'zone',
});

/** https://docs.ansible.com/ansible/latest/collections/community/dns/ (`txt_transformation: unquoted`). */
const UNQUOTED: DnsService = undocumented('the DNS provider', { isWholeSet: true, hasWholeNames: true });

const MODULES: readonly Module[] = [
  {
    name: /^route53$/,
    form: { ...USUAL, owner: ['record'], names: 'whole', values: ['value'], service: ROUTE53 },
    zone: ['zone'],
    isCutAtCommas: true,
  },
  {
    name: /^nsupdate$/,
    form: { ...USUAL, owner: ['record'], names: 'relative', values: ['value'], service: DYNAMIC_UPDATE },
    zone: ['zone'],
    isCutAtCommas: true,
  },
  {
    name: /^cloudflare_dns$/,
    form: {
      ...USUAL,
      owner: ['record', 'name'],
      names: 'relative',
      values: ['value', 'content'],
      priority: ['priority'],
      hasAutomaticTtl: true,
      service: CLOUDFLARE_DNS,
    },
    zone: ['zone', 'domain'],
  },
  {
    name: /^azure_rm_dnsrecordset$/,
    form: {
      owner: ['relative_name'],
      names: 'relative',
      type: ['record_type'],
      ttl: ['time_to_live'],
      values: ['records'],
      item: ['entry'],
      priority: ['preference'],
      service: AZURE_DNS,
    },
    zone: ['zone_name'],
  },
  {
    name: /^gcp_dns_resource_record_set$/,
    form: { ...USUAL, owner: ['name'], names: 'whole', values: ['target'], service: CLOUD_DNS },
    zone: [],
    isCutAtCommas: true,
  },
  {
    name: /^(?:hetzner|hosttech)_dns_record(?:_set)?$/,
    form: { ...USUAL, owner: ['record'], names: 'whole', values: ['value'], service: UNQUOTED },
    zone: ['zone_name', 'zone'],
    isCutAtCommas: true,
  },
  {
    name: /^gandi_livedns$/,
    form: {
      ...USUAL,
      owner: ['record'],
      names: 'relative',
      values: ['values'],
      service: undocumented('Gandi', { isWholeSet: true, targets: 'zone' }),
    },
    zone: ['domain'],
    isCutAtCommas: true,
  },
  {
    name: /^digital_ocean_domain_record$/,
    form: {
      ...USUAL,
      owner: ['name'],
      names: 'relative',
      values: ['data'],
      priority: ['priority'],
      service: undocumented('DigitalOcean', { targets: 'zone' }),
    },
    zone: ['domain'],
  },
  {
    name: /^ipa_dnsrecord$/,
    form: {
      owner: ['record_name'],
      names: 'relative',
      type: ['record_type'],
      ttl: ['record_ttl'],
      values: ['record_value', 'record_values'],
      service: undocumented('FreeIPA', { targets: 'zone' }),
    },
    zone: ['zone_name'],
  },
];

const COLLECTION = /^(?:amazon\.aws|community\.\w+|google\.cloud|azure\.azcollection)\./;

const MODULE_NAMES = MODULES.map(({ name }) => name.source.slice(1, -1)).join('|');

/** Parts of plays and blocks that are lists of tasks. */
const TASK_LISTS = ['pre_tasks', 'tasks', 'post_tasks', 'handlers', 'block', 'rescue', 'always'];

/** Lists of tasks within each other, such as those of blocks. Tasks deeper than that are not read. */
export const MAX_BLOCK_DEPTH = 16;

/** Tasks of Ansible, in a playbook or a role. `{{ … }}` is known when they run. */
export const ANSIBLE_TASKS: RecordShape = {
  name: 'Ansible tasks',
  text: [new RegExp(`^[ \\t]*(?:-[ \\t]+)?(?:[a-z]\\w*\\.\\w+\\.)?(?:${MODULE_NAMES}):`, 'm')],
  read({ roots: [root] }) {
    if (root?.kind !== 'list') return undefined;
    const found: FoundTasks = { tasks: [], tooDeep: [] };
    findTasks(root.items, MAX_BLOCK_DEPTH, found);
    const { tasks } = found;
    const sets = tasks.flatMap((task) => readTask(task) ?? []);
    const problems = [...tasks.flatMap(unreadTask), ...found.tooDeep.map(tooDeepAt)];
    if (sets.length === 0 && problems.length === 0) return undefined;
    return { sets, problems, isPartial: true };
  },
};

interface Task {
  readonly map: DataMap;
  readonly module: Module;
  readonly args: DataNode;
}

/** The tasks of a file, and the lists of tasks that are too deep within others. */
interface FoundTasks {
  readonly tasks: Task[];
  readonly tooDeep: DataNode[];
}

function findTasks(items: readonly DataNode[], depth: number, found: FoundTasks): void {
  for (const item of items) {
    if (item.kind !== 'map') continue;
    for (const { key, value } of item.entries) {
      const { text } = key.text;
      const module = MODULES.find(({ name }) => name.test(text.replace(COLLECTION, '')));
      if (module !== undefined) found.tasks.push({ map: item, module, args: value });
      if (!TASK_LISTS.includes(text) || value.kind !== 'list') continue;
      if (depth > 1) findTasks(value.items, depth - 1, found);
      else found.tooDeep.push(value);
    }
  }
}

function tooDeepAt({ range }: DataNode): DocumentProblem {
  const message = `Tasks within more than ${MAX_BLOCK_DEPTH} lists of tasks are not read.`;
  return { message, range, unread: { kind: 'limit' } };
}

/** Arguments in one text: `route53: zone=example.com type=TXT …`. */
function unreadTask({ args }: Task): readonly DocumentProblem[] {
  if (args.kind === 'map') return [];
  const message = 'The arguments of this task are not a map, so its record was not read.';
  return [{ message, range: args.range, unread: { kind: 'format' } }];
}

function readTask({ map, module: { form, zone, isCutAtCommas }, args }: Task): RecordSet | undefined {
  if (args.kind !== 'map' || /^(?:absent|delete|get)$/.test(stateOf(args))) return undefined;
  const zoneName = zoneOf(args, zone);
  // Without a zone, the name of the record has to be a whole one.
  const names = zone.length > 0 && firstValueOf(args, zone) === undefined ? 'whole' : form.names;
  const isConditional = ['when', 'loop', 'with_items'].some(
    (name) => firstValueOf(map, [name]) !== undefined,
  );
  const set = readRecordMap(args, { ...form, names }, { zone: zoneName, range: map.range, isConditional });
  if (set === undefined || isCutAtCommas !== true) return set;
  const values = firstValueOf(args, form.values);
  const isCut = values?.kind === 'scalar' && values.text.text.includes(',');
  return isCut ? { ...set, values: [{ kind: 'unknown', range: values.range }] } : set;
}

function stateOf(args: DataMap): string {
  return firstTextOf(args, 'state', 'command') ?? 'present';
}

function zoneOf(args: DataMap, names: readonly string[]): DomainName | undefined {
  const zone = firstTextOf(args, ...names);
  return zone === undefined || /[{}]/.test(zone) ? undefined : zoneNamed(zone);
}
