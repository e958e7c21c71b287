import { isAtOrBelow, isKnown, labelsOf } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { defineRule } from '../rule.ts';

/** A domain sends mail, but replies to it cannot be delivered. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  severity: 'info',
  specs: ['RFC 5321 §5.1', 'RFC 5321 §4.1.1.4'],
  why: 'Without an MX record, mail goes to the address of the domain itself, and this domain has none. Replies and bounces cannot be delivered, and many receivers reject mail from such a domain.',
  symptoms: ['553 5.1.8', '450 4.1.8', '550 5.1.8'],
  messages: {
    none: '{domain} allows "{term}" to send mail, but has neither an MX record nor an address for replies.',
  },
  check(owner, context) {
    const { name } = owner;
    const { apex } = context;
    if (apex === undefined || !context.zoneIsWhole || !isKnown(name) || !isAtOrBelow(name, apex)) return;
    // SPF records at other names may exist only to be included. A name with a DMARC policy is a domain that sends.
    if (name !== apex && context.recordsAt(policyOwner(name)).length === 0) return;
    if (labelsOf(name).some((label) => label.startsWith('_') || label === '*')) return;
    if (owner.ofType('MX').length > 0 || mailDomain(name, context).host.kind !== 'nothing') return;
    const here = mailDomain(name, context).spf;
    const [term] = here === undefined ? [] : passingMechanisms(here, context);
    if (here === undefined || term === undefined) return;
    context.report({
      at: { part: 'rdata', record: here.record },
      message: 'none',
      data: { domain: name, term: here.spf.value.text.slice(term.range.start, term.range.end) },
    });
  },
});
