import { isKnown } from '../../dns/names.ts';
import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { isAskedFor, isUnderscored, meantName } from '../../email/underscored-names.ts';
import { defineRule } from '../rule.ts';

/**
 * MTA-STS, TLS-RPT or BIMI text at a name that only lacks its underscore. DMARC and DKIM text is dmarc-wrong-owner's and
 * dkim-wrong-name's. The host that the MTA-STS policy is fetched from is `mta-sts` without one, and has an address.
 */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 8552 §2', 'RFC 8461 §3.1', 'RFC 8460 §3'],
  why: 'Senders ask for the name with the underscore and for no other, so the record is never read.',
  messages: {
    missing: 'Senders ask for {kind} at "{right}", never at "{owner}".',
  },
  check({ record, value }, context) {
    const { owner } = record;
    const kind = /^v/i.test(value.text) ? policyTitleOf(value.text, owner) : undefined;
    if (!isUnderscored(kind) || !isKnown(owner) || isAskedFor(owner, kind)) return;
    const right = meantName(owner, kind);
    if (right === undefined) return;
    const isFree = context.recordsAt(right).length === 0;
    context.report({
      at: { part: 'owner' },
      message: 'missing',
      data: { kind, right, owner },
      // What stands at the right name is read; this one is left over.
      severity: isFree ? 'error' : 'info',
      fix: isFree
        ? {
            title: `Move it to "${right}"`,
            safety: activationSafety(kind),
            edits: [{ kind: 'rename-owner', name: right }],
          }
        : undefined,
    });
  },
});
