import { isInForce } from '../../domain/dkim/keys.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isSameRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** All DKIM keys of the zone that are in force are of a kind that many receivers cannot use. */
export default defineRule({
  subject: 'dkim',
  needs: ['ed25519'],
  severity: 'warning',
  specs: ['RFC 8463 §5', 'RFC 8463 §6'],
  why: 'Many receivers verify RSA alone, Microsoft among them: to them the mail is not signed. RFC 8463 has mail signed twice, with both kinds of key.',
  symptoms: UNUSABLE_KEY,
  messages: {
    only: 'All DKIM keys in the zone of {domain} are Ed25519: to receivers that verify RSA alone its mail is not signed.',
  },
  check(record, context) {
    const { apex, record: own } = context;
    const tag = dkimTagOf(record, 'k') ?? dkimTagOf(record, 'p');
    if (apex === undefined || own === undefined || tag === undefined) return;
    const first = mailDomain(apex, context).findKey(isInForce);
    // Said once, at the first of them.
    if (typeof first === 'string' || !isSameRecord(first.record, own)) return;
    const other = mailDomain(apex, context).findKey(
      (key) => isInForce(key) && key.dkim?.key.kind !== 'ed25519',
    );
    if (other !== 'none') return;
    context.report({ at: markOf(record, tag), message: 'only', data: { domain: apex } });
  },
});
