import { isKnown } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { defineRule } from '../rule.ts';

/** An MTA-STS record without the host that serves the policy. */
export default defineRule({
  subject: 'mta-sts',
  severity: 'error',
  specs: ['RFC 8461 §3.3', 'RFC 8461 §3.2'],
  why: 'Senders fetch the policy from https://mta-sts.DOMAIN/.well-known/mta-sts.txt. Without that host there is no policy, and the record has no effect.',
  messages: {
    none: 'Senders fetch the policy from "{host}", which has no address or CNAME in this zone.',
  },
  check(_, context) {
    const owner = context.record?.owner ?? '';
    if (!owner.startsWith('_mta-sts.') || !isKnown(owner) || context.record?.conditional === true) return;
    const { stsPolicyHost } = mailDomain(owner.slice('_mta-sts.'.length), context);
    if (stsPolicyHost.host.kind !== 'nothing') return;
    context.report({ at: { part: 'owner' }, message: 'none', data: { host: stsPolicyHost.name } });
  },
});
