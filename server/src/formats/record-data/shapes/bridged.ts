import type { RecordForm } from '../../../record-sets/record-map.ts';
import { ROUTE53 } from '../../../record-sets/route53.ts';
import { AZURE_DNS, CLOUD_DNS, CLOUDFLARE_DNS, undocumented } from '../../../record-sets/services.ts';

const TYPED = { type: ['type'], ttl: ['ttl'] } as const;

/** Resources of tools that call Terraform's providers (Pulumi, Crossplane's Upjet). They accept what those accept. */
export const BRIDGED = {
  /** The provider puts a text in quotes, and appends the zone's name to any other name. */
  route53: {
    ...TYPED,
    owner: ['name'],
    names: 'either',
    values: ['records'],
    service: {
      ...ROUTE53,
      text: 'wrapped',
      textSource: 'hashicorp/terraform-provider-aws#14941 and internal/service/route53 (flattenTxtEntry)',
    },
  },
  cloudflare: {
    ...TYPED,
    owner: ['name'],
    names: 'either',
    values: ['content', 'value'],
    priority: ['priority'],
    hasAutomaticTtl: true,
    service: CLOUDFLARE_DNS,
  },
  google: { ...TYPED, owner: ['name'], names: 'whole', values: ['rrdatas'], service: CLOUD_DNS },
  digitalocean: {
    ...TYPED,
    owner: ['name'],
    names: 'relative',
    values: ['value'],
    priority: ['priority'],
    service: undocumented('DigitalOcean', { targets: 'zone' }),
  },
  azureText: {
    owner: ['name'],
    names: 'relative',
    type: [],
    ttl: ['ttl'],
    values: ['record', 'records'],
    item: ['value'],
    service: { ...AZURE_DNS, splits: 'provider' },
  },
} as const satisfies Readonly<Record<string, RecordForm>>;
