import { exchangesOf } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** A way past the gateway that filters mail: an MX of the mailboxes behind it. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'warning',
  specs: ['RFC 5321 §5.1'],
  why: 'Senders of spam try the host with the highest number first, since it filters least. The mailbox platform takes the gateway for the usual sender, too, and may refuse or spool what comes past it.',
  symptoms: ['550 5.7.367', '550 5.7.51'],
  messages: {
    past: '"{host}" leads past the gateway "{gateway}" of {platform} to the mailboxes behind it.',
  },
  check(owner, context) {
    const exchanges = exchangesOf(owner);
    const gateway = exchanges.find(({ platform }) => platform?.kind === 'gateway');
    if (gateway?.platform === undefined) return;
    for (const { record, field, host, platform } of exchanges) {
      if (platform?.kind !== 'mailbox') continue;
      context.report({
        at: { source: field.range, record },
        message: 'past',
        data: { host, gateway: gateway.host, platform: gateway.platform.name },
        fix: { title: 'Delete this MX', safety: 'review', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: gateway.record }, message: 'The gateway' }],
      });
    }
  },
});
