import type { RecordResource } from '../providers/record-resource.ts';

/** Arguments that say where and how records are kept, which are as right for the next one. */
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
/** Those that are about the one record alone. */
const ITS_OWN: ReadonlySet<string> = new Set([
  'priority',
  'comment',
  'description',
  'tags',
  'depends_on',
  'notes',
  'note',
]);

/** Whether the value of an argument of one record is right for another one of the zone. */
export function isShared(name: string, { zone, ttl }: RecordResource): boolean {
  return SHARED.has(name) || zone.includes(name) || name === ttl;
}

/** Whether an argument can be left out, since it is about one record. */
export function isItsOwn(name: string): boolean {
  return ITS_OWN.has(name);
}
