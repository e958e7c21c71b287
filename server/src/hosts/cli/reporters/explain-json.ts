import type { ExplainedBounce, RecordOfCause } from '../../../features/explain-bounce.ts';
import { codeOf, explainedTextOf } from '../../../features/evidence-text.ts';
import { problemReport } from '../../../features/problem-report.ts';
import { countsOf } from '../../../features/reports/explanation.ts';
import type { ExplainResult } from '../../../features/reports/explanation.ts';
import { problemReportText } from '../../../features/reports/problem-report.ts';
import type { LocatedText } from '../../../senders/bounces/model.ts';
import type { Output } from '../output.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { jsonFix, jsonRange, jsonText, writeList } from './json.ts';

/**
 * Writes one JSON object. Scripts rely on its shape, so fields are only ever added.
 * `lineOf`: maps a line of the text to a line of the input, both counted from 0.
 */
export function reportExplanationsAsJson(
  result: ExplainResult,
  lineOf: (line: number) => number,
  out: Output,
): void {
  const source = new PlainText(result.text);
  const position = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, character } = source.offsetToPosition(offset);
    return { line: lineOf(line) + 1, column: character + 1 };
  };
  out.write('{');
  writeList(out, 'bounces', result.bounces, (bounce) => ({
    ...jsonBounce(bounce, result),
    range: {
      start: position(explainedTextOf(bounce).range.start),
      end: position(explainedTextOf(bounce).range.end),
    },
  }));
  out.write(`"summary":${jsonText(summaryOf(result.bounces))}}\n`);
}

function jsonBounce(bounce: ExplainedBounce, result: ExplainResult): object {
  const { evidence, explanation, causes, tried, otherPolicy } = bounce;
  const parsed = evidence.kind === 'bounce' ? evidence : undefined;
  const notice = evidence.kind === 'notice' ? evidence : undefined;
  const report = problemReport(bounce, { ...result, count: 1 });
  return {
    id: explanation.id,
    known: explanation.known,
    smtp: value(parsed?.reply.smtp),
    enhanced: value(parsed?.reply.enhanced),
    text: explainedTextOf(bounce).value,
    software: explanation.software ?? null,
    meaning: explanation.meaning,
    dnsFixable: explanation.dnsFixable,
    otherPolicy:
      otherPolicy === undefined
        ? null
        : {
            domain: otherPolicy.domain,
            published: otherPolicy.published,
            written: otherPolicy.written,
            path: result.nameOf(otherPolicy.at.path),
            range: jsonRange(otherPolicy.at.source, otherPolicy.at.range),
          },
    causes: causes.map(({ text, rules, records, ownerIsCertain, missingAt, trial, fix }) => ({
      text,
      records: records.map((record) => jsonRecord(record, result)),
      rules,
      ownerIsCertain,
      missingAt: missingAt ?? null,
      trial: trial ?? null,
      fix: fix === undefined ? null : jsonFix(fix, (path) => result.workspace?.textOf(path), result.nameOf),
    })),
    sender: {
      ip: value(evidence.ip),
      envelopeFrom: value(evidence.envelopeFrom),
      headerFrom: value(evidence.headerFrom),
    },
    addresses: (parsed?.addresses ?? []).map(({ value: address, role }) => ({ address, role })),
    recipient: value(parsed?.recipient ?? notice?.recipient),
    remoteMta: value(parsed?.remoteMta),
    queueId: value(parsed?.queueId),
    messageId: value(parsed?.messageId),
    reportingMta: value(parsed?.reportingMta),
    time: value(parsed?.time ?? notice?.time),
    facts: (notice?.facts ?? []).map(([label, text]) => ({ label, text })),
    action: explanation.action,
    tried:
      tried === undefined
        ? null
        : { spf: tried.spf.result, dmarc: tried.dmarc?.result ?? null, verdict: tried.verdict },
    reports: {
      ownIt: problemReportText(report, 'own-it'),
      postmaster: problemReportText(report, 'postmaster'),
    },
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

function value(found: LocatedText | undefined): string | null {
  return found?.value ?? null;
}

/** Counts what many bounces have in common, such as one recipient domain. */
function summaryOf(bounces: readonly ExplainedBounce[]): object {
  return {
    bounces: bounces.length,
    known: bounces.filter(({ explanation }) => explanation.known).length,
    ids: countsOf(bounces.map(({ explanation }) => explanation.id)),
    codes: countsOf(bounces.map(codeOf)),
    senders: countsOf(bounces.map(({ evidence }) => evidence.envelopeFrom?.value || undefined)),
    senderDomains: countsOf(bounces.map(({ party }) => party.envelopeDomain ?? party.fromDomain)),
    recipientDomains: countsOf(bounces.map(({ party }) => party.recipientDomain)),
  };
}
