import type { FileEdit } from '../../analysis/finding.ts';
import type { DomainName } from '../../dns/names.ts';
import { withDmarcRecord } from '../../domain/dmarc/staged-policy.ts';
import { beginsAsDmarc } from '../../email/dmarc/evaluate/published.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { comparePolicies, type DmarcPolicy } from '../../email/dmarc/tags.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { currentPolicyOf, policyPlan, type CurrentPolicy, type StageName } from '../policy-plan.ts';
import { featureText } from '../texts.ts';
import { faultOfAddress, policyRecord, type Draft, type DraftContext } from './draft.ts';

/** The policy of a stage. */
const TARGETS: Readonly<Record<StageName, DmarcPolicy>> = {
  monitor: 'none',
  trial: 'quarantine',
  quarantine: 'quarantine',
  reject: 'reject',
};

/** A record to add, the edits that move the existing one to a later stage, or the existing one if it has reached the stage. */
export type DmarcDraft =
  | Draft
  | { readonly published: { readonly owner: DomainName; readonly text: string } }
  | {
      readonly change: {
        readonly owner: DomainName;
        readonly text: string;
        readonly edits: readonly FileEdit[];
      };
    }
  | { readonly fault: string };

/** The DMARC record for a stage of the plan to a policy. A first record only requests reports. */
export function draftDmarc(
  context: DraftContext,
  stage: StageName,
  reportAddress: string | undefined,
): DmarcDraft {
  const fault = reportAddress === undefined ? undefined : faultOfAddress(reportAddress);
  if (fault !== undefined) return { fault };
  const { domain, facts, records, now: today } = context;
  const { current, inherited } = presentPolicy(context);
  const target = TARGETS[stage];
  const owner = policyOwner(domain);
  const published = { owner, text: current.record ?? '' };
  const isStricter = current.reading?.p !== undefined && comparePolicies(current.reading.p, target) > 0;
  if (isStricter) return { published };
  const { stages } = policyPlan(current, target, { facts, records, today, reportAddress });
  const planned = stages.find(({ name }) => name === stage);
  // The published record can already be at a later stage.
  if (planned === undefined || planned.isPublished) return { published };
  if (current.state === 'none') {
    const notes = inherited === undefined ? [] : [noteOnInherited(domain, inherited, target)];
    return { records: [policyRecord('dmarc', owner, planned.record)], notes };
  }
  const text = planned.record.replaceAll(HOLE, '${…}');
  if (planned.fix === undefined) return { fault: featureText('notEditable', { domain, record: text }) };
  return { change: { owner, text, edits: planned.fix.edits } };
}

/** `current`: the record at the domain's own name. `inherited`: the record of another domain that applies without one. */
interface PresentPolicy {
  readonly current: CurrentPolicy;
  readonly inherited: CurrentPolicy | undefined;
}

function presentPolicy(context: DraftContext): PresentPolicy {
  const { domain } = context;
  const found = decidingPolicy(context);
  if (found.state === 'unknown') return { current: { ...found, domain }, inherited: undefined };
  if (found.domain === domain) return { current: found, inherited: undefined };
  const current: CurrentPolicy = { domain, state: 'none', record: undefined, reading: undefined };
  return { current, inherited: found.state === 'found' ? found : undefined };
}

/** If DNS does not show whether there is a policy, the files do. In Terraform, other configurations can have more records. */
function decidingPolicy({ domain, facts, records }: DraftContext): CurrentPolicy {
  const current = currentPolicyOf(domain, facts);
  if (current.state !== 'unknown') return current;
  for (const owner of [domain, current.domain]) {
    const [only, ...more] = records
      .recordsAt(policyOwner(owner))
      .flatMap(({ rdata }) =>
        rdata.kind === 'text' && beginsAsDmarc(rdata.value.text) ? [rdata.value] : [],
      );
    if (only === undefined) continue;
    const isCertain = more.length === 0 && only.complete;
    return isCertain ? currentPolicyOf(owner, withDmarcRecord(facts, owner, only.text)) : current;
  }
  return { ...current, state: 'none' };
}

/** A record at the name itself takes precedence over that of the organizational domain. RFC 9989 §4.10.1. */
function noteOnInherited(
  domain: DomainName,
  { domain: from, reading }: CurrentPolicy,
  target: DmarcPolicy,
): string {
  const policy = reading?.sp ?? reading?.p;
  if (policy === undefined) return featureText('replacesInherited', { parent: from, domain });
  const note = featureText('replacesPolicy', { parent: from, domain, policy });
  const isWeaker = comparePolicies(policy, target) > 0;
  return isWeaker ? `${note} ${featureText('weakerPolicy', { policy: target })}` : note;
}
