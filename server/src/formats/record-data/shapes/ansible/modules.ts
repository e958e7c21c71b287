import type { RecordForm } from '../../../../record-sets/record-map.ts';
import { ROUTE53 } from '../../../../record-sets/route53.ts';
import { AZURE_DNS, CLOUD_DNS, CLOUDFLARE_DNS, undocumented } from '../../../../record-sets/services.ts';
import type { DnsService } from '../../../../record-sets/record-set.ts';

/** An Ansible module that makes records. */
export interface RecordModule {
  /** Without its collection. */
  readonly name: RegExp;
  readonly form: RecordForm;
  /** Arguments with the name of the zone. */
  readonly zone: readonly string[];
  /** Whether the values are a list, and text in their place is split at its commas. */
  readonly isCutAtCommas?: true;
  /** An argument that has the name relative to the zone, instead of the owner. */
  readonly prefix?: string;
  /** Arguments that make the record one of several answers, of which each client gets one. */
  readonly choices?: readonly string[];
  /** An argument that is true if the values are the name of something with the addresses. */
  readonly alias?: string;
  /** Arguments that make the zone private: one that is true, or others that are present. */
  readonly privateZone?: { readonly flag: string; readonly others: readonly string[] };
  /** An argument that is true if the service answers with its own addresses. */
  readonly proxied?: string;
}

const USUAL = { type: ['type'], ttl: ['ttl'] } as const;

/** https://docs.ansible.com/ansible/latest/collections/community/general/nsupdate_module.html. A bare text is put in quotes. */
const DYNAMIC_UPDATE: DnsService = undocumented('the DNS server', {
  textSource: 'ansible-collections/community.general plugins/modules/nsupdate.py (txt_helper)',
  splits: 'user',
  isWholeSet: true,
  targets: 'zone',
});

/** https://docs.ansible.com/ansible/latest/collections/community/dns/ (`txt_transformation: unquoted`). */
const UNQUOTED: DnsService = undocumented('the DNS provider', { isWholeSet: true, hasWholeNames: true });

const MODULES: readonly RecordModule[] = [
  {
    name: /^route53$/,
    form: { ...USUAL, owner: ['record'], names: 'whole', values: ['value'], service: ROUTE53 },
    zone: ['zone'],
    isCutAtCommas: true,
    choices: ['identifier', 'weight', 'region', 'failover', 'geo_location'],
    alias: 'alias',
    privateZone: { flag: 'private_zone', others: ['vpc_id'] },
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
    proxied: 'proxied',
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
    prefix: 'prefix',
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

const COLLECTION =
  /^(?:amazon\.aws|community\.\w+|google\.cloud|azure\.azcollection|freeipa\.ansible_freeipa)\./;

/** The source of a regular expression that matches the names of the modules. */
export const MODULE_NAMES = `(?:[a-z]\\w*\\.\\w+\\.)?(?:${MODULES.map(({ name }) => name.source.slice(1, -1)).join('|')})`;

/** The module of that name, with or without its collection. */
export function moduleNamed(name: string): RecordModule | undefined {
  const own = name.replace(COLLECTION, '');
  return MODULES.find((module) => module.name.test(own));
}
