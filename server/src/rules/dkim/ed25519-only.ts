import { markOf, tagOf } from '../../email/dkim/model.ts';
import { defineRule } from '../rule.ts';
import { keysOf } from './shared/keys.ts';
import { UNUSABLE_KEY } from './shared/symptoms.ts';

/** All DKIM keys of the zone that are in force are of a kind that many receivers cannot use. */
export default defineRule({
  id: 'dkim-ed25519-only',
  subject: 'dkim',
  needs: ['ed25519'],
  severity: 'warning',
  since: '0.1.0',
  specs: ['RFC 8463 §5', 'RFC 8463 §6'],
  why: 'Many receivers verify RSA alone, Microsoft among them: to them the mail is not signed. RFC 8463 has mail signed twice, with both kinds of key.',
  symptoms: UNUSABLE_KEY,
  messages: {
    only: 'All DKIM keys in the zone of {domain} are Ed25519: to receivers that verify RSA alone its mail is not signed.',
  },
  check(record, context) {
    const { apex } = context;
    const keys = apex === undefined ? undefined : keysOf(apex, context);
    const active = keys?.filter(({ dkim }) => dkim?.key.kind !== 'revoked') ?? [];
    if (apex === undefined || active.some(({ dkim }) => dkim?.key.kind !== 'ed25519')) return;
    const tag = tagOf(record, 'k') ?? tagOf(record, 'p');
    // Said once, at the first of them.
    if (tag === undefined || active[0]?.record.anchor.id !== context.record?.anchor.id) return;
    context.report({ at: markOf(record, tag), message: 'only', data: { domain: apex } });
  },
});
