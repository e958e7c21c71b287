import { isFailure } from '../../dns/facts.ts';
import { isAtOrBelow, isKnown, type DomainName } from '../../dns/names.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { beginsAsDmarc } from '../../email/dmarc/evaluate/published.ts';
import { isOpen, organizationalDomain, walkTree } from '../../email/dmarc/evaluate/tree-walk.ts';
import { dmarcPlaceOf, policyOwner, REPORT_LABEL } from '../../email/dmarc/owner.ts';
import { registeredOrUnlisted } from '../../email/dmarc/public-suffix.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Reports go to another organization, which does not say that it takes them. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'warning',
  specs: ['RFC 9990 §4'],
  why: 'So that nobody can have reports sent to people who did not ask for them, reporters look for a record in the zone of the receiver. Without it they skip the address, and the reports never come.',
  messages: {
    unauthorised:
      '"{uri}" is in another organization, and there is no DMARC record at "{name}"{when}: reporters skip the address.',
  },
  check(dmarc, context) {
    const place = dmarcPlaceOf(context.record?.owner ?? '');
    if (place.kind !== 'policy' || !isKnown(place.domain)) return;
    for (const { domain: target, range, text, state } of [...dmarc.rua, ...dmarc.ruf]) {
      if (state !== 'valid' || target === undefined || !isElsewhere(target, place.domain)) continue;
      const name = `${place.domain}.${REPORT_LABEL}.${policyOwner(target)}`;
      const answer = context.facts.ask(name, 'TXT');
      if (answer.status === 'pending' || isFailure(answer)) continue;
      // RFC 9990 §4: a text that begins as a DMARC record is the permission.
      if (answer.status === 'data' && answer.data.some((strings) => beginsAsDmarc(strings.join(''))))
        continue;
      if (isSameByTree(place.domain, target, context)) continue;
      context.report({
        at: range,
        message: 'unauthorised',
        data: { uri: text, name, when: asOf(answer.source) },
      });
    }
  },
});

/** Whether the list of public suffixes, that of private ones left aside too, shows two organizations. */
function isElsewhere(target: DomainName, domain: DomainName): boolean {
  const theirs = registeredOrUnlisted(target);
  const ours = registeredOrUnlisted(domain);
  if (theirs === undefined || ours === undefined) return false;
  return theirs !== ours && !isAtOrBelow(theirs, ours) && !isAtOrBelow(ours, theirs);
}

/** RFC 9989 §4.10.2: above both may stand a record that makes them one. */
function isSameByTree(domain: DomainName, target: DomainName, { facts }: RuleContext): boolean {
  const ours = walkTree(domain, facts);
  const theirs = walkTree(target, facts);
  if (isOpen(ours) !== undefined || isOpen(theirs) !== undefined) return false;
  return organizationalDomain(ours) === organizationalDomain(theirs);
}
