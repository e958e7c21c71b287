import { is, row, SET, UNSURE } from './row.ts';

/** The provider puts the zone behind a name, whatever that is. */
const UPDATE = { service: 'the DNS server', hasApexSign: false } as const;

/** RFC 2136 updates: https://registry.terraform.io/providers/hashicorp/dns. */
export const DYNAMIC_UPDATE = [
  row('dns_txt_record_set', 'zone', 'txt', 'wrapped', {
    ...SET,
    ...UPDATE,
    type: is('TXT'),
    splits: 'user',
  }),
  row('dns_mx_record_set', 'zone', 'exchange', 'raw', {
    ...SET,
    ...UPDATE,
    type: is('MX'),
    items: 'mx',
    priority: 'preference',
  }),
  row('dns_a_record_set', 'zone', 'addresses', 'raw', { ...UPDATE, type: is('A') }),
  row('dns_aaaa_record_set', 'zone', 'addresses', 'raw', { ...UPDATE, type: is('AAAA') }),
  row('dns_cname_record', 'zone', 'cname', 'raw', { ...UPDATE, type: is('CNAME') }),
  row('dns_ptr_record', 'zone', 'ptr', 'raw', { ...UPDATE, type: is('PTR') }),
  row('dns_ns_record_set', 'zone', 'nameservers', 'raw', { ...UPDATE, type: is('NS') }),
];

/** Name servers and appliances in one's own network. */
export const OWN_SERVERS = [
  row('powerdns_record', 'zone', 'records', 'presentation', {
    ...SET,
    service: 'PowerDNS',
    needsQuotes: 'always',
    form: 'absolute',
    splits: 'user',
  }),
  row('infoblox_txt_record', [], 'text', 'presentation', {
    service: 'Infoblox',
    owner: 'fqdn',
    form: 'absolute',
    type: is('TXT'),
    splits: 'user',
  }),
  row('infoblox_mx_record', [], 'mail_exchanger', 'raw', {
    owner: 'fqdn',
    form: 'absolute',
    type: is('MX'),
    priority: 'preference',
  }),
  row('infoblox_a_record', [], 'ip_addr', 'raw', { owner: 'fqdn', form: 'absolute', type: is('A') }),
  row('infoblox_aaaa_record', [], 'ipv6_addr', 'raw', { owner: 'fqdn', form: 'absolute', type: is('AAAA') }),
  row('infoblox_cname_record', [], 'canonical', 'raw', {
    owner: 'alias',
    form: 'absolute',
    type: is('CNAME'),
  }),
  row('bluecat_txt_record', 'zone', 'text', 'raw', {
    ...UNSURE,
    owner: 'absolute_name',
    form: 'either',
    type: is('TXT'),
  }),
  row('windns_record', 'zone_name', 'records', 'raw', { ...UNSURE, ttl: undefined }),
  row('technitium_record', 'zone', ['text', 'ip_address', 'cname', 'exchange', 'ptr_name'], 'raw', {
    owner: 'domain',
    form: 'absolute',
    priority: 'preference',
  }),
  row('routeros_ip_dns_record', [], ['address', 'text', 'cname', 'mx_exchange'], 'raw-or-quoted', {
    ...UNSURE,
    form: 'absolute',
    priority: 'mx_preference',
  }),
  row('opnsense_unbound_host_override', 'domain', ['server', 'mx_host'], 'raw', {
    ...UNSURE,
    owner: 'hostname',
    priority: 'mx_priority',
    ttl: undefined,
  }),
];
