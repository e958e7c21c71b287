import { isAtOrBelow, isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { leadsTo } from '../../domain/aliases.ts';
import { permissionWithoutReport } from '../../domain/dmarc/subject.ts';
import { isTypoOf } from '../../email/dmarc/nearest.ts';
import { dmarcPlaceOf, POLICY_LABEL, policyOwner, REPORT_LABEL } from '../../email/dmarc/owner.ts';
import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import type { RuleContext } from '../rule.ts';
import { wrongOwner } from '../wrong-owner.ts';

/**
 * A DMARC record at a name where receivers never look it up. This rule reports all of these: `zone-underscore-missing` and
 * `txt-policy-at-wrong-owner` skip DMARC, and `zone-wildcard-mx-or-txt` reports wildcards.
 */
export default wrongOwner({
  subject: 'dmarc',
  specs: ['RFC 9989 §4.10.1', 'RFC 9989 §4.5', 'RFC 9990 §4'],
  why: 'Receivers look up the policy of a domain only at _dmarc.DOMAIN, and do not find it at another name. The domain then has no DMARC record of its own, and Gmail and Outlook.com require DMARC from bulk senders.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    misspelled: 'Receivers look up DMARC at "{right}", never at "{owner}".',
    bare: 'Receivers look up the DMARC policy of {owner} at "{right}", not at the name itself.',
    swapped: 'Receivers look up the DMARC policy of {domain} at "{right}", never at "{owner}".',
    report: 'Report permissions are looked up at "DOMAIN.{owner}", so "*.{owner}" would allow every domain.',
    permission: 'Receivers look up this report permission at "{right}", never at "{owner}".',
    star: '"*" is a wildcard only at the start of a name, so receivers never look up DMARC at "{owner}".',
    dkim: 'The DMARC policy is at "{owner}", where receivers look for DKIM keys.',
    unasked: 'Receivers look up DMARC at "{owner}" only if a CNAME at a "_dmarc" name points there.',
  },
  find(dmarc, owner, context) {
    if (dmarcPlaceOf(owner).kind !== 'elsewhere') return undefined;
    const labels = labelsOf(owner);
    // An unknown name shows nothing, and a wildcard also matches `_dmarc` names.
    if (owner === '' || labels[0] === '*' || !isKnown(labels[0] ?? '')) return undefined;
    const place = wrongPlace(owner, labels, context);
    if (place === undefined) return undefined;
    const { message, right = '', domain = '' } = place;
    // Only the author knows for which domains reports are accepted.
    const isPermission = message === 'report' || message === 'permission';
    return {
      ...place,
      data: { owner: shown(owner), right: shown(right), domain: shown(domain) },
      safety: isPermission ? 'review' : dmarcActivationSafety(dmarc),
    };
  },
});

interface WrongPlace {
  readonly message: 'misspelled' | 'bare' | 'swapped' | 'report' | 'permission' | 'star' | 'dkim' | 'unasked';
  /** The name at which the record belongs. */
  readonly right?: DomainName;
  readonly domain?: DomainName;
  readonly severity?: 'info' | 'warning';
}

function wrongPlace(
  owner: DomainName,
  labels: readonly string[],
  context: RuleContext,
): WrongPlace | undefined {
  const [first = '', ...rest] = labels;
  if (labels.includes('*')) return { message: 'star' };
  if (labels.includes('_domainkey')) return { message: 'dkim' };
  if (first === REPORT_LABEL && rest[0] === POLICY_LABEL) return { message: 'report', right: `*.${owner}` };
  if (first !== POLICY_LABEL && rest.length > 0 && isTypoOf(first, POLICY_LABEL)) {
    const right = policyOwner(rest.join('.'));
    // A second record next to the right one is a copy, or the target of an alias.
    const hasRight = isKnown(owner) && context.recordsAt(right).length > 0;
    if (hasRight && leadsTo(right, owner, context)) return undefined;
    return { message: 'misspelled', right, ...(hasRight ? { severity: 'info' as const } : {}) };
  }
  const permission = permissionWithoutReport(owner);
  if (permission !== undefined) return { message: 'permission', right: permission };
  const swapped = rest.indexOf(POLICY_LABEL);
  if (swapped >= 0 && !labels.includes(REPORT_LABEL)) {
    const before = [first, ...rest.slice(0, swapped)].join('.');
    const following = rest.slice(swapped + 1).join('.');
    // In `example.com._dmarc`, the name of the zone is the whole domain.
    const domain = isAtOrBelow(before, following) ? before : `${before}.${following}`;
    return { message: 'swapped', right: policyOwner(domain), domain, severity: 'warning' };
  }
  if (labels.some((label) => label.startsWith('_'))) return { message: 'unasked', severity: 'info' };
  if (owner === context.apex || isHost(owner, context)) return { message: 'bare', right: policyOwner(owner) };
  return leadsTo(policyOwner(owner), owner, context) ? undefined : { message: 'unasked', severity: 'info' };
}

/** Whether the name has an address or receives mail, and so may send mail. */
function isHost(name: DomainName, context: RuleContext): boolean {
  return ['A', 'AAAA', 'MX'].some((type) => context.recordsAt(name, type).length > 0);
}

/** The name as shown in messages, with "…" for unknown labels. */
function shown(name: DomainName): string {
  return isKnown(name) ? name : `${labelsOf(name).filter(isKnown).join('.')}.…`;
}
