import { stagedRecord } from '../../domain/dmarc/staged-policy.ts';
import { refusesAll } from '../../domain/spf/evaluable.ts';
import type { DomainName } from '../../dns/names.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { isSpf, parseSpf } from '../../email/spf/parse.ts';
import { featureText } from '../texts.ts';
import {
  faultOfAddress,
  nullMx,
  policyRecord,
  type DraftContext,
  type Drafted,
  type DraftRecord,
} from './draft.ts';

/** A domain that neither sends nor accepts mail. RFC 7208 §10.1.2, RFC 9989 §5.1, RFC 7505 §3. */
export function draftParked(context: DraftContext, reportAddress: string | undefined): Drafted {
  const fault =
    faultOfMail(context) ?? (reportAddress === undefined ? undefined : faultOfAddress(reportAddress));
  if (fault !== undefined) return { fault };
  const { domain } = context;
  return { records: [sendsNothing(domain), rejectsAll(domain, reportAddress), nullMx(domain)] };
}

/**
 * A name that does not accept mail. Receivers reject mail from such a name (RFC 7505 §4.2), so the records also say that it sends
 * none. Below a domain, the DMARC policy is that of the domain.
 */
export function draftNullMx(context: DraftContext): Drafted {
  const fault = faultOfMail(context);
  if (fault !== undefined) return { fault };
  const { domain } = context;
  const policy = registeredDomain(domain) === domain ? [rejectsAll(domain, undefined)] : [];
  return { records: [nullMx(domain), sendsNothing(domain), ...policy] };
}

function sendsNothing(domain: DomainName): DraftRecord {
  return policyRecord('spf', domain, 'v=spf1 -all');
}

function rejectsAll(domain: DomainName, reportAddress: string | undefined): DraftRecord {
  const text = stagedRecord(undefined, { policy: 'reject', testing: false }, reportAddress);
  return policyRecord('dmarc', policyOwner(domain), text);
}

/** Why the domain is not one without mail. */
function faultOfMail({ domain, records }: DraftContext): string | undefined {
  const host = records
    .recordsAt(domain, 'MX')
    .map(hostOf)
    .find((one) => one !== undefined);
  if (host !== undefined) return featureText('acceptsMail', { domain });
  for (const { rdata } of records.recordsAt(domain)) {
    if (rdata.kind !== 'text' || !isSpf(rdata.value.text)) continue;
    if (!refusesAll(parseSpf(rdata.value))) return featureText('allowsSenders', { domain });
  }
  return undefined;
}
