import { exchangesOf } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** MX hosts belong to two platforms that each expect to have all mailboxes of the domain. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'warning',
  specs: ['RFC 5321 §5.1'],
  why: 'Senders use either platform: at random with equal preferences, and otherwise whenever the first is slow to reply. Each rejects mail for mailboxes that it does not have, so part of the mail bounces or ends up unread.',
  symptoms: ['550 5.4.1', '550 5.7.64', '550 5.1.1', '554 5.7.1', '554 5.4.6'],
  messages: {
    mixed: '"{host}" belongs to {platform}, but "{first}" belongs to {other}.',
  },
  check(owner, context) {
    const held = exchangesOf(owner).filter(
      ({ platform }) => platform !== undefined && platform.kind !== 'gateway',
    );
    const [first] = held;
    if (first?.platform === undefined) return;
    for (const { record, field, host, platform } of held) {
      if (platform === undefined || platform === first.platform) continue;
      context.report({
        at: { source: field.range, record },
        message: 'mixed',
        data: { host, platform: platform.name, first: first.host, other: first.platform.name },
        related: [
          { at: { part: 'record', record: first.record }, message: `An MX record of ${first.platform.name}` },
        ],
      });
    }
  },
});
