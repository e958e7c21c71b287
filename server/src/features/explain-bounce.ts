import type { Workspace } from '../analysis/workspace.ts';
import { canonicalName } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { rules } from '../rules/registry.ts';
import type {
  AuthenticationResult,
  Bounce,
  Evidence,
  Found,
  Reply,
  Signature,
} from '../senders/bounces/model.ts';
import { readEvidence } from '../senders/bounces/read.ts';
import { explainReply } from '../senders/replies/explain.ts';
import type { Explanation, ReplyText } from '../senders/replies/explain.ts';
import type { Cause, RecordsAbout } from '../senders/replies/model.ts';
import { explainResult } from '../senders/replies/results.ts';
import { recordIndex } from './bounce-records.ts';
import type { Party, RecordIndex, RecordOfCause } from './bounce-records.ts';

export type { RecordOfCause } from './bounce-records.ts';

/** One thing that was read of a bounce, what it means, and where it leads in the files at hand. */
export interface ExplainedBounce {
  readonly evidence: Evidence;
  readonly explanation: Explanation;
  /** The likeliest first; one that findings in the files confirm stands before those that they do not. */
  readonly causes: readonly ExplainedCause[];
  readonly party: Party;
}

export interface ExplainedCause {
  readonly text: string;
  readonly about: RecordsAbout | undefined;
  /** Rules of this version that look for it. */
  readonly rules: readonly string[];
  readonly records: readonly RecordOfCause[];
  /** False where the bounce does not say whose records they are, and the files hold those of few domains. */
  readonly ownerIsCertain: boolean;
}

/**
 * Explains a delivery report, an answer of a server, lines of a log or the results that a receiver wrote down.
 * `workspaceOf` is asked only when a cause can be about a record.
 */
export function explainBounces(text: string, workspaceOf: () => Workspace): readonly ExplainedBounce[] {
  const read = readEvidence(text).map((evidence) => ({ evidence, explanation: explain(evidence) }));
  const isAboutRecords = read.some(({ explanation }) =>
    explanation.causes.some(({ about }) => about !== undefined),
  );
  const index = isAboutRecords ? recordIndex(workspaceOf()) : undefined;
  return read.map(({ evidence, explanation }) => {
    const party = partyOf(evidence);
    const causes = explanation.causes.map((cause) => causeIn(cause, evidence, party, index));
    return { evidence, explanation, causes: confirmedFirst(causes), party };
  });
}

function explain(evidence: Evidence): Explanation {
  if (evidence.kind === 'authentication') return explainResult(evidence);
  return explainReply(replyText(evidence.reply, evidence.remoteMta?.value));
}

function replyText({ smtp, enhanced, text, passedOn }: Reply, host: string | undefined): ReplyText {
  return {
    smtp: smtp?.value,
    enhanced: enhanced?.value,
    text: text.value,
    host,
    passedOn: passedOn === undefined ? undefined : replyText(passedOn, undefined),
  };
}

function causeIn(
  cause: Cause,
  evidence: Evidence,
  party: Party,
  index: RecordIndex | undefined,
): ExplainedCause {
  const ids = rulesOf(cause, evidence);
  const found =
    cause.about === undefined || index === undefined
      ? { records: [], isCertain: true }
      : index.recordsAbout(cause.about, party, new Set(ids));
  return {
    text: cause.text,
    about: cause.about,
    rules: ids,
    records: found.records,
    ownerIsCertain: found.isCertain,
  };
}

const KNOWN_RULES: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** The rules that a cause names, and those that name this very answer among their symptoms. */
function rulesOf({ about, rules: named = [] }: Cause, evidence: Evidence): readonly string[] {
  const ids = new Set(named.filter((id) => KNOWN_RULES.has(id)));
  if (about !== undefined && evidence.kind === 'bounce') {
    const symptom = `${evidence.reply.smtp?.value ?? ''} ${evidence.reply.enhanced?.value ?? ''}`;
    for (const { id, symptoms } of rules) {
      if (id.startsWith(`${about}-`) && symptoms?.includes(symptom) === true) ids.add(id);
    }
  }
  return [...ids];
}

function confirmedFirst(causes: readonly ExplainedCause[]): readonly ExplainedCause[] {
  const isConfirmed = ({ rules: ids, records, ownerIsCertain }: ExplainedCause): boolean =>
    ownerIsCertain && records.some(({ findings }) => findings.some(({ rule }) => ids.includes(rule)));
  return [...causes.filter(isConfirmed), ...causes.filter((cause) => !isConfirmed(cause))];
}

function partyOf(evidence: Evidence): Party {
  return evidence.kind === 'bounce' ? partyOfBounce(evidence) : partyOfResult(evidence);
}

function partyOfBounce({
  envelopeFrom,
  headerFrom,
  namedDomain,
  recipient,
  ip,
  signatures,
  remoteMta,
}: Bounce): Party {
  const envelope = domainOf(envelopeFrom);
  const named = namedDomain === undefined ? undefined : canonicalName(namedDomain.value);
  const from = domainOf(headerFrom);
  return {
    envelopeDomain: envelope ?? named ?? from,
    fromDomain: from ?? named ?? envelope,
    recipientDomain: domainOf(recipient),
    ip: ip?.value,
    remoteMta: remoteMta === undefined ? undefined : canonicalName(remoteMta.value),
    signatures,
  };
}

function partyOfResult({ envelopeFrom, headerFrom, ip, signature, method }: AuthenticationResult): Party {
  const envelope = domainOf(envelopeFrom);
  const from = domainOf(headerFrom);
  const signatures: readonly Signature[] =
    signature === undefined || signature.selector === '' ? [] : [signature];
  return {
    envelopeDomain: envelope ?? from,
    fromDomain: from ?? (method === 'dkim' ? signature?.domain : undefined) ?? envelope,
    recipientDomain: undefined,
    ip: ip?.value,
    remoteMta: undefined,
    signatures,
  };
}

/** `user@example.com`, or a domain alone. `undefined` for the null sender. */
function domainOf(address: Found | undefined): DomainName | undefined {
  const domain = address?.value.slice(address.value.lastIndexOf('@') + 1) ?? '';
  return /^[\w.-]+\.[\w-]+\.?$/.test(domain) ? canonicalName(domain) : undefined;
}
