import type { Workspace } from '../analysis/workspace.ts';
import { canonicalName } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { findRule } from '../rules/find-rule.ts';
import { rules } from '../rules/registry.ts';
import type {
  AuthenticationResult,
  Bounce,
  DeliveryEvidence,
  LocatedText,
  Notice,
  SmtpReply,
  Signature,
} from '../senders/bounces/model.ts';
import { explainNotice } from '../senders/bounces/explain-notice.ts';
import { readEvidence, readEvidenceInParts } from '../senders/bounces/read.ts';
import { ownSendingAddress } from '../senders/bounces/sending-address.ts';
import { explainReply } from '../senders/replies/explain-reply.ts';
import type { RecordsAbout, ReplyExplanation, ReplyText } from '../senders/replies/model.ts';
import { explainResult } from '../senders/replies/results.ts';
import type { Range } from '../text/range.ts';
import { recordIndex } from './bounce-records.ts';
import type { Party, Reach, RecordIndex } from './bounce-records.ts';

import type { ExplainedCause } from './explained-cause.ts';
import { otherPolicy } from './answered-policy.ts';
import type { OtherPolicy } from './answered-policy.ts';
import { differsFromPublished } from './differs-from-published.ts';
import { coverBounced } from './cover-bounced.ts';
import type { Simulation } from './simulate.ts';
import { tellsSomething, trialOf, retryBounce } from './try-bounce.ts';

export type { RecordOfCause } from './bounce-records.ts';

/** One part of a bounce, its meaning, and the records in the files that it points to. */
export interface ExplainedBounce {
  readonly evidence: DeliveryEvidence;
  readonly explanation: ReplyExplanation;
  /** The causes, the likeliest first. A cause that findings in the files confirm comes before the others. */
  readonly causes: readonly ExplainedCause[];
  readonly party: Party;
  /** The message, evaluated again with the records in the files; `undefined` if too little is known. */
  readonly tried: Simulation | undefined;
  /** Set if the reply names a different DMARC policy than the files have. */
  readonly otherPolicy: OtherPolicy | undefined;
}

/** One part of a bounce and its meaning, regardless of the records. */
export type UnderstoodBounce = Pick<ExplainedBounce, 'evidence' | 'explanation' | 'party'>;

/**
 * Explains a delivery report, a reply from a server, lines of a log or the results of a receiver. `workspaceOf` is called only if
 * a cause can be about a record.
 *
 * @param parts texts of several files in `text`, each read separately
 */
export function explainBounces(
  text: string,
  workspaceOf: () => Workspace,
  parts?: readonly Range[],
): readonly ExplainedBounce[] {
  const evidence = parts === undefined ? readEvidence(text) : readEvidenceInParts(text, parts);
  return traceBounces(understandBounces(evidence), workspaceOf, 'all');
}

/** The meaning, and the parties of the message. */
export function understandBounces(evidence: readonly DeliveryEvidence[]): readonly UnderstoodBounce[] {
  const explain = explainer();
  return evidence.map((one) => ({ evidence: one, explanation: explain(one), party: partyOf(one) }));
}

/** Finds the records of a workspace that bounces point to. */
export function traceBounces(
  bounces: readonly UnderstoodBounce[],
  workspaceOf: () => Workspace,
  reach: Reach,
): readonly ExplainedBounce[] {
  const isAboutRecords = bounces.some(({ explanation }) =>
    explanation.causes.some(({ about }) => about !== undefined),
  );
  const workspace = isAboutRecords ? workspaceOf() : undefined;
  const index = workspace && recordIndex(workspace, reach);
  const known = new Map<string, Pick<ExplainedBounce, 'explanation' | 'causes' | 'tried'>>();
  return bounces.map((bounce) => {
    const { evidence, explanation, party } = bounce;
    const symptom = symptomOf(evidence);
    const mailFrom = evidence.envelopeFrom?.value;
    const key = JSON.stringify([explanation.id, explanation.causes.length, symptom, party, mailFrom]);
    let found = known.get(key);
    if (found === undefined) {
      const attempt = workspace && retryBounce(workspace, mailFrom, party);
      const tried = attempt !== undefined && tellsSomething(attempt) ? attempt : undefined;
      const traced = causesOf(explanation, symptom, party, index, tried);
      const saysFail = explanation.fault === 'spf';
      const causes =
        reach === 'all' && workspace
          ? withFix(traced, workspace, { party, tried: attempt, saysFail })
          : traced;
      found = { tried, ...differsFromPublished({ explanation, causes }, tried) };
      known.set(key, found);
    }
    const isAboutDmarc = explanation.causes.some(({ about }) => about === 'dmarc');
    const other =
      reach === 'all' && workspace && isAboutDmarc
        ? otherPolicy(workspace, evidence, party.fromDomain)
        : undefined;
    return { ...bounce, ...found, otherPolicy: other };
  });
}

/**
 * The causes, the likeliest first: those that a trial or a finding confirms before the others, and those that the trial refutes
 * last.
 */
function causesOf(
  explanation: ReplyExplanation,
  symptom: string | undefined,
  party: Party,
  index: RecordIndex | undefined,
  tried: Simulation | undefined,
): readonly ExplainedCause[] {
  const isIpv4 = party.ip !== undefined && !party.ip.includes(':');
  const possible = explanation.causes.filter(({ onlyIpv6 }) => onlyIpv6 !== true || !isIpv4);
  const confirmed: ExplainedCause[] = [];
  const others: ExplainedCause[] = [];
  const refuted: ExplainedCause[] = [];
  for (const [i, cause] of possible.entries()) {
    const named = (cause.rules ?? []).filter((id) => findRule(id) !== undefined);
    // A symptom of a rule belongs to the likeliest cause that is about such a record.
    const isFirst = possible.findIndex(({ about }) => about === cause.about) === i;
    const ids = new Set([...named, ...(isFirst ? rulesWithSymptom(symptom, cause.about) : [])]);
    const found =
      cause.about === undefined || index === undefined
        ? { records: [], isCertain: true, missingAt: undefined }
        : index.recordsAbout(cause.about, party, ids);
    const isConfirmed =
      found.isCertain &&
      found.records.some(({ findings }) => findings.some(({ rule }) => named.includes(rule)));
    const trial = tried && trialOf(cause, tried, party.ip ?? '');
    let group = isConfirmed || trial?.speaks === 'confirms' ? confirmed : others;
    if (!isConfirmed && trial?.speaks === 'refutes') group = refuted;
    group.push({
      text: cause.text,
      about: cause.about,
      rules: [...ids],
      records: found.records,
      ownerIsCertain: found.isCertain,
      missingAt: found.missingAt,
      trial,
      fix: undefined,
    });
  }
  return [...confirmed, ...others, ...refuted];
}

/**
 * The edit that makes the address pass, if the trial shows that SPF does not list it, or if the trial is inconclusive and the
 * bounce reports it.
 */
function withFix(
  causes: readonly ExplainedCause[],
  workspace: Workspace,
  {
    party,
    tried,
    saysFail,
  }: { readonly party: Party; readonly tried: Simulation | undefined; readonly saysFail: boolean },
): readonly ExplainedCause[] {
  if (tried === undefined) return causes;
  const isOpen = saysFail && tried.spf.result === 'pending';
  const fixable = causes.find(
    ({ about, trial, records, ownerIsCertain }) =>
      about === 'spf' &&
      (trial?.speaks === 'confirms' || (isOpen && trial === undefined)) &&
      records.length > 0 &&
      ownerIsCertain,
  );
  if (fixable === undefined) return causes;
  const fix = coverBounced(workspace, party, tried, saysFail);
  return causes.map((cause) => (cause === fixable ? { ...cause, fix } : cause));
}

/** A log repeats the same replies, so each one is looked up once. */
function explainer(): (evidence: DeliveryEvidence) => ReplyExplanation {
  const known = new Map<string, ReplyExplanation>();
  return (evidence) => {
    if (evidence.kind === 'authentication') return explainResult(evidence);
    if (evidence.kind === 'notice') return explainNotice(evidence);
    const { reply, remoteMta } = evidence;
    const key = JSON.stringify([
      reply.smtp?.value,
      reply.enhanced?.value,
      remoteMta?.value,
      reply.text.value,
    ]);
    const explanation = known.get(key) ?? explainReply(replyText(reply, remoteMta?.value));
    known.set(key, explanation);
    return explanation;
  };
}

function replyText({ smtp, enhanced, text, passedOn }: SmtpReply, host: string | undefined): ReplyText {
  return {
    smtp: smtp?.value,
    enhanced: enhanced?.value,
    text: text.value,
    host,
    passedOn: passedOn === undefined ? undefined : replyText(passedOn, undefined),
  };
}

/** `550 5.7.23`, in the form that rules use. */
function symptomOf(evidence: DeliveryEvidence): string | undefined {
  if (evidence.kind !== 'bounce') return undefined;
  return `${evidence.reply.smtp?.value ?? ''} ${evidence.reply.enhanced?.value ?? ''}`;
}

function rulesWithSymptom(symptom: string | undefined, about: RecordsAbout | undefined): readonly string[] {
  if (symptom === undefined || about === undefined) return [];
  return rules
    .filter(({ group, symptoms }) => group === about && symptoms?.includes(symptom) === true)
    .map(({ id }) => id);
}

function partyOf(evidence: DeliveryEvidence): Party {
  switch (evidence.kind) {
    case 'bounce':
      return partyOfBounce(evidence);
    case 'authentication':
      return partyOfResult(evidence);
    case 'notice':
      return partyOfNotice(evidence);
  }
}

function partyOfBounce(bounce: Bounce): Party {
  const { envelopeFrom, headerFrom, namedDomain, recipient, ip, signatures, remoteMta } = bounce;
  const envelope = domainOf(envelopeFrom);
  const named = namedDomain === undefined ? undefined : canonicalName(namedDomain.value);
  const from = domainOf(headerFrom);
  return {
    envelopeDomain: envelope ?? named ?? from,
    fromDomain: from ?? named ?? envelope,
    recipientDomain: domainOf(recipient),
    ip: ip?.value,
    isOwnIp: ownSendingAddress(bounce) !== undefined,
    remoteMta: remoteMta === undefined ? undefined : canonicalName(remoteMta.value),
    signatures,
  };
}

function partyOfResult(found: AuthenticationResult): Party {
  const { envelopeFrom, headerFrom, ip, signature, method } = found;
  const envelope = domainOf(envelopeFrom);
  const from = domainOf(headerFrom);
  const signatures: readonly Signature[] =
    signature === undefined || signature.selector === '' ? [] : [signature];
  return {
    envelopeDomain: envelope ?? from,
    fromDomain: from ?? (method === 'dkim' ? signature?.domain : undefined) ?? envelope,
    recipientDomain: undefined,
    ip: ip?.value,
    isOwnIp: ownSendingAddress(found) !== undefined,
    remoteMta: undefined,
    signatures,
  };
}

function partyOfNotice(notice: Notice): Party {
  const { envelopeFrom, headerFrom, recipient, ip } = notice;
  return {
    envelopeDomain: domainOf(envelopeFrom),
    fromDomain: domainOf(headerFrom) ?? domainOf(envelopeFrom),
    recipientDomain: domainOf(recipient),
    ip: ip?.value,
    isOwnIp: ownSendingAddress(notice) !== undefined,
    remoteMta: undefined,
    signatures: [],
  };
}

/** The domain of `user@example.com`, or of a domain alone. `undefined` for the null sender. */
function domainOf(address: LocatedText | undefined): DomainName | undefined {
  const domain = address?.value.slice(address.value.lastIndexOf('@') + 1) ?? '';
  return /^[\w.-]+\.[\w-]+\.?$/.test(domain) ? canonicalName(domain) : undefined;
}
