import { isInForce } from '../../domain/dkim/keys.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isSameRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** All DKIM keys of a domain with mail are revoked. */
export default defineRule({
  subject: 'dkim',
  needs: ['revoked'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.1', 'RFC 6376 §6.1.2'],
  why: 'Receivers cannot verify any signature of the domain. Mail that is still signed counts as unsigned, so authentication depends only on SPF.',
  symptoms: UNUSABLE_KEY,
  messages: {
    all: '{domain} has mail, but every DKIM key in its zone is revoked.',
  },
  check(record, context) {
    const { apex, record: own } = context;
    if (apex === undefined || own === undefined || !isMailDomain(apex) || !mailDomain(apex, context).hasMail)
      return;
    const data = dkimTagOf(record, 'p');
    const first = mailDomain(apex, context).findKey();
    // Reported once, at the first key.
    if (data === undefined || typeof first === 'string' || !isSameRecord(first.record, own)) return;
    if (mailDomain(apex, context).findKey(isInForce) !== 'none') return;
    context.report({ at: markOf(record, data), message: 'all', data: { domain: apex } });
  },
});
