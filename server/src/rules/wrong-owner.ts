import { isKnown, labelsOf, type DomainName } from '../dns/names.ts';
import { leadsTo } from '../domain/aliases.ts';
import { activationSafety } from '../email/policy-text.ts';
import { isAskedFor, LABELS, meantName, type UnderscoredKind } from '../email/underscored-names.ts';
import type { RuleContext } from './rule.ts';

export const WRONG_OWNER_MESSAGES = {
  apex: '{kind} is asked for at "{labels}" and the domain, never at the domain itself.',
  elsewhere: '{kind} is asked for at "{labels}" and the domain, and "{owner}" is not such a name.',
} as const;

/**
 * Reports a record that stands where nobody asks for one of its kind. Names that only lack an underscore are
 * zone-underscore-missing's.
 */
export function reportWrongOwner(
  kind: UnderscoredKind,
  context: RuleContext<typeof WRONG_OWNER_MESSAGES>,
): void {
  const owner = context.record?.owner;
  if (owner === undefined || !isWrong(owner, kind, context)) return;
  const isApex = owner === context.apex;
  const right = `${LABELS[kind]}.${owner}`;
  const isFree = context.recordsAt(right).length === 0;
  context.report({
    at: { part: 'owner' },
    message: isApex ? 'apex' : 'elsewhere',
    data: { kind, labels: kind === 'BIMI' ? 'SELECTOR._bimi' : LABELS[kind], owner },
    // Elsewhere it may be what a CNAME in another zone leads to.
    severity: isApex ? 'error' : 'warning',
    fix: isFree
      ? {
          title: `Move it to "${right}"`,
          safety: isApex ? activationSafety(kind) : 'review',
          edits: [{ kind: 'rename-owner', name: right }],
        }
      : undefined,
  });
}

function isWrong(owner: DomainName, kind: UnderscoredKind, context: RuleContext): boolean {
  if (!isKnown(owner) || owner.startsWith('*.') || isAskedFor(owner, kind)) return false;
  // A provider keeps its customers' records below such a label.
  if (labelsOf(owner).some((label) => label.startsWith('_'))) return false;
  return meantName(owner, kind) === undefined && !isPointedAt(owner, kind, context);
}

function isPointedAt(owner: DomainName, kind: UnderscoredKind, context: RuleContext): boolean {
  if (context.apex === undefined) return true;
  return leadsTo(`${LABELS[kind]}.${context.apex}`, owner, context);
}
