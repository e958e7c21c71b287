import { actsOn } from '../../email/dmarc/policies.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { findKey, mayVerify } from '../dkim/keys.ts';
import { mailDomain } from '../mail-domain.ts';
import { isMailDomain } from '../mail-names.ts';
import type { RecordView } from '../view.ts';
import { type EffectivePolicy } from './policy.ts';

type FoundHere = Extract<EffectivePolicy, { readonly kind: 'found' }>;

/**
 * The inherited policy that makes receivers reject all mail from a subdomain without SPF, because the zone has no DKIM
 * key whose signature would be aligned; `undefined` if some mail may pass, or if not everything is known.
 */
export function refusingPolicy(owner: OwnerSubject, context: RecordView): FoundHere | undefined {
  return context.derive(findRefusing, owner);
}

function findRefusing(owner: OwnerSubject, context: RecordView): FoundHere | undefined {
  const { name } = owner;
  const { apex } = context;
  if (apex === undefined || name === apex || !context.zoneIsWhole) return undefined;
  const here = mailDomain(owner.name, context).policy;
  if (here.kind !== 'found' || here.domain === name || !actsOn(here.reading, 'subdomain')) return undefined;
  if (here.reading.adkim === undefined || !isMailDomain(name)) return undefined;
  const isStrict = here.reading.adkim === 's';
  const key = findKey(
    isStrict ? name : apex,
    context,
    (one) => mayVerify(one) && (!isStrict || one.domain === name),
  );
  return key === 'none' ? here : undefined;
}
