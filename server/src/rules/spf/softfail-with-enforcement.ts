import { defineRule } from '../rule.ts';
import { isIncludeTarget, ownerOf } from './shared/owner.ts';
import { dmarcPolicyOf } from './shared/policy-above.ts';

/** `~all` under a DMARC policy that acts: it is right so. */
export default defineRule({
  id: 'spf-softfail-with-enforcement',
  subject: 'spf',
  needs: ['all'],
  severity: 'hint',
  since: '0.1.0',
  specs: ['RFC 9989 §7.1', 'RFC 7208 §8.5'],
  why: 'DMARC counts softfail and fail alike: its policy decides. "-all" would only let some receivers refuse forwarded mail before they see that its DKIM signature passes.',
  messages: {
    enough: '"~all" is enough here: what becomes of mail that fails is decided by DMARC ("{policy}").',
  },
  check(spf, context) {
    const last = spf.directives.at(-1);
    const domain = ownerOf(context);
    if (last?.kind !== 'all' || last.qualifier !== '~' || domain === undefined) return;
    if (spf.permerror || isIncludeTarget(context) || spf.directives.length === 1) return;
    const dmarc = dmarcPolicyOf(domain, context);
    if (dmarc === undefined || dmarc.policy === 'none') return;
    context.report({
      at: last.range,
      message: 'enough',
      data: { policy: dmarc.policy },
      related: [{ at: { part: 'rdata', record: dmarc.record }, message: 'The DMARC record' }],
    });
  },
});
