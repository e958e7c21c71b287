import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** A domain accepts no mail, but its SPF record allows senders. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 7505 §4.2', 'RFC 7208 §10.1.2'],
  why: 'Receivers may reject mail from a domain that accepts none, because replies and bounces cannot be delivered. Postfix and Yahoo do.',
  symptoms: ['550 5.7.27'],
  messages: {
    sends: '{domain} accepts no mail (null MX), but its SPF record allows "{term}" to send mail.',
  },
  check({ record }, context) {
    const { owner } = record;
    if (!isNullMx(record) || record.conditional || context.recordsAt(owner, 'MX').length > 1) return;
    const here = mailDomain(owner, context).spf;
    const [term] = here === undefined ? [] : passingMechanisms(here, context);
    if (here === undefined || term === undefined) return;
    context.report({
      at: { part: 'rdata' },
      message: 'sends',
      data: { domain: owner, term: here.spf.value.text.slice(term.range.start, term.range.end) },
      related: [{ at: { part: 'rdata', record: here.record }, message: 'The SPF record' }],
    });
  },
});
