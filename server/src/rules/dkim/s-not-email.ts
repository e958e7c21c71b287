import { removeTag } from '../../email/dkim/edits.ts';
import { dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `s=` does not allow email. */
export default defineRule({
  subject: 'dkim',
  needs: ['s'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'With "s=", a key is only for the listed services, and mail is called "email". Receivers must not use any other key ' +
    'for mail, so every signature with it fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    notMail: '"s={list}" does not allow email (use "s=email" or "s=*").',
    empty: '"s=" is empty, so the key is not for email or any other service.',
    capitals: '"{word}" is not in lowercase, and some receivers accept only "email".',
  },
  check(record, context) {
    const { services } = record;
    const tag = dkimTagOf(record, 's');
    if (services === undefined || tag === undefined || services.some((word) => word.hasHole)) return;
    // RFC 8460 §3: a key for senders of TLS reports is not a fault.
    if (services.some(({ text }) => text === '*' || text === 'email' || text.toLowerCase() === 'tlsrpt'))
      return;
    const mail = services.find((word) => word.text.toLowerCase() === 'email');
    if (mail !== undefined) {
      const fix = {
        title: 'Use "email"',
        safety: 'safe',
        edits: [{ range: mail.range, text: 'email' }],
      } as const;
      context.report({
        at: mail.range,
        message: 'capitals',
        data: { word: mail.text },
        severity: 'warning',
        fix,
      });
      return;
    }
    const removal = removeTag(record, tag);
    const fix = removal && ({ title: 'Delete "s="', safety: 'review', edits: [removal] } as const);
    const list = quote(tag.value);
    context.report({ at: tag.range, message: list === '' ? 'empty' : 'notMail', data: { list }, fix });
  },
});
