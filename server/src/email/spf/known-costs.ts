import type { DomainName } from '../../dns/names.ts';

/** The lookups of an include in the provider data, which providers can change. */
export interface KnownCost {
  /** Lookups, including the include's own. */
  readonly lookups: number;
  /** `2026-01-16` */
  readonly date: string;
}

const LOOKED = '2026-01-16';

const COSTS: Readonly<Record<DomainName, KnownCost>> = {
  '_spf.google.com': { lookups: 1, date: LOOKED },
  'spf.protection.outlook.com': { lookups: 1, date: LOOKED },
  'amazonses.com': { lookups: 1, date: LOOKED },
  'sendgrid.net': { lookups: 2, date: LOOKED },
  'mailgun.org': { lookups: 5, date: LOOKED },
  'servers.mcsv.net': { lookups: 1, date: '2026-02-27' },
  'spf.mtasv.net': { lookups: 1, date: LOOKED },
  '_spf.salesforce.com': { lookups: 2, date: LOOKED },
  'mail.zendesk.com': { lookups: 1, date: LOOKED },
  'email.freshdesk.com': { lookups: 7, date: LOOKED },
  'send.klaviyo.com': { lookups: 3, date: LOOKED },
  'emsd1.com': { lookups: 1, date: LOOKED },
  'spf.constantcontact.com': { lookups: 1, date: LOOKED },
  'spf1.stripe.com': { lookups: 4, date: LOOKED },
  'customeriomail.com': { lookups: 3, date: LOOKED },
  'convertkit.com': { lookups: 3, date: LOOKED },
};

export function knownCostOf(include: DomainName): KnownCost | undefined {
  return Object.hasOwn(COSTS, include) ? COSTS[include] : undefined;
}
