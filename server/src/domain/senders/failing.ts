import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow } from '../../dns/names.ts';
import { keyOwner } from '../../email/dkim/published.ts';
import { relationOf } from '../../email/dmarc/evaluate/evaluate.ts';
import type { DmarcRecord, DmarcTag } from '../../email/dmarc/model.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import type { DmarcReader } from '../../email/dmarc/reading.ts';
import { toAlignment } from '../../email/dmarc/tags.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { networksText } from '../../senders/words.ts';
import { dmarcDomainOf, isPolicyRecord } from '../dmarc/subject.ts';
import { editedFacts } from '../edited-facts.ts';
import type { Outcome, SenderVerdict } from '../verdicts/verdict.ts';
import { verdictOf } from '../verdicts/verdict.ts';
import type { RecordView } from '../view.ts';
import { optionsOf } from './options.ts';

/** A known sender whose mail certainly fails under an enforced policy. */
export interface FailingSender {
  readonly sender: KnownSender;
  readonly verdict: SenderVerdict;
  readonly outcome: 'quarantined' | 'rejected';
  /** The RFC whose receivers reject the mail. If both do, the newer one. */
  readonly reader: DmarcReader;
  /** The tag that requests it. */
  readonly policy: DmarcTag;
  /** The tags that require strict alignment, if the mail would pass without them. */
  readonly strict: readonly DmarcTag[];
}

/** The known senders whose mail receivers reject because of a record's policy. */
export function failingUnder(dmarc: DmarcRecord, context: RecordView): readonly FailingSender[] {
  // Usually no sender is known, and then nothing else is read.
  return context.senders.length === 0 ? [] : context.derive(findFailing, dmarc);
}

function findFailing(dmarc: DmarcRecord, context: RecordView): readonly FailingSender[] {
  const domain = dmarcDomainOf(context);
  if (domain === undefined || context.record?.conditional !== false || !isPolicyRecord(context)) return [];
  const failing: FailingSender[] = [];
  for (const sender of context.senders) {
    if (!isAtOrBelow(sender.domain, domain)) continue;
    const verdict = verdictOf(sender, optionsOf(context));
    const reader = (['RFC 9989', 'RFC 7489'] as const).find((one) => {
      const { evaluated, outcome } = verdict.dmarc[one];
      return evaluated.policy?.domain === domain && isRefusal(outcome);
    });
    if (reader === undefined) continue;
    const { outcome } = verdict.dmarc[reader];
    const policy = policyTag(dmarc, sender.domain, domain, reader, context);
    if (!isRefusal(outcome) || policy === undefined) continue;
    const strict = strictTagsThatFail(dmarc, sender, domain, reader, context);
    failing.push({ sender, verdict, outcome, reader, policy, strict });
  }
  return failing;
}

function isRefusal(outcome: Outcome): outcome is FailingSender['outcome'] {
  return outcome === 'quarantined' || outcome === 'rejected';
}

function isPass(outcome: Outcome): boolean {
  return outcome === 'accepted' || outcome === 'one-leg';
}

/** RFC 9989 §4.7: a missing np defaults to sp, and a missing sp to p. */
function policyTag(
  dmarc: DmarcRecord,
  from: DomainName,
  domain: DomainName,
  reader: DmarcReader,
  { facts }: RecordView,
): DmarcTag | undefined {
  const p = dmarcTagOf(dmarc, 'p');
  const sp = dmarcTagOf(dmarc, 'sp') ?? p;
  switch (relationOf(from, { domain }, facts)) {
    case 'domain':
      return p;
    case 'subdomain':
      return sp;
    case 'missing subdomain':
      return reader === 'RFC 9989' ? (dmarcTagOf(dmarc, 'np') ?? sp) : sp;
  }
}

/**
 * The fewest tags without which the mail would pass. If it is unknown whether a subdomain has its own record, as in a
 * configuration, the mail would pass with receivers that follow RFC 7489. Nothing is known that would make it fail with
 * others, because RFC 9989 §4.10.2 separates such a subdomain only by "psd=n" there.
 */
function strictTagsThatFail(
  dmarc: DmarcRecord,
  sender: KnownSender,
  domain: DomainName,
  reader: DmarcReader,
  context: RecordView,
): readonly DmarcTag[] {
  const strict = (['aspf', 'adkim'] as const)
    .map((name) => dmarcTagOf(dmarc, name))
    .filter((tag) => tag !== undefined && toAlignment(tag.value) === 's')
    .filter((tag) => tag !== undefined);
  const choices = [...strict.map((tag) => [tag]), ...(strict.length > 1 ? [strict] : [])];
  const passes = choices.find((tags) => {
    const text = [...tags]
      .sort((a, b) => b.valueRange.start - a.valueRange.start)
      .reduce(
        (whole, { valueRange }) => `${whole.slice(0, valueRange.start)}r${whole.slice(valueRange.end)}`,
        dmarc.value.text,
      );
    const options = optionsOf(context);
    const facts = editedFacts(options.facts, policyOwner(domain), dmarc.value.text, text);
    const { dmarc: then } = verdictOf(sender, { ...options, facts });
    const isOpen = then[reader].outcome === 'unknown';
    return isPass(then[reader].outcome) || (isOpen && isPass(then['RFC 7489'].outcome));
  });
  return passes ?? [];
}

/** Why neither SPF nor DKIM passes: `SPF gives fail, and there is no key "s1._domainkey.example.com"`. */
export function reasonOf({ spf, dkim, sender }: SenderVerdict): string {
  return `${spfReason(spf)}, and ${dkimReason(dkim, sender)}`;
}

function spfReason(spf: SenderVerdict['spf']): string {
  switch (spf.kind) {
    case 'own-envelope':
      return 'it uses its own domain in MAIL FROM';
    case 'not-set-up':
      return 'no MAIL FROM domain is set up for it';
    case 'unknown':
      return 'SPF does not count';
    case 'checked': {
      const { verdict, domain, uncovered } = spf;
      // The mail fails whatever the SPF result is.
      if (verdict.result === 'pending') return `SPF for ${domain} is not aligned`;
      if (verdict.result === 'pass') return `SPF passes for ${domain}, which is not aligned`;
      const who = uncovered.length === 0 ? '' : ` for ${networksText(uncovered)}`;
      return `SPF gives ${verdict.result}${who}`;
    }
  }
}

function dkimReason(
  { state, keys }: SenderVerdict['dkim'],
  { domain, selectors, service, unsigned }: KnownSender,
): string {
  const [key] = keys;
  const name = key === undefined ? '' : `"${keyOwner(key.selector, key.domain)}"`;
  if (selectors?.length === 0) return 'it does not sign';
  switch (state) {
    case 'published':
      return `the key ${name} is not aligned`;
    case 'missing':
      return `there is no usable key ${name}`;
    case 'none':
      if (unsigned === true) return 'its mail was seen without DKIM signatures';
      return `${domain} has no DKIM key${service === undefined ? '' : ' for it'}`;
    case 'unknown':
      return `${domain} has no DKIM key`;
  }
}
