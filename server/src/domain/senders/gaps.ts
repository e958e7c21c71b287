import type { SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import type { Severity } from '../../records/report.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { Range } from '../../text/range.ts';
import { spfDomainOf } from '../spf/owner.ts';
import { mailFromDomain } from '../verdicts/mail-from.ts';
import type { SpfOfSender } from '../verdicts/spf.ts';
import { isCertainlyNoPass, spfOfSender } from '../verdicts/spf.ts';
import { verdictOf } from '../verdicts/verdict.ts';
import type { RecordView } from '../view.ts';
import { optionsOf } from './options.ts';

/** A sender that a record that can be evaluated does not authorize. */
export interface SpfGap {
  readonly sender: KnownSender;
  readonly spf: Extract<SpfOfSender, { readonly kind: 'checked' }>;
}

/** The known senders that use the record's domain in MAIL FROM and certainly do not pass. */
export function gapsOf(spf: SpfRecord, context: RecordView): readonly SpfGap[] {
  // Usually no sender is known, and then nothing else is read.
  return context.senders.length === 0 ? [] : context.derive(findGaps, spf);
}

function findGaps(spf: SpfRecord, context: RecordView): readonly SpfGap[] {
  const domain = spfDomainOf(context);
  if (domain === undefined || spf.permerror || context.record?.conditional !== false) return [];
  const gaps: SpfGap[] = [];
  for (const sender of context.senders) {
    if (mailFromDomain(sender, context.facts) !== domain) continue;
    const found = spfOfSender(sender, optionsOf(context));
    if (found.kind !== 'checked' || !isCertainlyNoPass(found.verdict)) continue;
    // Other rules report what prevents a record from being evaluated.
    if (found.verdict.result !== 'permerror' && found.verdict.result !== 'none')
      gaps.push({ sender, spf: found });
  }
  return gaps;
}

/** Mail that passes DKIM still passes DMARC. Receivers do not reject mail for its SPF result unless it is fail. */
export function severityOf({ sender, spf }: SpfGap, context: RecordView): Severity {
  if (spf.verdict.result === 'fail') return 'warning';
  const { dkim, outcome } = verdictOf(sender, optionsOf(context)).dmarc['RFC 9989'];
  return dkim === 'passes' && outcome === 'one-leg' ? 'info' : 'warning';
}

/** The place where the record decides, or its version if no term decides. */
export function decidingPlace(spf: SpfRecord, { spf: { verdict, domain } }: SpfGap): Range {
  const { matched } = verdict;
  return matched !== undefined && matched.domain === domain ? matched.term.range : spf.version.range;
}

/** `"-all" gives fail`, `no term matches, so SPF gives neutral` */
export function decision({ spf: { verdict, domain } }: SpfGap): string {
  const { matched, result } = verdict;
  if (matched === undefined) return `no term matches, so SPF gives ${result}`;
  const where = matched.domain === domain ? '' : ` of ${matched.domain}`;
  return `"${quoteTerm(matched.record, matched.term.range)}"${where} gives ${result}`;
}
