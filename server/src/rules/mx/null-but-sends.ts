import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** A domain that takes no mail, and whose SPF lets somebody send. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 7505 §4.2', 'RFC 7372 §3', 'RFC 7208 §10.1.2'],
  why: 'Receivers may refuse mail from a domain that takes none, since nobody could answer it or be told that it was not delivered. Postfix and Yahoo do.',
  symptoms: ['550 5.7.27'],
  messages: {
    sends:
      '{domain} takes no mail, but its SPF record lets "{term}" send as it: receivers may refuse such mail.',
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
