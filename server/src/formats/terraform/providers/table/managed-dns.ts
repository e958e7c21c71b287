import { is, named, row, SET, UNSURE } from './row.ts';

export const MANAGED_DNS = [
  row('ns1_record', 'zone', ['answer', 'short_answers'], 'raw', {
    ...SET,
    owner: 'domain',
    form: 'absolute',
    items: 'answers',
    parts: 'answer_parts',
  }),
  row('desec_rrset', 'domain', 'records', 'raw-or-quoted', {
    ...SET,
    owner: 'subname',
    splits: 'provider',
    targets: 'zone',
  }),
  row('ultradns_record', 'zone_name', 'record_data', 'presentation', {
    service: 'UltraDNS',
    needsQuotes: 'never',
    owner: 'owner_name',
    form: 'either',
    type: named('record_type'),
    splits: 'user',
  }),
  row('oci_dns_rrset', 'zone_name_or_id', 'rdata', 'presentation', {
    ...SET,
    service: 'Oracle Cloud DNS',
    owner: 'domain',
    form: 'absolute',
    type: named('rtype'),
    items: 'items',
  }),
  row('oci_dns_record', 'zone_name_or_id', 'rdata', 'presentation', {
    ...UNSURE,
    owner: 'domain',
    form: 'absolute',
    type: named('rtype'),
  }),
  row('akamai_dns_record', 'zone', 'target', 'raw-or-quoted', {
    ...UNSURE,
    form: 'absolute',
    type: named('recordtype'),
    priority: 'priority',
  }),
  row('gcore_dns_zone_record', 'zone', 'content', 'raw', {
    owner: 'domain',
    form: 'absolute',
    items: 'resource_record',
  }),
  row('dme_dns_record', 'domain_id', 'value', 'raw-or-quoted', {
    ...UNSURE,
    priority: 'mx_level',
    targets: 'zone',
  }),
  row('cloudns_dns_record', 'zone', 'value', 'raw', { ...UNSURE, priority: 'priority' }),
  ...['txt', 'spf'].map((type) =>
    row(`constellix_${type}_record`, 'domain_id', 'value', 'presentation', {
      service: 'Constellix',
      type: is(type.toUpperCase()),
      items: 'roundrobin',
      splits: 'user',
    }),
  ),
  row('constellix_mx_record', 'domain_id', 'value', 'raw', {
    type: is('MX'),
    items: 'roundrobin',
    priority: 'level',
    targets: 'zone',
  }),
];

export const CLOUDS = [
  row('stackit_dns_record_set', 'zone_id', 'records', 'raw-or-quoted', { ...UNSURE, form: 'either' }),
  row('huaweicloud_dns_recordset', 'zone_id', 'records', 'raw-or-quoted', { ...UNSURE, form: 'absolute' }),
  row('yandex_dns_recordset', 'zone_id', 'data', 'raw-or-quoted', {
    ...UNSURE,
    form: 'either',
    splits: 'user',
  }),
  row('selectel_domains_rrset_v2', 'zone_id', 'content', 'presentation', {
    ...SET,
    service: 'Selectel DNS',
    needsQuotes: 'always',
    form: 'absolute',
    items: 'records',
  }),
  ...['openstack', 'opentelekomcloud'].map((cloud) =>
    row(`${cloud}_dns_recordset_v2`, 'zone_id', 'records', 'presentation', {
      ...SET,
      service: 'the DNS service',
      form: 'absolute',
      splits: 'user',
    }),
  ),
];
