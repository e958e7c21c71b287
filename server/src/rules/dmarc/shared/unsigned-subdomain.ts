import type { DomainName } from '../../../dns/names.ts';
import { keysOf } from '../../dkim/shared/keys.ts';
import { isMailDomain } from '../../mx/shared/mail-domain.ts';
import type { RuleContext } from '../../rule.ts';
import { dmarcHere, type DmarcHere } from './here.ts';
import { actsOn } from './policies.ts';

/**
 * The policy from above that refuses whatever is sent from a subdomain without SPF, since no DKIM key of the zone could
 * sign it so that it counts; `undefined` where something may pass, or not all is known.
 */
export function refusingPolicy(
  domain: DomainName,
  context: RuleContext,
): Extract<DmarcHere, { readonly kind: 'found' }> | undefined {
  const { apex } = context;
  if (apex === undefined || domain === apex || !isMailDomain(domain)) return undefined;
  const here = dmarcHere(domain, context);
  if (here.kind !== 'found' || here.domain === domain || !actsOn(here.reading, 'subdomain')) return undefined;
  const isStrict = here.reading.adkim === 's';
  const keys = keysOf(apex, context);
  if (keys === undefined || here.reading.adkim === undefined) return undefined;
  const counts = keys.some((key) => key.dkim?.key.kind !== 'revoked' && (!isStrict || key.domain === domain));
  return counts ? undefined : here;
}
