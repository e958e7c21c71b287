import { isOrganizationalDomain } from '../../domain/dmarc/organizational-domain.ts';
import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy } from '../../email/dmarc/policies.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import { comparePolicies } from '../../email/dmarc/tags.ts';
import { defineRule } from '../rule.ts';

/** An `np` that is weaker than the policy that would apply without it. */
export default defineRule({
  subject: 'dmarc',
  needs: ['np'],
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.10.1'],
  why: 'No legitimate mail comes from a nonexistent subdomain. With a weaker policy for such names, forgers use one of them.',
  messages: {
    weaker: '"np={np}" is weaker than "{other}={stricter}", so nonexistent subdomains are easier to spoof.',
  },
  check(dmarc, context) {
    const np = dmarcTagOf(dmarc, 'np');
    const stated = statedPolicy(dmarc, 'np');
    if (np === undefined || stated === undefined || !isPolicyRecord(context)) return;
    const reading = readAs(dmarc, 'RFC 9989');
    // With t=y, the record itself shows that np is being tested.
    if (reading.kind !== 'policy' || reading.testing !== false || reading.sp === undefined) return;
    if (comparePolicies(stated, reading.sp) >= 0 || !isOrganizationalDomain(dmarc, context)) return;
    const other = dmarcTagOf(dmarc, 'sp') === undefined ? 'p' : 'sp';
    context.report({
      at: np.range,
      message: 'weaker',
      data: { np: stated, other, stricter: reading.sp },
      fixes: [
        { title: 'Delete "np"', safety: 'review', edits: [tagRemoval(dmarc, np.range)] },
        {
          title: `Use "np=${reading.sp}"`,
          safety: 'review',
          edits: [{ range: np.valueRange, text: reading.sp }],
        },
      ],
    });
  },
});
