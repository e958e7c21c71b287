import { isKnown } from '../../dns/names.ts';
import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { isAskedFor, isUnderscored, meantName } from '../../email/underscored-names.ts';
import { defineRule } from '../rule.ts';

/**
 * An MTA-STS, TLS-RPT or BIMI record is at a name without its underscore. For DMARC and DKIM, see dmarc-wrong-owner and
 * dkim-wrong-name. The host from which the MTA-STS policy is fetched is `mta-sts` without an underscore, and has an address.
 */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 8552 §2', 'RFC 8461 §3.1', 'RFC 8460 §3'],
  why: 'Only the name with the underscore is looked up, so the record is never read.',
  messages: {
    missing: '{kind} is looked up at "{right}", never at "{owner}".',
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
      // Receivers read the record at the right name. This one is left over.
      severity: isFree ? 'error' : 'info',
      fix: isFree
        ? {
            title: `Move the record to "${right}"`,
            safety: activationSafety(kind),
            edits: [{ kind: 'rename-owner', name: right }],
          }
        : undefined,
    });
  },
});
