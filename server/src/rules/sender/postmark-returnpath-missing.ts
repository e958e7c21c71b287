import { childOf } from '../../dns/names.ts';
import { mailRecordOf } from '../../domain/senders/mail-record.ts';
import { mailFromOf } from '../../domain/verdicts/mail-from.ts';
import { defineRule } from '../rule.ts';

/** As Postmark tells its customers to set it up: https://postmarkapp.com/blog/introducing-full-dmarc-support-with-custom */
const LABEL = 'pm-bounces';
const TARGET = 'pm.mtasv.net.';

/** Postmark is declared, but the alias that it needs to use the domain in MAIL FROM is missing. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'info',
  specs: ['RFC 9989 §4.4'],
  why: 'Without this record, SPF passes only for a domain of Postmark, not for yours. DMARC then depends only on DKIM.',
  messages: { missing: '"{name}" is missing, so Postmark uses its own domain in MAIL FROM.' },
  check(owner, context) {
    for (const sender of context.senders) {
      const { domain, service } = sender;
      if (service?.id !== 'postmark' || domain !== owner.name) continue;
      const record = mailRecordOf(owner);
      const name = childOf(LABEL, domain);
      if (record === undefined || mailFromOf(sender, context.facts).kind !== 'own') continue;
      context.report({
        at: { part: 'type', record },
        message: 'missing',
        data: { name },
        fix: {
          title: `Add "${LABEL}"`,
          safety: 'review',
          edits: [{ kind: 'add', owner: name, type: 'CNAME', data: TARGET, record }],
        },
      });
    }
  },
});
