import { mailDomain } from '../../domain/mail-domain.ts';
import { refusesAll } from '../../domain/spf/evaluable.ts';
import { defineRule } from '../rule.ts';

/** A domain that sends no mail and has no null MX. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  severity: 'hint',
  specs: ['RFC 7505 §1', 'RFC 5321 §5.1', 'RFC 7208 §10.1.2'],
  why: 'Without an MX, mail goes to the address of the domain, usually a web server, which senders try for days before they return the mail. A null MX makes them return it immediately.',
  messages: {
    address: '{domain} sends no mail, but has no null MX to show that it receives no mail.',
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
        title: 'Add a null MX record',
        safety: 'review',
        edits: [{ kind: 'add', owner: domain, type: 'MX', data: '0 .', record: here.record }],
      },
    });
  },
});
