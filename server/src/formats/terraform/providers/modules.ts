import type { RecordResource } from './record-resource.ts';
import { row } from './table/row.ts';

const ROUTE53 = {
  isWholeSet: true,
  service: 'Route 53',
  form: 'suffixed',
  items: 'records',
} as const;

/** Modules of registries whose inputs hold records, by their source without a version: read from the call alone. */
export const RECORD_MODULES: ReadonlyMap<string, RecordResource> = new Map([
  [
    'terraform-aws-modules/route53/aws//modules/records',
    row('module', ['zone_name', 'zone_id'], 'records', 'wrapped', { ...ROUTE53, splits: 'user' }),
  ],
  [
    // The key of a record is its name where it gives none.
    'terraform-aws-modules/route53/aws',
    row('module', 'name', 'records', 'wrapped', {
      ...ROUTE53,
      owner: ['full_name', 'name'],
      splits: 'user',
    }),
  ],
  [
    'mineiros-io/route53/aws',
    row('module', 'name', 'records', 'wrapped', { ...ROUTE53, splits: 'provider' }),
  ],
  [
    'cloudposse/route53-cluster-hostname/aws',
    row('module', 'zone_id', 'records', 'wrapped', {
      ...ROUTE53,
      items: undefined,
      owner: ['dns_name', 'name'],
      splits: 'user',
    }),
  ],
  [
    'cloudposse/zone/cloudflare',
    row('module', 'zone', 'value', 'raw-or-quoted', {
      service: 'Cloudflare',
      form: 'either',
      items: 'records',
      priority: 'priority',
      hasAutomaticTtl: true,
      flattens: true,
      splits: 'provider',
    }),
  ],
  [
    'terraform-google-modules/cloud-dns/google',
    row('module', 'domain', 'records', 'presentation', {
      isWholeSet: true,
      service: 'Cloud DNS',
      items: 'recordsets',
      splits: 'user',
    }),
  ],
]);
