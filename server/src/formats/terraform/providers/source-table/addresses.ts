import type { AddressResource } from '../source-resource.ts';
import { has } from './row.ts';

const LARGE_CLOUDS = [
  has('aws_eip', 'address'),
  has('aws_eip_domain_name', 'allocation_id', 'domain_name'),
  has('aws_nat_gateway', 'allocation_id'),
  has('aws_instance', 'ipv6_addresses'),
  has('google_compute_instance', ['nat_ip', 'external_ipv6'], 'public_ptr_domain_name', [
    ['network_interface', 'access_config'],
    ['network_interface', 'ipv6_access_config'],
  ]),
  has('google_compute_address', 'address'),
  has('google_compute_global_address', 'address'),
  has('azurerm_public_ip', 'ip_address', 'reverse_fqdn'),
];

const HOSTERS = [
  // A name with dots is also the reverse DNS name of the address: https://docs.digitalocean.com/glossary/ptr-record/
  has('digitalocean_droplet', [], 'name'),
  has('digitalocean_reserved_ip'),
  has('digitalocean_floating_ip'),
  has('digitalocean_reserved_ipv6'),
  has('hcloud_server'),
  has('hcloud_primary_ip'),
  has('hcloud_floating_ip'),
  has('hcloud_rdns', 'ip_address', 'dns_ptr'),
  has('linode_instance'),
  has('linode_rdns', 'address', 'rdns'),
  has('vultr_instance'),
  has('vultr_reverse_ipv4', 'ip', 'reverse'),
  has('vultr_reverse_ipv6', 'ip', 'reverse'),
  // `ip` is the network that contains the address.
  has('ovh_ip_reverse', 'ip_reverse', 'reverse'),
  has('exoscale_elastic_ip', [], 'reverse_dns'),
  has('exoscale_compute_instance', [], 'reverse_dns'),
  has('scaleway_instance_ip'),
  has('scaleway_instance_ip_reverse_dns', 'ip_id', 'reverse'),
  has('scaleway_ipam_ip_reverse_dns', 'address', 'hostname'),
];

export const ADDRESSES: readonly AddressResource[] = [...LARGE_CLOUDS, ...HOSTERS];
