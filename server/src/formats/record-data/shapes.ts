import type { RecordShape } from './shape.ts';
import { ANSIBLE_TASKS } from './shapes/ansible.ts';
import { AZURE_RECORDS } from './shapes/azure.ts';
import { CLOUDFLARE_RECORDS } from './shapes/cloudflare.ts';
import { CPANEL_ZONE } from './shapes/cpanel.ts';
import { CROSSPLANE_RECORDS } from './shapes/crossplane.ts';
import { DNSCONTROL_IR } from './shapes/dnscontrol.ts';
import { NAME_TYPE_VALUE } from './shapes/generic.ts';
import { GOOGLE_RECORDS } from './shapes/google.ts';
import { HOSTER_LISTS } from './shapes/hosters.ts';
import { DNS_ENDPOINTS } from './shapes/kubernetes.ts';
import { POWERDNS_ZONE } from './shapes/powerdns.ts';
import { PULUMI_YAML } from './shapes/pulumi.ts';
import { ROUTE53_CHANGES, ROUTE53_LIST } from './shapes/route53.ts';

/** A file is read with the first shape that matches its structure. */
export const SHAPES: readonly RecordShape[] = [
  ROUTE53_LIST,
  ROUTE53_CHANGES,
  DNSCONTROL_IR,
  GOOGLE_RECORDS,
  POWERDNS_ZONE,
  AZURE_RECORDS,
  CLOUDFLARE_RECORDS,
  CPANEL_ZONE,
  ...HOSTER_LISTS,
  DNS_ENDPOINTS,
  CROSSPLANE_RECORDS,
  PULUMI_YAML,
  ANSIBLE_TASKS,
  // Forms that belong to no particular tool come last.
  NAME_TYPE_VALUE,
];
