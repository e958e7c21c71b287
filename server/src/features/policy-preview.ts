import type { Workspace } from '../analysis/workspace.ts';
import type { DomainName } from '../dns/names.ts';
import { stagedRecord, withDmarcRecord } from '../domain/dmarc/staged-policy.ts';
import { verdictOf } from '../domain/verdicts/verdict.ts';
import type { Outcome, SenderVerdict } from '../domain/verdicts/verdict.ts';
import type { DmarcPolicy } from '../email/dmarc/tags.ts';
import { cachedReader } from '../email/spf/evaluate/select-record.ts';
import { addVolumes } from '../senders/known-sender.ts';
import type { MailVolume } from '../senders/known-sender.ts';
import type { SeenSource } from '../senders/seen-source.ts';
import type { CurrentPolicy, PolicyPlan } from './policy-plan.ts';
import { currentPolicyOf, policyPlan } from './policy-plan.ts';
import { EditableRecords } from './record-fix.ts';
import type { ExplainedSender } from './sender-cells.ts';
import { explained } from './sender-cells.ts';
import type { Remedy } from './sender-remedies.ts';
import { remediesFor } from './sender-remedies.ts';
import type { DomainSenders, SendersResult } from './senders.ts';

/**
 * How a sender's mail passes DMARC. both: on SPF and DKIM. spf, dkim: on one of them, and the other certainly does not pass.
 * spf-at-least, dkim-at-least: on one of them, and the other is unknown. fails: on neither. seen-passing: the records here do not
 * decide, and reports show only mail that passes. unknown: something that decides is unknown.
 */
export type PassGroup =
  'both' | 'spf-at-least' | 'dkim-at-least' | 'spf' | 'dkim' | 'fails' | 'seen-passing' | 'unknown';

export interface PreviewedSender {
  readonly explained: ExplainedSender;
  readonly group: PassGroup;
  readonly outcome: Outcome;
  readonly volume: MailVolume | undefined;
  /** What would make SPF and DKIM pass if they do not. */
  readonly remedies: readonly Remedy[];
}

/** What would happen to the mail of one domain. */
export interface DomainPreview {
  readonly domain: DomainName;
  /** The domain whose DMARC record applies. Its plan is in {@link PolicyPreview.plans}. */
  readonly policyDomain: DomainName;
  /** Known senders: declared, or identified by reports as those of the domain. */
  readonly senders: readonly PreviewedSender[];
  /** Addresses of undeclared senders that pass on DKIM in reports, such as forwarders. */
  readonly signedElsewhere: readonly SeenSource[];
  /** Addresses of the domain's own hosts that sent unauthenticated mail. */
  readonly ownHosts: readonly SeenSource[];
  /** Addresses of others that sent unauthenticated mail. */
  readonly unauthenticated: readonly SeenSource[];
  /** What happens to mail for which neither SPF nor DKIM passes. */
  readonly refusal: Outcome;
}

export interface PolicyPreview {
  readonly policy: DmarcPolicy;
  readonly domains: readonly DomainPreview[];
  /** One plan for each domain that has, or would have, a DMARC record. */
  readonly plans: readonly PolicyPlan[];
}

/** The same domains, with the verdicts of their known senders under the policy. */
export function underPolicy(
  workspace: Workspace,
  { domains }: Pick<SendersResult, 'domains'>,
  policy: DmarcPolicy,
): readonly DomainSenders[] {
  const { facts } = workspace;
  const read = cachedReader();
  return domains.map((inventory) => {
    const current = currentPolicyOf(inventory.domain, facts);
    const trial = withDmarcRecord(facts, current.domain, trialRecord(current, policy));
    const reevaluated = ({ sender }: ExplainedSender): ExplainedSender =>
      explained(verdictOf(sender, { facts: trial, read }));
    return {
      ...inventory,
      senders: inventory.senders.map(reevaluated),
      implied: inventory.implied.map(reevaluated),
    };
  });
}

const REFUSALS: Readonly<Record<DmarcPolicy, Outcome>> = {
  none: 'doubtful',
  quarantine: 'quarantined',
  reject: 'rejected',
};

/**
 * What would happen to the mail of each domain's senders if its DMARC record had `policy`, and how to get there.
 *
 * @param today in milliseconds since 1970
 */
export function previewPolicy(
  workspace: Workspace,
  { domains }: Pick<SendersResult, 'domains'>,
  policy: DmarcPolicy,
  today: number,
): PolicyPreview {
  const records = new EditableRecords(workspace);
  const { facts } = workspace;
  const read = cachedReader();
  const plans = new Map<DomainName, PolicyPlan>();
  const previews = domains
    .filter(({ senders, others }) => senders.length + others.length > 0)
    .map((inventory): DomainPreview => {
      const { domain, senders, others } = inventory;
      const current = currentPolicyOf(domain, facts);
      const { domain: policyDomain } = current;
      if (!plans.has(policyDomain))
        plans.set(policyDomain, policyPlan(current, policy, { facts, records, today }));
      const trial = trialRecord(current, policy);
      const options = { facts: withDmarcRecord(facts, policyDomain, trial), read };
      return {
        domain,
        policyDomain,
        senders: senders.map(({ sender }) => {
          const verdict = verdictOf(sender, options);
          const context = { options, records, current: { ...current, record: current.record ?? trial } };
          return previewed(verdict, policy, remediesFor(verdict, context));
        }),
        signedElsewhere: others.filter(({ kind }) => SIGNED.has(kind)),
        ownHosts: others.filter(({ kind }) => kind === 'own-host'),
        unauthenticated: others.filter(({ kind }) => kind === 'unauthenticated'),
        refusal: REFUSALS[policy],
      };
    });
  return { policy, domains: previews, plans: [...plans.values()] };
}

const SIGNED: ReadonlySet<SeenSource['kind']> = new Set(['service', 'forwarder', 'undecided']);

/** The record for the preview: with the policy in full, whatever the stage. */
function trialRecord({ record, domain }: CurrentPolicy, policy: DmarcPolicy): string {
  return stagedRecord(record, { policy, testing: false }, `dmarc@${domain}`);
}

function previewed(
  verdict: SenderVerdict,
  policy: DmarcPolicy,
  remedies: readonly Remedy[],
): PreviewedSender {
  const { volume } = verdict.sender;
  const group = groupOf(verdict);
  // If records do not decide, here or for lack of an answer, reports do if they show nothing else.
  const isOpen = group === 'unknown' && volume !== undefined;
  const isSeenFailing = isOpen && volume.failed === volume.mails;
  // SPF that fails with the current record may have passed with the previous one.
  const isSeenPassing = isOpen && volume.failed === 0 && verdict.dmarc['RFC 9989'].spf === 'unknown';
  return {
    explained: explained(verdict),
    group: isSeenFailing ? 'fails' : isSeenPassing ? 'seen-passing' : group,
    outcome: isSeenFailing ? REFUSALS[policy] : verdict.dmarc['RFC 9989'].outcome,
    volume,
    remedies,
  };
}

function groupOf({ dmarc }: SenderVerdict): PassGroup {
  const { spf, dkim } = dmarc['RFC 9989'];
  if (spf === 'passes') return dkim === 'passes' ? 'both' : dkim === 'fails' ? 'spf' : 'spf-at-least';
  if (dkim === 'passes') return spf === 'fails' ? 'dkim' : 'dkim-at-least';
  return spf === 'fails' && dkim === 'fails' ? 'fails' : 'unknown';
}

/** The number of messages of several senders. */
export function totalVolume(volumes: Iterable<MailVolume | undefined>): MailVolume | undefined {
  let total: MailVolume | undefined;
  for (const volume of volumes) total = addVolumes(total, volume);
  return total;
}
