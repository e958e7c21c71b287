import { isVoid } from '../../dns/facts.ts';
import { childOf, isAtOrBelow, type DomainName } from '../../dns/names.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A selector's CNAME points to a name that has no key. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 6376 §6.1.2'],
  why: 'Signatures with this selector fail because receivers find no key. If anyone can register the target name, they can sign mail as the domain.',
  symptoms: UNUSABLE_KEY,
  messages: {
    gone: '"{target}" does not exist{when}, so the selector "{selector}" has no key.',
    empty: '"{target}" has no TXT record{when}, so the selector "{selector}" has no key.',
  },
  check({ record }, context) {
    const name = dkimNameOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (name.kind !== 'key' || target === undefined || record.conditional) return;
    if (context.delegationAbove(record.owner).length > 0) return;
    const answer = context.facts.ask(target, 'TXT');
    if (!isVoid(answer) || isYetToCome(name.selector, name.domain, target, context)) return;
    // dns-target-registrable reports the more serious fault.
    if (unregisteredDomainOf(target, 'TXT', context) !== undefined) return;
    context.report({
      at: { part: 'rdata' },
      message: answer.status === 'nxdomain' ? 'gone' : 'empty',
      data: { target, selector: name.selector, when: asOf(answer.source) },
    });
  },
});

/** Whether the key is not due yet: Microsoft publishes the key of one of its two selectors shortly before signing with it. */
function isYetToCome(
  selector: string,
  domain: DomainName,
  target: DomainName,
  context: RuleContext,
): boolean {
  const isMicrosoft = isAtOrBelow(target, 'onmicrosoft.com') || isAtOrBelow(target, 'dkim.mail.microsoft');
  if (!isMicrosoft) return false;
  const other = selector === 'selector1' ? 'selector2' : 'selector1';
  return !isVoid(context.facts.ask(childOf(other, `${DOMAINKEY}.${domain}`), 'TXT'));
}
