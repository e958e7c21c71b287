import { isInForce } from '../../domain/dkim/keys.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isSameRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** Every DKIM key of a domain with mail is revoked. */
export default defineRule({
  subject: 'dkim',
  needs: ['revoked'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.1', 'RFC 6376 §6.1.2'],
  why: 'No signature of the domain can be verified. Mail that still carries one counts as unsigned, and then all rests on SPF.',
  symptoms: UNUSABLE_KEY,
  messages: {
    all: '{domain} has mail, but every DKIM key in its zone is revoked: nothing that is sent can be signed.',
  },
  check(record, context) {
    const { apex, record: own } = context;
    if (apex === undefined || own === undefined || !isMailDomain(apex) || !mailDomain(apex, context).hasMail)
      return;
    const data = dkimTagOf(record, 'p');
    const first = mailDomain(apex, context).findKey();
    // Said once, at the first of them.
    if (data === undefined || typeof first === 'string' || !isSameRecord(first.record, own)) return;
    if (mailDomain(apex, context).findKey(isInForce) !== 'none') return;
    context.report({ at: markOf(record, data), message: 'all', data: { domain: apex } });
  },
});
