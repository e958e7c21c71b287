import type { DnsFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { AlignedLeg, DmarcVerdict } from '../../email/dmarc/evaluate/evaluate.ts';
import { evaluateDmarc } from '../../email/dmarc/evaluate/evaluate.ts';
import type { DmarcReader } from '../../email/dmarc/reading.ts';
import type { SpfResult } from '../../email/spf/evaluate/verdict.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { DkimOfSender } from './dkim.ts';
import { dkimOfSender } from './dkim.ts';
import { mailFromDomain } from './mail-from.ts';
import type { SpfOptions } from './spf-options.ts';
import type { SpfOfSender } from './spf.ts';
import { spfOfSender } from './spf.ts';

/** What receivers do with a sender's mail, according to DNS. */
export interface SenderVerdict {
  readonly sender: KnownSender;
  readonly spf: SpfOfSender;
  readonly dkim: DkimOfSender;
  /** For receivers that follow RFC 9989, and for those that follow RFC 7489. */
  readonly dmarc: Readonly<Record<DmarcReader, DmarcOfSender>>;
}

export interface DmarcOfSender {
  readonly evaluated: DmarcVerdict;
  readonly spf: LegState;
  readonly dkim: LegState;
  readonly outcome: Outcome;
}

/** Whether SPF or DKIM passes for the mail. */
export type LegState = 'passes' | 'fails' | 'unknown';

/**
 * accepted: SPF or DKIM passes. one-leg: one passes and the other certainly does not, so that forwarding, or a fault of
 * the passing one, makes the mail fail. doubtful: neither passes and no policy applies, so that receivers decide on
 * their own. quarantined, rejected: the policy requests that. unknown: something that decides is unknown.
 */
export type Outcome = 'accepted' | 'one-leg' | 'doubtful' | 'quarantined' | 'rejected' | 'unknown';

export function verdictOf(sender: KnownSender, options: SpfOptions): SenderVerdict {
  const spf = spfOfSender(sender, options);
  const dkim = dkimOfSender(sender, options.facts);
  const dmarcFor = (reader: DmarcReader): DmarcOfSender => dmarcOf({ sender, spf, dkim }, reader, options);
  return {
    sender,
    spf,
    dkim,
    dmarc: { 'RFC 9989': dmarcFor('RFC 9989'), 'RFC 7489': dmarcFor('RFC 7489') },
  };
}

type Legs = Pick<SenderVerdict, 'sender' | 'spf' | 'dkim'>;

function dmarcOf({ sender, spf, dkim }: Legs, reader: DmarcReader, { facts }: SpfOptions): DmarcOfSender {
  const signed = dkim.keys.filter(({ state }) => state === 'published').map(({ domain }) => domain);
  const mail = { from: sender.domain, spf: resultOf(sender, spf, facts), dkim: [...new Set(signed)] };
  const evaluated = evaluateDmarc(mail, facts, reader);
  const legs = {
    spf: stateOfSpf(spf, evaluated.alignment.spf),
    dkim: stateOfDkim(dkim, evaluated.alignment.dkim),
  } as const;
  return { evaluated, ...legs, outcome: outcomeOf(evaluated, legs) };
}

/** The SPF result for the DMARC evaluation. A nonexistent name represents a domain that is not aligned. */
function resultOf(
  sender: KnownSender,
  spf: SpfOfSender,
  facts: DnsFacts,
): { readonly result: SpfResult; readonly domain: DomainName } {
  const domain = mailFromDomain(sender, facts) ?? sender.domain;
  switch (spf.kind) {
    case 'checked':
      return { result: spf.verdict.result, domain: spf.domain };
    case 'own-envelope':
    case 'not-set-up':
      return { result: 'none', domain };
    case 'unknown':
      return { result: 'pending', domain };
  }
}

function stateOfSpf(spf: SpfOfSender, leg: AlignedLeg): LegState {
  if (spf.kind === 'own-envelope' || spf.kind === 'not-set-up') return 'fails';
  const failed = spf.kind === 'checked' && spf.verdict.result === 'temperror';
  return failed && leg.aligned !== false ? 'unknown' : stateOfLeg(leg);
}

function stateOfLeg({ passes, aligned }: AlignedLeg): LegState {
  if (passes === false || aligned === false) return 'fails';
  return passes === true && aligned === true ? 'passes' : 'unknown';
}

function stateOfDkim({ state }: DkimOfSender, legs: readonly AlignedLeg[]): LegState {
  if (state === 'missing' || state === 'none') return 'fails';
  const states = legs.map(stateOfLeg);
  if (states.includes('passes')) return 'passes';
  return state === 'unknown' || states.includes('unknown') ? 'unknown' : 'fails';
}

function outcomeOf(
  { result, toApply }: DmarcVerdict,
  { spf, dkim }: Pick<DmarcOfSender, 'spf' | 'dkim'>,
): Outcome {
  if (result === 'pending' || result === 'temperror')
    return spf === 'passes' || dkim === 'passes' ? 'accepted' : 'unknown';
  if (spf === 'passes' || dkim === 'passes')
    return spf === 'fails' || dkim === 'fails' ? 'one-leg' : 'accepted';
  if (spf === 'unknown' || dkim === 'unknown') return 'unknown';
  if (result === 'none' || toApply === 'none') return 'doubtful';
  if (toApply === undefined) return 'unknown';
  return toApply === 'reject' ? 'rejected' : 'quarantined';
}
