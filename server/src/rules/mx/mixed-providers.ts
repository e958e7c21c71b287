import { exchangesOf } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** MX hosts of two platforms that each want all of the domain's mailboxes. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'warning',
  specs: ['RFC 5321 §5.1'],
  why: 'Each platform takes mail for its own mailboxes and refuses the rest. Senders go to either: by chance when the numbers are equal, and whenever the first does not answer at once. Half of the mail then comes back, or lands where nobody reads it.',
  symptoms: ['550 5.4.1', '550 5.7.64', '550 5.1.1', '554 5.7.1', '554 5.4.6'],
  messages: {
    mixed: '"{host}" is of {platform}, while "{first}" is of {other}: mail reaches either.',
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
          { at: { part: 'record', record: first.record }, message: `An MX of ${first.platform.name}` },
        ],
      });
    }
  },
});
