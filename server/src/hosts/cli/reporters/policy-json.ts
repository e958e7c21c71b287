import { formatIp } from '../../../dns/address.ts';
import type { PlanStage, PolicyPlan } from '../../../features/policy-plan.ts';
import type { DomainPreview, PolicyPreview, PreviewedSender } from '../../../features/policy-preview.ts';
import type { SendersSubject } from '../../../features/reports/senders-places.ts';
import type { SeenSource } from '../../../senders/seen-source.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { jsonFix } from './json.ts';

/** The members that `senders --policy` adds to the JSON of `senders`. Fields are only ever added. */
export function policyMembers({ policy, domains, plans }: PolicyPreview, subject: SendersSubject): object {
  return {
    policy,
    preview: domains.map((domain) => jsonPreview(domain, subject)),
    plans: plans.map((plan) => jsonPlan(plan, subject)),
  };
}

function jsonPreview(
  { domain, policyDomain, senders, signedElsewhere, ownHosts, unauthenticated, refusal }: DomainPreview,
  subject: SendersSubject,
): object {
  return {
    domain,
    policyDomain,
    senders: senders.map((sender) => jsonSender(sender, subject)),
    undeclared: [...signedElsewhere, ...ownHosts, ...unauthenticated].map((source) =>
      jsonSource(source, refusal),
    ),
  };
}

function jsonSender(
  { explained, group, outcome, volume, remedies }: PreviewedSender,
  { workspace, nameOf }: SendersSubject,
): object {
  const { sender, spf, dkim } = explained;
  return {
    name: sender.name,
    service: sender.service?.id ?? null,
    provider: sender.provider?.id ?? null,
    group,
    verdict: outcome,
    mails: volume?.mails ?? null,
    failed: volume?.failed ?? null,
    spf: { result: spf.result, why: spf.why },
    dkim: { result: dkim.result, why: dkim.why },
    fixes: remedies.flatMap((one) =>
      one.kind === 'edit' ? [jsonFix(one.fix, (path) => workspace.textOf(path), nameOf)] : [],
    ),
    advice: remedies.flatMap((one) => (one.kind === 'advice' ? [one.text] : [])),
  };
}

function jsonSource(
  { kind, address, host, service, provider, mails, failed }: SeenSource,
  refusal: DomainPreview['refusal'],
): object {
  const isSigned = kind !== 'own-host' && kind !== 'unauthenticated';
  return {
    kind,
    ip: formatIp(address),
    host: host ?? null,
    service: service?.id ?? null,
    provider: provider?.id ?? null,
    group: isSigned ? 'dkim' : 'fails',
    verdict: isSigned ? 'one-leg' : refusal,
    mails,
    failed: failed ?? null,
  };
}

function jsonPlan({ current, target, stages }: PolicyPlan, subject: SendersSubject): object {
  return {
    domain: current.domain,
    target,
    published: current.record?.replaceAll(HOLE, '${…}') ?? null,
    publishedState: current.state,
    stages: stages.map((stage) => jsonStage(stage, subject)),
  };
}

function jsonStage(
  { name, date, owner, record, isPublished, fix }: PlanStage,
  { workspace, nameOf }: SendersSubject,
): object {
  return {
    stage: name,
    date,
    published: isPublished,
    record: { owner, type: 'TXT', value: record.replaceAll(HOLE, '${…}') },
    fix: fix === undefined ? null : jsonFix(fix, (path) => workspace.textOf(path), nameOf),
  };
}
