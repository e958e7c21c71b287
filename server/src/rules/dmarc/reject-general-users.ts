import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy } from '../../email/dmarc/policies.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { platformOf } from '../../email/mx/platforms.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import { defineRule } from '../rule.ts';

/** The mailbox platform of the first MX record that points to one. */
const mailboxAmong = oncePerList((exchanges) =>
  exchanges
    .filter(({ conditional }) => !conditional)
    .map((mx) => platformOf(hostOf(mx) ?? ''))
    .find((one) => one?.kind === 'mailbox'),
);

/** `p=reject` for a domain whose users have mailboxes. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'hint',
  specs: ['RFC 9989 §7.4'],
  why: 'Mailing lists and some forwarders change messages, and DKIM then fails. RFC 9989 advises against "reject" for a domain whose users post to lists, but many organizations use it.',
  symptoms: ['550 5.7.26', '550 5.7.1'],
  messages: {
    users: 'With "p=reject", receivers may reject mailing list posts from users of {domain} ({platform}).',
  },
  check(dmarc, context) {
    const p = dmarcTagOf(dmarc, 'p');
    const domain = dmarcDomainOf(context);
    if (p === undefined || domain === undefined || statedPolicy(dmarc, 'p') !== 'reject') return;
    if (!isPolicyRecord(context)) return;
    const platform = mailboxAmong(context.recordsAt(domain, 'MX'));
    if (platform === undefined) return;
    context.report({ at: p.range, message: 'users', data: { domain, platform: platform.name } });
  },
});
