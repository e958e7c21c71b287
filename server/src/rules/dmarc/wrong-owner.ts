import { isAtOrBelow, isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { leadsTo } from '../../domain/aliases.ts';
import { permissionWithoutReport } from '../../domain/dmarc/subject.ts';
import { isTypoOf } from '../../email/dmarc/nearest.ts';
import { dmarcPlaceOf, POLICY_LABEL, policyOwner, REPORT_LABEL } from '../../email/dmarc/owner.ts';
import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import type { RuleContext } from '../rule.ts';
import { wrongOwner } from '../wrong-owner.ts';

/**
 * DMARC text at a name where no receiver asks for it. This rule speaks for all of them: `zone-underscore-missing` and
 * `txt-policy-at-wrong-owner` pass DMARC over, and `zone-wildcard-mx-or-txt` has the wildcards.
 */
export default wrongOwner({
  subject: 'dmarc',
  specs: ['RFC 9989 §4.10.1', 'RFC 9989 §4.5', 'RFC 9990 §4'],
  why: 'Receivers ask for the policy of a domain at _dmarc and the domain, nowhere else. Under another name it is not found, and the domain has no DMARC, which Gmail and Outlook ask of bulk senders.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    misspelt: 'Receivers ask for DMARC at "{right}", never at "{owner}".',
    bare: 'Receivers ask for the DMARC policy of {owner} at "{right}", not at the name itself.',
    swapped: 'Receivers ask for the DMARC policy of {domain} at "{right}", never at "{owner}".',
    report:
      'Reporters ask at the reported domain followed by ".{owner}"; "*.{owner}" would answer for every domain.',
    permission: 'Reporters ask at "{right}" whether reports are taken, never at "{owner}".',
    star: '"*" is a wildcard only at the start of a name: receivers never ask for DMARC at "{owner}".',
    dkim: 'A DMARC policy stands at "{owner}", where receivers look for DKIM keys.',
    unasked: 'No receiver asks for DMARC at "{owner}", unless a CNAME at a "_dmarc" name leads there.',
  },
  find(dmarc, owner, context) {
    if (dmarcPlaceOf(owner).kind !== 'elsewhere') return undefined;
    const labels = labelsOf(owner);
    // An unknown name says nothing, and a wildcard also answers for `_dmarc` names.
    if (owner === '' || labels[0] === '*' || !isKnown(labels[0] ?? '')) return undefined;
    const place = wrongPlace(owner, labels, context);
    if (place === undefined) return undefined;
    const { message, right = '', domain = '' } = place;
    // Whose reports are to be taken is for its author to say.
    const isPermission = message === 'report' || message === 'permission';
    return {
      ...place,
      data: { owner: shown(owner), right: shown(right), domain: shown(domain) },
      safety: isPermission ? 'review' : dmarcActivationSafety(dmarc),
    };
  },
});

interface WrongPlace {
  readonly message: 'misspelt' | 'bare' | 'swapped' | 'report' | 'permission' | 'star' | 'dkim' | 'unasked';
  /** Where it belongs. */
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
    // A second record beside the right one is a copy that somebody keeps, or points an alias at.
    const hasRight = isKnown(owner) && context.recordsAt(right).length > 0;
    if (hasRight && leadsTo(right, owner, context)) return undefined;
    return { message: 'misspelt', right, ...(hasRight ? { severity: 'info' as const } : {}) };
  }
  const permission = permissionWithoutReport(owner);
  if (permission !== undefined) return { message: 'permission', right: permission };
  const swapped = rest.indexOf(POLICY_LABEL);
  if (swapped >= 0 && !labels.includes(REPORT_LABEL)) {
    const before = [first, ...rest.slice(0, swapped)].join('.');
    const behind = rest.slice(swapped + 1).join('.');
    // In `example.com._dmarc` the zone's own name is the whole domain.
    const domain = isAtOrBelow(before, behind) ? before : `${before}.${behind}`;
    return { message: 'swapped', right: policyOwner(domain), domain, severity: 'warning' };
  }
  if (labels.some((label) => label.startsWith('_'))) return { message: 'unasked', severity: 'info' };
  if (owner === context.apex || isHost(owner, context)) return { message: 'bare', right: policyOwner(owner) };
  return leadsTo(policyOwner(owner), owner, context) ? undefined : { message: 'unasked', severity: 'info' };
}

/** A name that has an address or takes mail, and so may send mail. */
function isHost(name: DomainName, context: RuleContext): boolean {
  return ['A', 'AAAA', 'MX'].some((type) => context.recordsAt(name, type).length > 0);
}

/** A name whose end is not known is shown as far as it is. */
function shown(name: DomainName): string {
  return isKnown(name) ? name : `${labelsOf(name).filter(isKnown).join('.')}.…`;
}
