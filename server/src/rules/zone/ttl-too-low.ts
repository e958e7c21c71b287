import { mailKind } from '../../email/mail-kind.ts';
import { defineRule } from '../rule.ts';

/** Seconds. */
const LOW = 300;
/** What Cloudflare's exports have for "automatic". */
const AUTOMATIC = 1;

/** A mail record that states a short TTL. One that follows from `$TTL` is the zone's affair. */
export default defineRule({
  subject: 'record',
  types: ['MX', 'TXT'],
  severity: 'info',
  sameWhere: ['ttl'],
  specs: ['RFC 1912 §2.2', 'RFC 2181 §8'],
  why: 'Receivers ask again after that time, each lookup can fail, and a failed one gives temperror: mail is deferred. Microsoft advises 3600 seconds or more for SPF. Right before a change a short TTL is right.',
  messages: {
    low: 'The {kind} record is asked for again after {ttl} seconds.',
  },
  check({ record }, context) {
    const { ttl } = record;
    if (ttl === undefined || ttl >= LOW || ttl === AUTOMATIC || record.ttlRange === undefined) return;
    const kind = mailKind(record);
    if (kind === undefined) return;
    context.report({
      at: { part: 'ttl' },
      message: 'low',
      data: { kind, ttl },
      fix: { title: 'Use 3600', safety: 'review', edits: [{ kind: 'set-ttl', seconds: 3600 }] },
    });
  },
});
