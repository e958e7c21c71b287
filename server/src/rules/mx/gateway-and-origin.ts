import { exchangesOf } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** An MX record of the mailbox platform bypasses the gateway that filters mail. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'warning',
  specs: ['RFC 5321 §5.1'],
  why: 'Spammers try the host with the highest preference number first because that host filters least. The mailbox platform expects mail from the gateway, and may reject or queue mail that bypasses it.',
  symptoms: ['550 5.7.367', '550 5.7.51'],
  messages: {
    past: 'The MX host "{host}" bypasses the {platform} gateway "{gateway}".',
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
        fix: { title: 'Delete this MX record', safety: 'review', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: gateway.record }, message: 'The gateway' }],
      });
    }
  },
});
