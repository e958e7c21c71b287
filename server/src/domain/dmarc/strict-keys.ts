import type { DmarcRecord } from '../../email/dmarc/model.ts';
import { actsOn } from '../../email/dmarc/policies.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import { isInForce, type KeyHere } from '../dkim/keys.ts';
import { mailDomain } from '../mail-domain.ts';
import type { RecordView } from '../view.ts';
import { dmarcDomainOf, isPolicyRecord } from './subject.ts';

/**
 * A key of a subdomain of the record's domain, if an enforced policy requires signatures from exactly the record's
 * domain (`adkim=s`) and the zone certainly has no key for it.
 */
export function keyOnlyBelow(dmarc: DmarcRecord, context: RecordView): KeyHere | undefined {
  const domain = dmarcDomainOf(context);
  if (domain === undefined || !isPolicyRecord(context) || context.record?.conditional !== false)
    return undefined;
  const reading = readAs(dmarc, 'RFC 9989');
  if (reading.kind !== 'policy' || reading.adkim !== 's' || !actsOn(reading, 'domain')) return undefined;
  if (mailDomain(domain, context).sendsNothing) return undefined;
  const own = mailDomain(domain, context).findKey((key) => isInForce(key) && key.domain === domain);
  if (own !== 'none') return undefined;
  const below = mailDomain(domain, context).findKey(isInForce);
  return typeof below === 'string' ? undefined : below;
}
