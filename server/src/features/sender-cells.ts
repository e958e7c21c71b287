import type { DomainName } from '../dns/names.ts';
import type { DkimOfSender, SenderKey } from '../domain/verdicts/dkim.ts';
import type { SpfOfSender } from '../domain/verdicts/spf.ts';
import type { DmarcOfSender, LegState, Outcome, SenderVerdict } from '../domain/verdicts/verdict.ts';
import { defectWords } from '../email/dkim/defect-words.ts';
import { keyOwner } from '../email/dkim/published.ts';
import type { AlignedLeg } from '../email/dmarc/evaluate/evaluate.ts';
import type { PublishedPolicy } from '../email/dmarc/evaluate/published.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import type { PolicyRecord } from '../email/policy-record.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import { networkText } from '../senders/network-text.ts';
import { capitalised } from '../text/capitalised.ts';
import type { Range } from '../text/range.ts';
import { describeSpf } from './spf-verdict-words.ts';
import { featureText } from './texts.ts';

/** A sender, what receivers do with its mail, and why. */
export interface ExplainedSender {
  readonly sender: KnownSender;
  readonly outcome: Outcome;
  /** The outcome for receivers that follow RFC 7489, if it differs. */
  readonly outcomeOfRfc7489: Outcome | undefined;
  readonly spf: Cell;
  readonly spfAlignment: Cell;
  readonly dkim: Cell;
  readonly dkimAlignment: Cell;
  readonly dmarc: Cell;
  readonly dmarcOfRfc7489: Cell;
}

/** One cell of the table. */
export interface Cell {
  /** `pass`, `fail`, `published`, `aligned` … */
  readonly result: string;
  /** Whether this method makes the mail pass DMARC. For the DMARC cell, whether any does. */
  readonly leg: LegState;
  /** The reason, as a sentence. */
  readonly why: string;
  /** The record on which the result is based. */
  readonly record: CellRecord | undefined;
}

export interface CellRecord {
  readonly owner: DomainName;
  readonly type: string;
  /** The value of the record, and the part that decides. */
  readonly policy: PolicyRecord | undefined;
  readonly part: Range | undefined;
}

export function explained(verdict: SenderVerdict): ExplainedSender {
  const { sender, spf, dkim, dmarc } = verdict;
  const modern = dmarc['RFC 9989'];
  const older = dmarc['RFC 7489'];
  return {
    sender,
    outcome: modern.outcome,
    outcomeOfRfc7489: older.outcome === modern.outcome ? undefined : older.outcome,
    spf: spfCell(spf, modern),
    spfAlignment: spfAlignmentCell(sender, spf, modern),
    dkim: dkimCell(sender, dkim, modern),
    dkimAlignment: dkimAlignmentCell(sender, dkim, modern),
    dmarc: dmarcCell(modern),
    dmarcOfRfc7489: dmarcCell(older),
  };
}

function spfCell(spf: SpfOfSender, { spf: leg, evaluated }: DmarcOfSender): Cell {
  const cell = (result: string, why: string): Cell => ({ result, leg, why, record: undefined });
  switch (spf.kind) {
    case 'own-envelope':
      return cell('own', featureText('ownEnvelope'));
    case 'not-set-up':
      return cell('none', featureText('notSetUp'));
    case 'unknown':
      return cell('unknown', featureText(UNKNOWN_SPF[spf.because]));
    case 'checked': {
      const { verdict, domain, uncovered } = spf;
      const who = uncovered.length === 0 ? '' : `${uncovered.map(networkText).join(', ')}: `;
      const aside =
        verdict.result === 'pass' && evaluated.alignment.spf.aligned === false
          ? ` ${featureText('passNotAligned', { domain })}`
          : '';
      const matched = verdict.matched;
      return {
        result: verdict.result === 'pending' ? 'unknown' : verdict.result,
        leg,
        why: `${who === '' ? capitalised(describeSpf(verdict)) : who + describeSpf(verdict)}.${aside}`,
        record:
          matched === undefined
            ? { owner: domain, type: 'TXT', policy: undefined, part: undefined }
            : { owner: matched.domain, type: 'TXT', policy: matched.record, part: matched.term.range },
      };
    }
  }
}

const UNKNOWN_SPF = {
  envelope: 'envelopeUnknown',
  host: 'hostUnresolved',
  inner: 'onlyPrivate',
  service: 'coverageUnknown',
} as const;

function spfAlignmentCell(sender: KnownSender, spf: SpfOfSender, dmarc: DmarcOfSender): Cell {
  if (spf.kind === 'not-set-up')
    return { result: 'not aligned', leg: 'fails', why: featureText('notSetUp'), record: undefined };
  if (spf.kind === 'own-envelope') {
    const why = featureText('ownEnvelopeNotAligned');
    return { result: 'not aligned', leg: 'fails', why, record: undefined };
  }
  if (spf.kind === 'unknown' && spf.because === 'envelope')
    return { result: 'unknown', leg: 'unknown', why: featureText('envelopeUnknown'), record: undefined };
  return alignmentCell('mailFrom', dmarc.evaluated.alignment.spf, sender, dmarc);
}

function dkimAlignmentCell(sender: KnownSender, { keys }: DkimOfSender, dmarc: DmarcOfSender): Cell {
  const legs = dmarc.evaluated.alignment.dkim;
  const leg = legs.find(({ aligned }) => aligned === true) ?? legs[0];
  if (leg !== undefined) return alignmentCell('signature', leg, sender, dmarc);
  const why = keys.length === 0 ? featureText('signaturesUnknown') : featureText('noKeyKnown');
  return { result: 'unknown', leg: dmarc.dkim, why, record: undefined };
}

const ALIGNMENT_TEXTS = {
  mailFrom: { plain: 'mailFromAndFrom', strict: 'mailFromAndFromStrict' },
  signature: { plain: 'signatureAndFrom', strict: 'signatureAndFromStrict' },
} as const;

/** Whether an authenticated domain is aligned with the From domain. RFC 9989 §4.4. */
function alignmentCell(
  what: keyof typeof ALIGNMENT_TEXTS,
  { domain, aligned, mode }: AlignedLeg,
  { domain: from }: KnownSender,
  { evaluated: { policy } }: DmarcOfSender,
): Cell {
  const record = policy && policyCell(policy);
  const domains = { domain, from };
  const has = featureText(ALIGNMENT_TEXTS[what].plain, domains);
  switch (aligned) {
    case true:
      return { result: 'aligned', leg: 'passes', why: has, record };
    case false: {
      const why = mode === 's' ? featureText(ALIGNMENT_TEXTS[what].strict, domains) : has;
      return { result: 'not aligned', leg: 'fails', why, record };
    }
    case 'pending':
      return {
        result: 'unknown',
        leg: 'unknown',
        why: `${has} ${featureText('alignmentUnknown')}`,
        record,
      };
  }
}

function dkimCell(sender: KnownSender, dkim: DkimOfSender, { dkim: leg }: DmarcOfSender): Cell {
  const key = dkim.keys.find(({ state }) => state === 'published') ?? dkim.keys[0];
  const record =
    key?.state !== 'published'
      ? undefined
      : { owner: keyOwner(key.selector, key.domain), type: 'TXT', policy: undefined, part: undefined };
  const cell = (result: string, why: string): Cell => ({ result, leg, why, record });
  switch (dkim.state) {
    case 'published':
      return cell(
        'published',
        featureText(leg === 'fails' ? 'keyNotAligned' : 'keyPublished', { key: nameOf(key) }),
      );
    case 'missing':
      return cell('missing', `${capitalised(describeKeys(dkim.keys))}.`);
    case 'none':
      return cell(
        'none',
        sender.selectors?.length === 0
          ? featureText('doesNotSign')
          : sender.unsigned === true
            ? featureText('seenUnsigned')
            : sender.service === undefined
              ? featureText('noKey', { domain: sender.domain })
              : featureText('noKeyOfService', { domain: sender.domain, service: sender.service.name }),
      );
    case 'unknown':
      return cell(
        'unknown',
        dkim.keys.length === 0
          ? featureText('selectorsUnknown')
          : `${capitalised(describeKeys(dkim.keys))}. ${featureText('otherKeys')}`,
      );
  }
}

function describeKeys(keys: readonly SenderKey[]): string {
  const missing = keys.filter(({ state }) => state === 'missing').map(nameOf);
  const others = keys.filter(({ state }) => state !== 'missing').map(describeKey);
  const absent = missing.length === 0 ? [] : [`no key is published at ${missing.join(', ')}`];
  return [...absent, ...others].join('; ');
}

function describeKey(key: SenderKey): string {
  switch (key.state) {
    case 'published':
      return `${nameOf(key)} is published`;
    case 'missing':
      return `no key is published at ${nameOf(key)}`;
    case 'revoked':
    case 'broken':
      return `the key ${nameOf(key)} ${defectWords(key.defects)}`;
    case 'unknown':
      return `${nameOf(key)} is not resolved`;
  }
}

function nameOf(key: SenderKey | undefined): string {
  return key === undefined ? '' : keyOwner(key.selector, key.domain);
}

function dmarcCell({ evaluated, spf, dkim, outcome }: DmarcOfSender): Cell {
  const { policy, toApply, percentage } = evaluated;
  const isPassing = spf === 'passes' || dkim === 'passes';
  const share = percentage === undefined || percentage === 100 ? '' : ` for ${percentage}% of such mail`;
  const asks =
    policy === undefined ? '' : ` The policy for mail that fails is ${toApply ?? 'unknown'}${share}.`;
  return {
    result: evaluated.result === 'pending' ? 'unknown' : evaluated.result,
    leg: isPassing ? 'passes' : spf === 'unknown' || dkim === 'unknown' ? 'unknown' : 'fails',
    why: `${reasonOf(outcome, spf)}${asks}`,
    record: policy && policyCell(policy),
  };
}

function policyCell({ domain, record }: PublishedPolicy): CellRecord {
  return { owner: policyOwner(domain), type: 'TXT', policy: record, part: undefined };
}

function reasonOf(outcome: Outcome, spf: LegState): string {
  switch (outcome) {
    case 'accepted':
      return featureText('passes');
    case 'one-leg':
      return featureText(spf === 'passes' ? 'passesOnSpf' : 'passesOnDkim');
    case 'doubtful':
      return featureText('failsWithoutPolicy');
    case 'quarantined':
      return featureText('failsQuarantined');
    case 'rejected':
      return featureText('failsRejected');
    case 'unknown':
      return featureText('outcomeUnknown');
  }
}
