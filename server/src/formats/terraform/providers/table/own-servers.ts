import { is, row, SET } from './row.ts';

/** The provider appends the zone to every name. */
const UPDATE = { service: 'the DNS server', hasApexSign: false } as const;

/** RFC 2136 updates: https://registry.terraform.io/providers/hashicorp/dns. */
export const DYNAMIC_UPDATE = [
  row('hashicorp/dns', 'dns_txt_record_set', 'zone', 'txt', 'wrapped', {
    textSource: 'hashicorp/terraform-provider-dns internal/provider/resource_dns_txt_record_set.go',
    ...SET,
    ...UPDATE,
    type: is('TXT'),
    hasList: true,
    splits: 'user',
  }),
  row('hashicorp/dns', 'dns_mx_record_set', 'zone', 'exchange', 'raw', {
    ...SET,
    ...UPDATE,
    type: is('MX'),
    items: 'mx',
    priority: 'preference',
  }),
  row('hashicorp/dns', 'dns_a_record_set', 'zone', 'addresses', 'raw', { ...UPDATE, type: is('A') }),
  row('hashicorp/dns', 'dns_aaaa_record_set', 'zone', 'addresses', 'raw', { ...UPDATE, type: is('AAAA') }),
  row('hashicorp/dns', 'dns_cname_record', 'zone', 'cname', 'raw', { ...UPDATE, type: is('CNAME') }),
  row('hashicorp/dns', 'dns_ptr_record', 'zone', 'ptr', 'raw', { ...UPDATE, type: is('PTR') }),
  row('hashicorp/dns', 'dns_ns_record_set', 'zone', 'nameservers', 'raw', { ...UPDATE, type: is('NS') }),
];

/** Name servers and appliances in the user's own network. */
export const OWN_SERVERS = [
  row('pan-net/powerdns', 'powerdns_record', 'zone', 'records', 'presentation', {
    textSource: 'pan-net/terraform-provider-powerdns website/docs/r/record.html.markdown',
    ...SET,
    service: 'PowerDNS',
    needsQuotes: 'always',
    form: 'absolute',
    splits: 'user',
  }),
  row('infobloxopen/infoblox', 'infoblox_txt_record', [], 'text', 'presentation', {
    textSource: 'infobloxopen/terraform-provider-infoblox docs/resources/infoblox_txt_record.md',
    service: 'Infoblox',
    owner: 'fqdn',
    form: 'absolute',
    type: is('TXT'),
    splits: 'user',
  }),
  row('infobloxopen/infoblox', 'infoblox_mx_record', [], 'mail_exchanger', 'raw', {
    owner: 'fqdn',
    form: 'absolute',
    type: is('MX'),
    priority: 'preference',
  }),
  row('infobloxopen/infoblox', 'infoblox_a_record', [], 'ip_addr', 'raw', {
    owner: 'fqdn',
    form: 'absolute',
    type: is('A'),
  }),
  row('infobloxopen/infoblox', 'infoblox_aaaa_record', [], 'ipv6_addr', 'raw', {
    owner: 'fqdn',
    form: 'absolute',
    type: is('AAAA'),
  }),
  row('infobloxopen/infoblox', 'infoblox_cname_record', [], 'canonical', 'raw', {
    owner: 'alias',
    form: 'absolute',
    type: is('CNAME'),
  }),
  row('bluecatlabs/bluecat', 'bluecat_txt_record', 'zone', 'text', 'raw', {
    owner: 'absolute_name',
    form: 'either',
    type: is('TXT'),
  }),
  row('nrkno/windns', 'windns_record', 'zone_name', 'records', 'raw', { ttl: undefined }),
  row(
    'kevynb/technitium',
    'technitium_record',
    'zone',
    ['text', 'ip_address', 'cname', 'exchange', 'ptr_name'],
    'raw',
    {
      textSource: 'kevynb/terraform-provider-technitium docs/resources/record.md',
      owner: 'domain',
      form: 'absolute',
      priority: 'preference',
    },
  ),
  row(
    'terraform-routeros/routeros',
    'routeros_ip_dns_record',
    [],
    ['address', 'text', 'cname', 'mx_exchange'],
    'raw-or-quoted',
    {
      form: 'absolute',
      priority: 'mx_preference',
    },
  ),
  row('browningluke/opnsense', 'opnsense_unbound_host_override', 'domain', ['server', 'mx_host'], 'raw', {
    owner: 'hostname',
    priority: 'mx_priority',
    ttl: undefined,
  }),
];
