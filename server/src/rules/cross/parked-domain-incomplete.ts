import { mailDomain } from '../../domain/mail-domain.ts';
import { refusesAll } from '../../domain/spf/evaluable.ts';
import { defineRule } from '../rule.ts';

/** A domain without mail that does not say so to who writes to it. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  severity: 'hint',
  specs: ['RFC 7505 §1', 'RFC 5321 §5.1', 'RFC 7208 §10.1.2'],
  why: 'A domain without an MX takes mail at its own address: senders try the web server for days before they return the mail. A null MX makes them return it at once.',
  messages: {
    address: '{domain} sends no mail; a null MX would say that it takes none either.',
  },
  check(owner, context) {
    const domain = owner.name;
    if (domain !== context.apex || !context.zoneIsWhole || owner.ofType('MX').length > 0) return;
    const here = mailDomain(domain, context).spf;
    if (here === undefined || !refusesAll(here.spf) || mailDomain(domain, context).host.kind !== 'addresses')
      return;
    context.report({
      at: { part: 'rdata', record: here.record },
      message: 'address',
      data: { domain },
      fix: {
        title: 'Say that it takes no mail',
        safety: 'review',
        edits: [{ kind: 'add', owner: domain, type: 'MX', data: '0 .', record: here.record }],
      },
    });
  },
});
