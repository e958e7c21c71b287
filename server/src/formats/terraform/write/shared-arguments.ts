import type { RecordResource } from '../providers/record-resource.ts';

/** Arguments about where and how records are stored, which also suit the next record. */
const SHARED: ReadonlySet<string> = new Set([
  'provider',
  'project',
  'resource_group_name',
  'allow_overwrite',
  'proxied',
  'zone_type',
  'view',
  'source_type',
  'rrset_type',
  'dns_view',
  'email_type',
  'mode',
  'enabled',
  'disabled',
]);
/** Arguments about one record only. */
const ITS_OWN: ReadonlySet<string> = new Set([
  'priority',
  'comment',
  'description',
  'tags',
  'depends_on',
  'notes',
  'note',
]);

/** Whether an argument of one record also suits another record in the zone. */
export function isShared(name: string, { zone, ttl }: RecordResource): boolean {
  return SHARED.has(name) || zone.includes(name) || name === ttl;
}

/** Whether an argument can be left out because it is about one record only. */
export function isItsOwn(name: string): boolean {
  return ITS_OWN.has(name);
}
