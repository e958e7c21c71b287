import type { AlignedLeg, DmarcVerdict } from '../../../email/dmarc/evaluate/evaluate.ts';
import type { MatchedTerm, SpfVerdict, TraceStep } from '../../../email/spf/evaluate/verdict.ts';
import { recordOf } from '../../../features/policy-place.ts';
import type { SimulationSubject } from '../../../features/reports/simulation.ts';
import type { Output } from '../output.ts';
import { jsonRange, jsonText } from './json.ts';

/** Writes `simulate --format json`. Fields are only ever added. */
export function reportSimulationAsJson(subject: SimulationSubject, out: Output): void {
  const { simulation } = subject;
  const { spf, helo, dkim, dmarc, dmarcOfRfc7489, verdict, unanswered } = simulation;
  const report = {
    spf: jsonSpf(spf, subject),
    helo: helo === undefined ? null : jsonSpf(helo, subject),
    dkim: dkim.map(({ domain, selector, key }) => ({ domain, selector: selector ?? null, key })),
    dmarc: dmarc === undefined ? null : jsonDmarc(dmarc, subject),
    dmarcRfc7489: dmarcOfRfc7489 === undefined ? null : jsonDmarc(dmarcOfRfc7489, subject),
    verdict,
    holes: unanswered.map(({ name, type }) => `${name} ${type}`),
  };
  out.write(`${jsonText(report, 2)}\n`);
}

function jsonSpf(verdict: SpfVerdict, subject: SimulationSubject): object {
  const { result, identity, domain, explanation, lookups, voidLookups, matched, reason, trace } = verdict;
  return {
    result,
    identity,
    domain,
    explanation: explanation ?? null,
    lookups,
    voidLookups,
    matched: matched === undefined ? null : jsonTerm(matched, subject),
    reason:
      reason === undefined
        ? null
        : {
            code: reason.code,
            domain: reason.domain,
          },
    trace: trace.map((step) => jsonStep(step, subject)),
  };
}

function jsonTerm(
  { domain, record, term }: Omit<MatchedTerm, 'term'> & Pick<TraceStep, 'term'>,
  subject: SimulationSubject,
): object {
  const located = recordOf(subject.workspace, domain, record, term.range);
  return {
    domain,
    term: record.value.text.slice(term.range.start, term.range.end),
    ...(located === undefined
      ? {}
      : { path: subject.nameOf(located.path), range: jsonRange(located.source, located.range) }),
  };
}

function jsonStep(step: TraceStep, subject: SimulationSubject): object {
  const { depth, outcome, target, lookups, voidLookups } = step;
  return { depth, ...jsonTerm(step, subject), target: target ?? null, outcome, lookups, voidLookups };
}

function jsonDmarc(verdict: DmarcVerdict, subject: SimulationSubject): object {
  const { result, policy, toApply, percentage, alignment } = verdict;
  const located = policy && recordOf(subject.workspace, `_dmarc.${policy.domain}`, policy.record);
  return {
    result,
    policy: toApply ?? null,
    percentage: percentage ?? null,
    alignment: { spf: jsonLeg(alignment.spf), dkim: alignment.dkim.map(jsonLeg) },
    record:
      policy === undefined
        ? null
        : {
            domain: policy.domain,
            text: policy.record.value.text,
            ...(located === undefined
              ? {}
              : { path: subject.nameOf(located.path), range: jsonRange(located.source, located.range) }),
          },
  };
}

function jsonLeg({ domain, passes, aligned, mode }: AlignedLeg): object {
  const known = (value: boolean | 'pending'): boolean | null => (value === 'pending' ? null : value);
  return { domain, passes: known(passes), aligned: known(aligned), mode: mode ?? null };
}
