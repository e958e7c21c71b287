import { is, named, row, SET } from './row.ts';

export const MANAGED_DNS = [
  row('ns1-terraform/ns1', 'ns1_record', 'zone', ['answer', 'short_answers'], 'raw', {
    textSource: 'ns1-terraform/terraform-provider-ns1 ns1/resource_record.go',
    ...SET,
    owner: 'domain',
    form: 'absolute',
    items: 'answers',
    parts: 'answer_parts',
  }),
  row('Valodim/desec', 'desec_rrset', 'domain', 'records', 'raw-or-quoted', {
    textSource: 'Valodim/terraform-provider-desec desec/resource_rrset.go',
    ...SET,
    owner: 'subname',
    splits: 'provider',
    targets: 'zone',
  }),
  row('ultradns/ultradns', 'ultradns_record', 'zone_name', 'record_data', 'presentation', {
    textSource: 'ultradns/terraform-provider-ultradns docs/resources/record.md',
    service: 'UltraDNS',
    needsQuotes: 'never',
    owner: 'owner_name',
    form: 'either',
    type: named('record_type'),
    splits: 'user',
  }),
  row('oracle/oci', 'oci_dns_rrset', 'zone_name_or_id', 'rdata', 'presentation', {
    ...SET,
    service: 'Oracle Cloud DNS',
    owner: 'domain',
    form: 'absolute',
    type: named('rtype'),
    items: 'items',
  }),
  row('oracle/oci', 'oci_dns_record', 'zone_name_or_id', 'rdata', 'presentation', {
    owner: 'domain',
    form: 'absolute',
    type: named('rtype'),
  }),
  row('akamai/akamai', 'akamai_dns_record', 'zone', 'target', 'raw-or-quoted', {
    form: 'absolute',
    type: named('recordtype'),
    priority: 'priority',
  }),
  row('G-Core/gcore', 'gcore_dns_zone_record', 'zone', 'content', 'raw', {
    owner: 'domain',
    form: 'absolute',
    items: 'resource_record',
  }),
  row('DNSMadeEasy/dme', 'dme_dns_record', 'domain_id', 'value', 'raw-or-quoted', {
    priority: 'mx_level',
    targets: 'zone',
  }),
  row('ClouDNS/cloudns', 'cloudns_dns_record', 'zone', 'value', 'raw', { priority: 'priority' }),
  ...['txt', 'spf'].map((type) =>
    row('Constellix/constellix', `constellix_${type}_record`, 'domain_id', 'value', 'raw-or-quoted', {
      // The documentation shows quoted text, and does not say that other text is rejected.
      textSource: 'Constellix/terraform-provider-constellix website/docs/r/txt_record.html.markdown',
      service: 'Constellix',
      type: is(type.toUpperCase()),
      items: 'roundrobin',
      splits: 'user',
    }),
  ),
  row('Constellix/constellix', 'constellix_mx_record', 'domain_id', 'value', 'raw', {
    type: is('MX'),
    items: 'roundrobin',
    priority: 'level',
    targets: 'zone',
  }),
];

export const CLOUDS = [
  row('stackitcloud/stackit', 'stackit_dns_record_set', 'zone_id', 'records', 'raw-or-quoted', {
    form: 'either',
  }),
  row('huaweicloud/huaweicloud', 'huaweicloud_dns_recordset', 'zone_id', 'records', 'raw-or-quoted', {
    form: 'absolute',
  }),
  row('yandex-cloud/yandex', 'yandex_dns_recordset', 'zone_id', 'data', 'raw-or-quoted', {
    form: 'either',
    splits: 'user',
  }),
  row('selectel/selectel', 'selectel_domains_rrset_v2', 'zone_id', 'content', 'presentation', {
    textSource: 'selectel/terraform-provider-selectel website/docs/r/domains_rrset_v2.html.markdown',
    ...SET,
    service: 'Selectel DNS',
    needsQuotes: 'always',
    form: 'absolute',
    items: 'records',
  }),
  ...(
    [
      ['terraform-provider-openstack/openstack', 'openstack'],
      ['opentelekomcloud/opentelekomcloud', 'opentelekomcloud'],
    ] as const
  ).map(([provider, cloud]) =>
    row(provider, `${cloud}_dns_recordset_v2`, 'zone_id', 'records', 'presentation', {
      textSource: 'openstack/designate designate/objects/rrdata_txt.py',
      ...SET,
      service: 'the DNS service',
      form: 'absolute',
      splits: 'user',
    }),
  ),
];
