import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { formatIp } from '../../dns/address.ts';
import { defectWords } from '../../email/dkim/defect-words.ts';
import type { AlignedLeg, DmarcVerdict } from '../../email/dmarc/evaluate/evaluate.ts';
import type { SpfVerdict, TraceStep } from '../../email/spf/evaluate/verdict.ts';
import { MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { printable } from '../../text/printable.ts';
import type { Located } from '../policy-place.ts';
import { recordOf } from '../policy-place.ts';
import type { MailQuestion, SignatureVerdict, Simulation, Verdict } from '../simulate.ts';
import { describeSpf } from '../spf-verdict-words.ts';
import type { Paint, Style } from './paint.ts';

/** What is told of a simulation, and whom it is told to. */
export interface SimulationSubject {
  readonly mail: MailQuestion;
  readonly simulation: Simulation;
  readonly workspace: Workspace;
  readonly nameOf: (path: DocumentPath) => string;
}

/** Would this mail pass? For people: the verdict first, then what it rests on. `advice`: how to learn what is not known. */
export function simulationText(subject: SimulationSubject, paint: Paint, advice: string): string {
  const { simulation } = subject;
  const { spf, helo, dkim, dmarc, dmarcOfRfc7489, verdict, unanswered } = simulation;
  const [style, words] = VERDICTS[verdict];
  let text = `${paint(style, verdict.toUpperCase())}  ${words(simulation)}\n\n`;
  text += spfText(spf, subject, paint);
  if (helo !== undefined && helo.result !== 'none') text += spfText(helo, subject, paint);
  for (const signature of dkim) text += `${label('DKIM', paint)}${describeKey(signature)}\n`;
  if (dmarc !== undefined) text += dmarcText(dmarc, subject, paint);
  if (dmarcOfRfc7489 !== undefined) text += dmarcText(dmarcOfRfc7489, subject, paint);
  if (unanswered.length > 0 && verdict === 'unknown') {
    const names = unanswered.map(({ name, type }) => `${printable(name)} ${type}`);
    text += `\nNot known here: ${names.join(', ')}. ${advice}\n`;
  }
  return text;
}

const VERDICTS: Readonly<Record<Verdict, readonly [Style, (simulation: Simulation) => string]>> = {
  accepted: [
    'good',
    ({ dmarc, helo }) => {
      if (dmarc?.result !== 'pass') return 'Nothing in DNS speaks against the mail.';
      return helo?.result === 'fail'
        ? 'The mail passes DMARC. SPF forbids the HELO name, and some receivers reject for that alone.'
        : 'The mail passes DMARC.';
    },
  ],
  rejected: ['error', () => 'The mail fails DMARC, and the policy of its From domain asks to reject it.'],
  quarantined: [
    'warning',
    () => 'The mail fails DMARC, and the policy of its From domain asks to put it aside.',
  ],
  doubtful: [
    'warning',
    ({ spf, helo }) => {
      if (spf.result === 'permerror') {
        return 'The SPF record cannot be evaluated. Some receivers reject for that alone.';
      }
      const isHelo = spf.identity === 'helo' || (spf.result !== 'fail' && helo?.result === 'fail');
      const what = isHelo ? 'the HELO name' : 'the sender';
      return `SPF forbids ${what}. No DMARC policy asks to reject, but some receivers reject for that alone.`;
    },
  ],
  unknown: ['info', () => 'An answer that decides is not known.'],
};

function label(name: string, paint: Paint): string {
  return paint('strong', name.padEnd(7));
}

const INDENT = ' '.repeat(7);

const RESULT_STYLES: Readonly<Record<string, Style>> = {
  pass: 'good',
  fail: 'error',
  softfail: 'warning',
  permerror: 'error',
  temperror: 'warning',
};

function styled(result: string, paint: Paint): string {
  return paint(RESULT_STYLES[result] ?? 'info', result === 'pending' ? 'not known' : result);
}

function spfText(verdict: SpfVerdict, subject: SimulationSubject, paint: Paint): string {
  const { result, identity, domain, explanation, lookups, voidLookups, trace } = verdict;
  const name = identity === 'helo' ? 'the HELO name' : 'MAIL FROM';
  let text = `${label('SPF', paint)}${styled(result, paint)} for ${name} ${printable(domain)}`;
  text += ` and ${formatIp(subject.mail.ip)}: ${printable(describeSpf(verdict))}\n`;
  for (const step of trace) text += describeStep(step, subject, paint);
  if (explanation !== undefined) text += `${INDENT}It says: ${printable(explanation)}\n`;
  if (trace.length > 0) {
    const counts = `${lookups} of ${MAX_LOOKUP_TERMS} lookups, ${voidLookups} without an answer`;
    text += `${paint('faint', INDENT + counts)}\n`;
  }
  return text;
}

const OUTCOMES: Readonly<Record<TraceStep['outcome'], readonly [Style, string]>> = {
  enter: ['faint', '→'],
  match: ['good', 'matches'],
  'no-match': ['faint', 'does not match'],
  error: ['error', 'ends the check'],
  pending: ['info', 'not known'],
};

function describeStep(step: TraceStep, subject: SimulationSubject, paint: Paint): string {
  const { depth, domain, record, term, outcome, target } = step;
  const typed = shown(record.value.text.slice(term.range.start, term.range.end));
  const [style, words] = OUTCOMES[outcome];
  const asked = target !== undefined && !typed.includes(target) ? ` (${printable(target)})` : '';
  const located = outcome === 'match' ? recordOf(subject.workspace, domain, record, term.range) : undefined;
  const line = located === undefined ? '' : `  ${lineOf(located, subject)}`;
  return `${INDENT}${'  '.repeat(depth)}${typed}${asked}  ${paint(style, words)}${paint('faint', line)}\n`;
}

function shown(text: string): string {
  return printable(text.replaceAll(HOLE, '${…}'));
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
      return `${domain}: whether the key ${name} is published is not known`;
    case 'not-asked':
      return `${domain}: the signature is taken as right`;
  }
}

function dmarcText(verdict: DmarcVerdict, subject: SimulationSubject, paint: Paint): string {
  const { reader, result, policy, toApply, percentage, alignment } = verdict;
  const who = reader === 'RFC 9989' ? '' : ' for receivers that still follow RFC 7489';
  const start = `${label('DMARC', paint)}${styled(result, paint)}${who}: `;
  if (policy === undefined) {
    return `${start}${result === 'none' ? 'the From domain has no policy' : 'the policy is not known'}\n`;
  }
  const located = recordOf(subject.workspace, `_dmarc.${policy.domain}`, policy.record);
  const line = located === undefined ? '' : `, ${lineOf(located, subject)}`;
  const share = percentage === undefined || percentage === 100 ? '' : ` for ${percentage}% of such mail`;
  const legs = [describeLeg('SPF', alignment.spf)];
  for (const leg of alignment.dkim) legs.push(describeLeg('DKIM', leg));
  if (alignment.dkim.length === 0) legs.push('DKIM: no signature is given');
  return (
    `${start}the policy for mail that fails is ${toApply ?? 'not known'}${share} ` +
    `(_dmarc.${printable(policy.domain)}${line})\n${legs.map((leg) => `${INDENT}${leg}\n`).join('')}`
  );
}

/** `zones/db.example.com:7` */
function lineOf({ path, source, range }: Located, { nameOf }: SimulationSubject): string {
  return `${printable(nameOf(path))}:${source.offsetToPosition(range.start).line + 1}`;
}

function describeLeg(name: string, { domain, passes, aligned, mode }: AlignedLeg): string {
  const how = mode === undefined ? '' : mode === 's' ? ' (strict)' : ' (relaxed)';
  const state = aligned === 'pending' ? 'may be aligned' : aligned ? `aligned${how}` : `not aligned${how}`;
  const passed = passes === 'pending' ? 'is not known to pass' : passes ? 'passes' : 'does not pass';
  return `${name}: ${printable(domain)} ${passed}, ${state}`;
}
