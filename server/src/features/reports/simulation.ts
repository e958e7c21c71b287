import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { formatIp } from '../../dns/address.ts';
import { defectWords } from '../../email/dkim/defect-words.ts';
import type { AlignedLeg, DmarcVerdict } from '../../email/dmarc/evaluate/evaluate.ts';
import type { SpfVerdict, TraceStep } from '../../email/spf/evaluate/verdict.ts';
import { MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { Located } from '../policy-place.ts';
import { recordOf } from '../policy-place.ts';
import type { MailQuestion, SignatureVerdict, Simulation, Verdict } from '../simulate.ts';
import { describeSpf } from '../spf-verdict-words.ts';
import { featureText } from '../texts.ts';
import { GAP, linked, styled, words } from './page.ts';
import type { PageBlock, PageFact, PageNode, PageRun, PageWords } from './page.ts';
import type { Paint, Style } from './paint.ts';
import { renderText } from './render-text.ts';

/** The subject of a report on a simulation, and its reader. */
export interface SimulationSubject {
  readonly mail: MailQuestion;
  readonly simulation: Simulation;
  readonly workspace: Workspace;
  readonly nameOf: (path: DocumentPath) => string;
}

/**
 * A report on whether a message would pass: the verdict first, then its reasons.
 *
 * @param advice a sentence on how to resolve unknown data
 */
export function simulationBlocks(subject: SimulationSubject, advice: string): readonly PageBlock[] {
  const { simulation } = subject;
  const { spf, helo, dkim, dmarc, dmarcOfRfc7489, verdict, unanswered } = simulation;
  const [style, text] = VERDICTS[verdict];
  const rows: PageFact[] = [spfFact(spf, subject)];
  if (helo !== undefined && helo.result !== 'none') rows.push(spfFact(helo, subject));
  for (const signature of dkim) rows.push({ label: 'DKIM', words: words(describeKey(signature)) });
  if (dmarc !== undefined) rows.push(dmarcFact(dmarc, subject));
  if (dmarcOfRfc7489 !== undefined) rows.push(dmarcFact(dmarcOfRfc7489, subject));
  const blocks: PageBlock[] = [
    { kind: 'verdict', style, word: verdict, text: text(simulation) },
    GAP,
    { kind: 'facts', rows, text: { label: LABEL, style: 'strong' } },
  ];
  if (unanswered.length > 0 && verdict === 'unknown') {
    const names = unanswered.map(({ name, type }) => `${name} ${type}`);
    blocks.push(GAP, { kind: 'paragraph', words: words(`Not resolved: ${names.join(', ')}. ${advice}`) });
  }
  return blocks;
}

/** The same as text. */
export function simulationText(subject: SimulationSubject, paint: Paint, advice: string): string {
  return renderText(simulationBlocks(subject, advice), { paint, width: Infinity }).text;
}

/** Columns of a label in the text form. */
const LABEL = 7;

const VERDICTS: Readonly<Record<Verdict, readonly [Style, (simulation: Simulation) => string]>> = {
  accepted: [
    'good',
    ({ dmarc, helo }) => {
      if (dmarc?.result !== 'pass') return featureText('noReason');
      return featureText(helo?.result === 'fail' ? 'dmarcPassesHeloFails' : 'dmarcPasses');
    },
  ],
  rejected: ['error', () => featureText('asksToReject')],
  quarantined: ['warning', () => featureText('asksToQuarantine')],
  doubtful: [
    'warning',
    ({ spf, helo }) => {
      if (spf.result === 'permerror') {
        return featureText('spfBroken');
      }
      const isHelo = spf.identity === 'helo' || (spf.result !== 'fail' && helo?.result === 'fail');
      return featureText(isHelo ? 'spfFailsForHelo' : 'spfFailsForSender');
    },
  ],
  unknown: ['info', () => featureText('verdictUnknown')],
};

const RESULT_STYLES: Readonly<Record<string, Style>> = {
  pass: 'good',
  fail: 'error',
  softfail: 'warning',
  permerror: 'error',
  temperror: 'warning',
};

function resultRun(result: string): PageRun {
  return styled(RESULT_STYLES[result] ?? 'info', result === 'pending' ? 'unknown' : result);
}

function spfFact(verdict: SpfVerdict, subject: SimulationSubject): PageFact {
  const { result, identity, domain, explanation, lookups, voidLookups, trace } = verdict;
  const name = identity === 'helo' ? 'the HELO name' : 'MAIL FROM';
  const about = ` for ${name} ${domain} and ${formatIp(subject.mail.ip)}: ${describeSpf(verdict)}`;
  const details: PageBlock[] = [];
  if (trace.length > 0)
    details.push({
      kind: 'tree',
      label: `Terms of the SPF record of ${domain}`,
      nodes: stepsOf(trace, subject),
    });
  if (explanation !== undefined)
    details.push({ kind: 'paragraph', words: words(`Its explanation: ${explanation}`) });
  if (trace.length > 0) {
    const counts = `${lookups} of ${MAX_LOOKUP_TERMS} lookups, ${voidLookups} void`;
    details.push({ kind: 'paragraph', words: [styled('faint', counts)] });
  }
  return { label: 'SPF', words: [resultRun(result), { text: about }], details };
}

/** The steps, each below the step that caused it. */
function stepsOf(trace: readonly TraceStep[], subject: SimulationSubject): readonly PageNode[] {
  const roots: PageNode[] = [];
  /** By depth, the list for the next step of that depth. */
  const open: PageNode[][] = [roots];
  for (const step of trace) {
    const children: PageNode[] = [];
    const depth = Math.min(step.depth, open.length - 1);
    open[depth]?.push({ words: describeStep(step, subject), children });
    open.length = depth + 1;
    open.push(children);
  }
  return roots;
}

const OUTCOMES: Readonly<Record<TraceStep['outcome'], readonly [Style, string]>> = {
  enter: ['faint', '→'],
  match: ['good', 'matches'],
  'no-match': ['faint', 'does not match'],
  error: ['error', 'ends the check'],
  pending: ['info', 'unknown'],
};

function describeStep(step: TraceStep, subject: SimulationSubject): PageWords {
  const { domain, record, term, outcome, target } = step;
  const typed = shown(record.value.text.slice(term.range.start, term.range.end));
  const [style, outcomeText] = OUTCOMES[outcome];
  const asked = target !== undefined && !typed.includes(target) ? ` (${target})` : '';
  const located = outcome === 'match' ? recordOf(subject.workspace, domain, record, term.range) : undefined;
  return [
    { text: `${typed}${asked}  ` },
    styled(style, outcomeText),
    ...(located === undefined ? [] : [{ text: '  ' }, lineLink(located, subject, 'faint')]),
  ];
}

function shown(text: string): string {
  return text.replaceAll(HOLE, '${…}');
}

function describeKey({ domain, selector, key, defects }: SignatureVerdict): string {
  const name = `${selector ?? ''}._domainkey.${domain}`;
  switch (key) {
    case 'published':
      return `${domain}: the key ${name} is published`;
    case 'missing':
      return `${domain}: there is no key ${name}, so the signature fails`;
    case 'revoked':
    case 'broken':
      return `${domain}: the key ${name} ${defectWords(defects)}, so the signature fails`;
    case 'unknown':
      return `${domain}: it is unknown whether the key ${name} is published`;
    case 'not-asked':
      return `${domain}: the signature is assumed to be valid`;
  }
}

function dmarcFact(verdict: DmarcVerdict, subject: SimulationSubject): PageFact {
  const { reader, result, policy, toApply, percentage, alignment } = verdict;
  const who = reader === 'RFC 9989' ? '' : ' for receivers that still follow RFC 7489';
  const start = [resultRun(result), { text: `${who}: ` }];
  if (policy === undefined) {
    const text = result === 'none' ? 'the From domain has no policy' : 'the policy is unknown';
    return { label: 'DMARC', words: [...start, { text }] };
  }
  const located = recordOf(subject.workspace, `_dmarc.${policy.domain}`, policy.record);
  const place = located === undefined ? [] : [{ text: ', ' }, lineLink(located, subject)];
  const share = percentage === undefined || percentage === 100 ? '' : ` for ${percentage}% of such mail`;
  const legs = [describeLeg('SPF', alignment.spf)];
  for (const leg of alignment.dkim) legs.push(describeLeg('DKIM', leg));
  if (alignment.dkim.length === 0) legs.push('DKIM: no signature given');
  const policyText = `the policy for mail that fails is ${toApply ?? 'unknown'}${share} (_dmarc.${policy.domain}`;
  return {
    label: 'DMARC',
    words: [...start, { text: policyText }, ...place, { text: ')' }],
    details: [{ kind: 'list', marker: 'none', items: legs.map((leg) => ({ words: words(leg) })) }],
  };
}

/** `zones/db.example.com:7` */
function lineLink({ path, source, range }: Located, { nameOf }: SimulationSubject, style?: Style): PageRun {
  return linked(`${nameOf(path)}:${source.offsetToPosition(range.start).line + 1}`, { path, range }, style);
}

function describeLeg(name: string, { domain, passes, aligned, mode }: AlignedLeg): string {
  const how = mode === undefined ? '' : mode === 's' ? ' (strict)' : ' (relaxed)';
  const state =
    aligned === 'pending' ? 'may be aligned' : aligned ? `is aligned${how}` : `is not aligned${how}`;
  const passed = passes === 'pending' ? 'may pass' : passes ? 'passes' : 'does not pass';
  return `${name}: ${passed} for ${domain}, which ${state}`;
}
