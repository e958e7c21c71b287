import { isFailure } from '../../dns/facts.ts';
import { isAtOrBelow, isKnown, type DomainName } from '../../dns/names.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { beginsAsDmarc } from '../../email/dmarc/evaluate/published.ts';
import { isOpen, organizationalDomain, walkTree } from '../../email/dmarc/evaluate/tree-walk.ts';
import { dmarcPlaceOf, policyOwner, REPORT_LABEL } from '../../email/dmarc/owner.ts';
import { registeredOrUnlisted } from '../../email/dmarc/public-suffix.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A report address in another organization that has not agreed to receive the reports. */
export default defineRule({
  subject: 'dmarc',
  needs: ['rua', 'ruf'],
  severity: 'warning',
  specs: ['RFC 9990 §4'],
  why: 'To prevent unwanted reports, receivers look for a permission record in the zone of the report address. Without it, they skip the address and send no reports there.',
  messages: {
    unauthorised:
      '"{uri}" is in another organization, which has no DMARC record at "{name}"{when} to allow reports.',
  },
  check(dmarc, context) {
    const place = dmarcPlaceOf(context.record?.owner ?? '');
    if (place.kind !== 'policy' || !isKnown(place.domain)) return;
    for (const { domain: target, range, text, state } of [...dmarc.rua, ...dmarc.ruf]) {
      if (state !== 'valid' || target === undefined || !isElsewhere(target, place.domain)) continue;
      const name = `${place.domain}.${REPORT_LABEL}.${policyOwner(target)}`;
      const answer = context.facts.ask(name, 'TXT');
      if (answer.status === 'pending' || isFailure(answer)) continue;
      // RFC 9990 §4: a TXT record that begins like a DMARC record is the permission.
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

/** Whether the public suffix list shows two organizations, with and without its private suffixes. */
function isElsewhere(target: DomainName, domain: DomainName): boolean {
  const theirs = registeredOrUnlisted(target);
  const ours = registeredOrUnlisted(domain);
  if (theirs === undefined || ours === undefined) return false;
  return theirs !== ours && !isAtOrBelow(theirs, ours) && !isAtOrBelow(ours, theirs);
}

/** RFC 9989 §4.10.2: a record above both may make them one organization. */
function isSameByTree(domain: DomainName, target: DomainName, { facts }: RuleContext): boolean {
  const ours = walkTree(domain, facts);
  const theirs = walkTree(target, facts);
  if (isOpen(ours) !== undefined || isOpen(theirs) !== undefined) return false;
  return organizationalDomain(ours) === organizationalDomain(theirs);
}
