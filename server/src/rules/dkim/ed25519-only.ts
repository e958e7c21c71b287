import { isInForce } from '../../domain/dkim/keys.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isSameRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** All DKIM keys in force in the zone are of a type that many receivers cannot verify. */
export default defineRule({
  subject: 'dkim',
  needs: ['ed25519'],
  severity: 'warning',
  specs: ['RFC 8463 §5', 'RFC 8463 §6'],
  why: 'Many receivers, including Microsoft, verify only RSA and treat the mail as unsigned. RFC 8463 describes signing mail twice, with both types of key.',
  symptoms: UNUSABLE_KEY,
  messages: {
    only: 'All DKIM keys in the zone of {domain} are Ed25519, which many receivers do not verify.',
  },
  check(record, context) {
    const { apex, record: own } = context;
    const tag = dkimTagOf(record, 'k') ?? dkimTagOf(record, 'p');
    if (apex === undefined || own === undefined || tag === undefined) return;
    const first = mailDomain(apex, context).findKey(isInForce);
    // Reported once, at the first key.
    if (typeof first === 'string' || !isSameRecord(first.record, own)) return;
    const other = mailDomain(apex, context).findKey(
      (key) => isInForce(key) && key.dkim?.key.kind !== 'ed25519',
    );
    if (other !== 'none') return;
    context.report({ at: markOf(record, tag), message: 'only', data: { domain: apex } });
  },
});
