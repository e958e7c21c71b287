import type { Cell, ExplainedSender } from '../../../features/sender-cells.ts';
import type { DomainSenders } from '../../../features/senders.ts';
import { formatIp } from '../../../dns/address.ts';
import { networkText } from '../../../senders/network-text.ts';
import type { SenderHint } from '../../../senders/implied.ts';
import type { EvidencePlace } from '../../../senders/known-sender.ts';
import { PROVIDER_NETWORKS_AS_OF } from '../../../senders/services/provider-networks.ts';
import type { PolicyPreview } from '../../../features/policy-preview.ts';
import type { Output } from '../output.ts';
import { jsonRange, jsonText } from './json.ts';
import { policyMembers } from './policy-json.ts';
import { placeOfEvidence, placeOfRecord } from '../../../features/reports/senders-places.ts';
import type { SendersSubject } from '../../../features/reports/senders-places.ts';

/** Writes `senders --format json`. Fields are only ever added. */
export function reportSendersAsJson(
  subject: SendersSubject,
  out: Output,
  preview: PolicyPreview | undefined,
): void {
  const { domains, elsewhere, unanswered } = subject.result;
  const report = {
    domains: domains.map((domain) => jsonDomain(domain, subject)),
    elsewhere,
    providerData: PROVIDER_NETWORKS_AS_OF,
    holes: unanswered.map(({ name, type }) => `${name} ${type}`),
    ...(preview && policyMembers(preview, subject)),
  };
  out.write(`${jsonText(report, 2)}\n`);
}

function jsonDomain(
  { domain, senders, implied, hints, others }: DomainSenders,
  subject: SendersSubject,
): object {
  return {
    domain,
    senders: senders.map((sender) => jsonSender(sender, subject)),
    implied: implied.map((sender) => jsonSender(sender, subject)),
    hints: hints.map((hint) => jsonHint(hint, subject)),
    others: others.map(({ kind, address, host, service, provider, mails, text, place }) => ({
      kind,
      ip: formatIp(address),
      ...(host !== undefined && { host }),
      service: service?.id ?? null,
      provider: provider?.id ?? null,
      mails,
      text,
      ...jsonPlace(place, subject),
    })),
  };
}

function jsonSender(
  { sender, outcome, outcomeOfRfc7489, ...cells }: ExplainedSender,
  subject: SendersSubject,
): object {
  return {
    name: sender.name,
    service: sender.service?.id ?? null,
    provider: sender.provider?.id ?? null,
    ip: sender.networks.map(networkText),
    host: sender.host ?? null,
    envelope: sender.envelope ?? null,
    mails: sender.volume?.mails ?? null,
    failed: sender.volume?.failed ?? null,
    verdict: outcome,
    verdictRfc7489: outcomeOfRfc7489 ?? outcome,
    spf: jsonCell(cells.spf, subject),
    dkim: jsonCell(cells.dkim, subject),
    dmarc: jsonCell(cells.dmarc, subject),
    spfAlignment: jsonCell(cells.spfAlignment, subject),
    dkimAlignment: jsonCell(cells.dkimAlignment, subject),
    dmarcRfc7489: jsonCell(cells.dmarcOfRfc7489, subject),
    evidence: sender.evidence.map(({ kind, place, text }) => ({
      kind,
      text: text ?? null,
      ...jsonPlace(place, subject),
    })),
  };
}

function jsonCell({ result, leg, why, record }: Cell, { workspace, nameOf }: SendersSubject): object {
  const located = placeOfRecord(workspace, record);
  return {
    result,
    leg,
    why,
    record: record?.owner ?? null,
    ...(located && { path: nameOf(located.path), range: jsonRange(located.source, located.range) }),
  };
}

function jsonHint({ service, host, kind, by, place }: SenderHint, subject: SendersSubject): object {
  return {
    kind,
    service: service?.id ?? null,
    host: host ?? null,
    by: by ?? null,
    ...jsonPlace(place, subject),
  };
}

function jsonPlace(place: EvidencePlace, subject: SendersSubject): object {
  const { path, at } = placeOfEvidence(subject, place);
  return { path: subject.nameOf(path), ...(at && { range: jsonRange(at.source, at.range) }) };
}
