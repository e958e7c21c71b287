import type { Workspace } from '../../../analysis/workspace.ts';
import type { ExplainedBounce, RecordOfCause } from '../../../features/explain-bounce.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { Found } from '../../../senders/bounces/model.ts';
import type { Output } from '../output.ts';
import { plainText } from '../plain-text.ts';
import { jsonRange, writeList } from './json.ts';

export interface ExplainResult {
  readonly bounces: readonly ExplainedBounce[];
  /** What the bounces were read of. */
  readonly text: string;
  /** `undefined` where no record was asked for. */
  readonly workspace: Workspace | undefined;
  readonly nameOf: (path: string) => string;
}

/** One JSON object. The shape is a promise to scripts: it may grow, nothing changes. */
export function reportExplanationsAsJson(result: ExplainResult, out: Output): void {
  const source = plainText(result.text);
  out.write('{');
  writeList(out, 'bounces', result.bounces, (bounce) => ({
    ...jsonBounce(bounce, result),
    range: jsonRange(source, placeOf(bounce).range),
  }));
  out.write(`"summary":${JSON.stringify(summaryOf(result.bounces))}}\n`);
}

/** The words that were explained. */
export function placeOf({ evidence }: ExplainedBounce): Found {
  return evidence.kind === 'bounce' ? evidence.reply.text : evidence.text;
}

function jsonBounce(bounce: ExplainedBounce, result: ExplainResult): object {
  const { evidence, explanation, causes } = bounce;
  const told = evidence.kind === 'bounce' ? evidence : undefined;
  return {
    id: explanation.id,
    known: explanation.known,
    smtp: value(told?.reply.smtp),
    enhanced: value(told?.reply.enhanced),
    text: placeOf(bounce).value,
    software: explanation.software ?? null,
    meaning: explanation.meaning,
    dnsFixable: explanation.dnsFixable,
    causes: causes.map(({ text, rules, records, ownerIsCertain, missingAt }) => ({
      text,
      records: records.map((record) => jsonRecord(record, result)),
      rules,
      ownerIsCertain,
      missingAt: missingAt ?? null,
    })),
    sender: {
      ip: value(evidence.ip),
      envelopeFrom: value(evidence.envelopeFrom),
      headerFrom: value(evidence.headerFrom),
    },
    recipient: value(told?.recipient),
    remoteMta: value(told?.remoteMta),
    queueId: value(told?.queueId),
    time: value(told?.time),
    action: explanation.action,
  };
}

function jsonRecord({ owner, type, path, range, findings }: RecordOfCause, result: ExplainResult): object {
  const source = result.workspace?.textOf(path);
  return {
    owner,
    type,
    path: result.nameOf(path),
    ...(source === undefined ? {} : { range: jsonRange(source, range) }),
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
}

function value(found: Found | undefined): string | null {
  return found?.value ?? null;
}

/** What is common to many: one recipient domain or all of them is the first question. */
function summaryOf(bounces: readonly ExplainedBounce[]): object {
  return {
    bounces: bounces.length,
    known: bounces.filter(({ explanation }) => explanation.known).length,
    ids: countsOf(bounces.map(({ explanation }) => explanation.id)),
    senderDomains: countsOf(bounces.map(({ party }) => party.envelopeDomain ?? party.fromDomain)),
    recipientDomains: countsOf(bounces.map(({ party }) => party.recipientDomain)),
  };
}

/** How often each of them occurs, the most frequent first. */
export function countsOf(names: readonly (DomainName | undefined)[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
