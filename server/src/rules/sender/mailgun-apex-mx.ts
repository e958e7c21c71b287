import { isAtOrBelow } from '../../dns/names.ts';
import { exchangesOf } from '../../email/mx/by-preference.ts';
import { serviceOfMailServer } from '../../senders/services/catalog.ts';
import { defineRule } from '../rule.ts';

const MAILGUN = 'mailgun.org';

/**
 * MX hosts of Mailgun next to those of a mailbox provider. They are for receiving only:
 * https://www.mailgun.com/glossary/mx-record.
 */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'hint',
  specs: ['RFC 5321 §5.1'],
  why: 'The MX is for receiving, not for sending. Mail that reaches Mailgun goes to the routes that are set up there, never to a mailbox at the other provider.',
  symptoms: ['550 5.7.1'],
  messages: { beside: '"{host}" diverts mail to Mailgun, away from the mailboxes at {platform}.' },
  check(owner, context) {
    const exchanges = exchangesOf(owner);
    const mailbox = exchanges.find(({ host }) => serviceOfMailServer(host)?.kind === 'mailbox');
    const platform = mailbox && serviceOfMailServer(mailbox.host);
    if (mailbox === undefined || platform === undefined) return;
    for (const { record, field, host } of exchanges) {
      if (!isAtOrBelow(host, MAILGUN)) continue;
      context.report({
        at: { source: field.range, record },
        message: 'beside',
        data: { host, platform: platform.name },
        fix: { title: 'Delete this MX record', safety: 'review', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: mailbox.record }, message: 'The mailboxes are here' }],
      });
    }
  },
});
