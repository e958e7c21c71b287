import { mailKind } from '../../email/mail-kind.ts';
import { defineRule } from '../rule.ts';

/** Seconds. */
const LOW = 300;
/** The TTL that means "automatic" in Cloudflare's exports. */
const AUTOMATIC = 1;

/** A mail record has a short TTL of its own. A TTL from `$TTL` is not reported. */
export default defineRule({
  subject: 'record',
  types: ['MX', 'TXT'],
  severity: 'info',
  sameWhere: ['ttl'],
  specs: ['RFC 1912 §2.2', 'RFC 2181 §8'],
  why: 'Receivers look up the record again after that time, and mail is deferred when a lookup fails (temperror). Microsoft recommends 3600 seconds or more for SPF, but shortly before a change, a short TTL is right.',
  messages: {
    low: 'Resolvers cache this {kind} record for only {ttl} seconds.',
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
      fix: { title: 'Use 3600 (1 hour)', safety: 'review', edits: [{ kind: 'set-ttl', seconds: 3600 }] },
    });
  },
});
