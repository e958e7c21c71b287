import { isKnown, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { isAskedFor, isUnderscored, LABELS, meantName } from './shared/places.ts';
import type { UnderscoredKind } from './shared/places.ts';
import { policyKind } from './shared/policy-text.ts';

/**
 * A record at a name where nobody asks for one of its kind. DMARC and DKIM text is dmarc-wrong-owner's and
 * dkim-wrong-name's; names that only lack an underscore are zone-underscore-missing's.
 */
export default defineRule({
  id: 'txt-policy-at-wrong-owner',
  subject: 'txt',
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §3.1', 'RFC 8461 §3.1', 'RFC 8460 §3', 'RFC 8552 §2'],
  why: 'Receivers ask for each kind of record at one name only, so at this one it is never read: the domain looks as if it had none.',
  symptoms: ['550 5.7.26'],
  messages: {
    spf: 'SPF is asked for at the domain itself, never at "{label}".',
    apex: '{kind} is asked for at "{labels}" and the domain, never at the domain itself.',
    elsewhere: '{kind} is asked for at "{labels}" and the domain, and "{owner}" is not such a name.',
  },
  check({ record, value }, context) {
    const { owner } = record;
    const kind = /^v/i.test(value.text) ? policyKind(value.text, owner) : undefined;
    if (kind === 'SPF') {
      const label = labelsOf(owner).find((l) => NO_SPF.has(l));
      if (label !== undefined) context.report({ at: { part: 'owner' }, message: 'spf', data: { label } });
      return;
    }
    if (!isUnderscored(kind) || !isWrong(owner, kind, context)) return;
    const labels = kind === 'BIMI' ? 'SELECTOR._bimi' : LABELS[kind];
    const isApex = owner === context.apex;
    context.report({
      at: { part: 'owner' },
      message: isApex ? 'apex' : 'elsewhere',
      data: { kind, labels, owner },
      // Elsewhere it may be what a CNAME in another zone leads to.
      severity: isApex ? 'error' : 'warning',
    });
  },
});

/** Labels of names that no message is sent from. */
const NO_SPF = new Set(['_dmarc', '_domainkey', '_mta-sts', '_tls', '_bimi']);

function isWrong(owner: DomainName, kind: UnderscoredKind, context: RuleContext): boolean {
  if (!isKnown(owner) || owner.startsWith('*.') || isAskedFor(owner, kind)) return false;
  // A provider keeps its customers' records below such a label.
  if (labelsOf(owner).some((label) => label.startsWith('_'))) return false;
  return meantName(owner, kind) === undefined && !isPointedAt(owner, kind, context);
}

function isPointedAt(owner: DomainName, kind: UnderscoredKind, context: RuleContext): boolean {
  if (context.apex === undefined) return true;
  const alias = `${LABELS[kind]}.${context.apex}`;
  return context.recordsAt(alias, 'CNAME').some((cname) => fieldOf(cname, 'target')?.value === owner);
}
