import type { Outcome } from '../domain/verdicts/verdict.ts';
import type { ExplainedSender } from './sender-cells.ts';

/** What happens to the mail of a sender, in a few words: `accepted (SPF only)`. */
export function outcomeWords(outcome: Outcome, { spf, dkim }: Pick<ExplainedSender, 'spf' | 'dkim'>): string {
  if (outcome !== 'one-leg') return OUTCOMES[outcome];
  if (spf.leg === 'passes' && dkim.leg === 'fails') return 'accepted (SPF only)';
  if (spf.leg === 'fails' && dkim.leg === 'passes') return 'accepted (DKIM only)';
  // For receivers that follow RFC 7489, it can be the other one.
  return 'accepted (SPF or DKIM only)';
}

const OUTCOMES: Readonly<Record<Exclude<Outcome, 'one-leg'>, string>> = {
  accepted: 'accepted',
  doubtful: 'fails, not enforced',
  quarantined: 'quarantined',
  rejected: 'rejected',
  unknown: 'unknown',
};
