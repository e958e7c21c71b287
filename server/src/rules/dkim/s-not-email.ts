import { removeTag } from '../../email/dkim/edits.ts';
import { dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `s=` leaves mail out. */
export default defineRule({
  subject: 'dkim',
  needs: ['s'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'With "s=", a key serves only what is listed there, and mail is called "email". Receivers must not use any other key ' +
    'for mail, so every signature with it fails.',
  symptoms: UNUSABLE_KEY,
  messages: {
    notMail: '"s={list}" does not allow mail; that is "s=email" or "s=*".',
    empty: '"s=" is empty, so the key serves nothing, mail neither.',
    capitals: '"{word}" is not in small letters; some receivers know only "email".',
  },
  check(record, context) {
    const { services } = record;
    const tag = dkimTagOf(record, 's');
    if (services === undefined || tag === undefined || services.some((word) => word.hasHole)) return;
    // RFC 8460 §3: a key for the senders of TLS reports, and no mistake.
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
