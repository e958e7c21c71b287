import { several } from '../../text/several.ts';
import type { Outcome } from '../../domain/verdicts/verdict.ts';
import type { DmarcPolicy } from '../../email/dmarc/tags.ts';
import type { MailVolume } from '../../senders/known-sender.ts';
import { senderLabel, senderNameOf } from '../../senders/words.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { printable } from '../../text/printable.ts';
import type { PlanStage, PolicyPlan, StageName } from '../policy-plan.ts';
import { MONITORING_DAYS, QUARANTINE_DAYS, TRIAL_DAYS } from '../policy-plan.ts';
import type { DomainPreview, PassGroup, PolicyPreview, PreviewedSender } from '../policy-preview.ts';
import { totalVolume } from '../policy-preview.ts';
import type { Remedy } from '../sender-remedies.ts';
import type { Paint, Style } from './paint.ts';
import { fitted } from './senders.ts';
import type { SendersSubject } from './senders-places.ts';
import { evidencePlaceText } from './senders-places.ts';
import { sourceLines } from './source-lines.ts';
import { wrap } from './wrap.ts';

/** Columns of a line at most. */
const WIDTH = 100;
/** Columns of the name of a sender, after its indent. */
const NAME = 36;
/** Addresses of one kind that are listed; the rest is counted. */
const MOST_SOURCES = 10;

/** What would happen to the mail of each domain under a policy, and the plan, for people; in parts. */
export function* policyPreviewTexts(
  { policy, domains, plans }: PolicyPreview,
  subject: SendersSubject,
  paint: Paint,
): Generator<string> {
  if (domains.length === 0) yield NOTHING_KNOWN;
  for (const [i, preview] of domains.entries()) {
    yield previewText(preview, policy, subject, paint);
    // Domains with one DMARC record have one plan, after the last of them.
    const isLast = domains.slice(i + 1).every(({ policyDomain }) => policyDomain !== preview.policyDomain);
    const plan = plans.find(({ current }) => current.domain === preview.policyDomain);
    if (!isLast || plan === undefined) continue;
    const together = domains.filter(({ policyDomain }) => policyDomain === preview.policyDomain);
    yield planText(plan, together, subject, paint);
  }
}

const NOTHING_KNOWN =
  'No senders are known: declare them in .mailtxt.json, or add DMARC reports with "reports". "mailtxt senders --init" writes a first file.\n';

interface GroupWords {
  readonly group: PassGroup;
  readonly style: Style;
  /** By what happens to the mail in this group. */
  readonly title: (outcome: Outcome) => string;
}

const GROUPS: readonly GroupWords[] = [
  { group: 'fails', style: 'error', title: (outcome) => FAILS[outcome] ?? 'Fail SPF and DKIM' },
  { group: 'spf', style: 'warning', title: () => 'Pass on SPF only: fail when the message is forwarded' },
  {
    group: 'dkim',
    style: 'warning',
    title: () => 'Pass on DKIM only: fail when the message is changed on its way',
  },
  { group: 'unknown', style: 'info', title: () => 'Unknown' },
  { group: 'seen-passing', style: 'good', title: () => 'Pass in reports; unknown by the records here' },
  { group: 'spf-at-least', style: 'good', title: () => 'Pass on SPF; DKIM is unknown' },
  { group: 'dkim-at-least', style: 'good', title: () => 'Pass on DKIM; SPF is unknown' },
  { group: 'both', style: 'good', title: () => 'Pass on SPF and DKIM' },
];

const FAILS: Partial<Readonly<Record<Outcome, string>>> = {
  rejected: 'Would be rejected',
  quarantined: 'Would be quarantined',
  doubtful: 'Fail SPF and DKIM; p=none does not act on them',
};

function previewText(
  preview: DomainPreview,
  policy: DmarcPolicy,
  subject: SendersSubject,
  paint: Paint,
): string {
  const { domain, senders, signedElsewhere, ownHosts, unauthenticated, refusal } = preview;
  const hasReports = senders.some(({ volume }) => volume !== undefined) || signedElsewhere.length > 0;
  let text = `${paint('strong', printable(domain))} under p=${policy}\n`;
  for (const { group, style, title } of GROUPS) {
    const all = senders.filter((sender) => sender.group === group);
    for (const outcome of new Set(all.map((sender) => (group === 'fails' ? sender.outcome : undefined)))) {
      const those = all.filter((sender) => outcome === undefined || sender.outcome === outcome);
      const total = totalVolume(those.map(({ volume }) => volume));
      text += heading(title(outcome ?? 'unknown'), total, style, paint);
      for (const sender of those) text += senderText(sender, hasReports, subject, paint);
    }
  }
  const fate = FAILS[refusal] ?? '';
  const others: readonly (readonly [title: string, sources: readonly SeenSource[], style: Style])[] = [
    ['Pass on DKIM only, and are not declared: services and forwarders', signedElsewhere, 'warning'],
    [`${fate}: hosts of this domain. If they send mail, declare them as "host"`, ownHosts, 'error'],
    [
      `${fate}: undeclared and unauthenticated (forged, or missing from your records)`,
      unauthenticated,
      'info',
    ],
  ];
  for (const [title, sources, style] of others) text += sourcesText(title, sources, style, subject, paint);
  return `${text}\n`;
}

function heading(title: string, volume: MailVolume | undefined, style: Style, paint: Paint): string {
  const count = volume === undefined ? '' : ` (${several(volume.mails, 'message')})`;
  return `  ${paint(style, wrap(`${title}${count}`, WIDTH - 2, 2))}\n`;
}

function senderText(
  previewed: PreviewedSender,
  hasReports: boolean,
  subject: SendersSubject,
  paint: Paint,
): string {
  const { explained, group, volume, remedies } = previewed;
  const name = fitted(senderLabel(explained.sender), NAME - 2);
  let text = `    ${paint('strong', name.padEnd(NAME))}${volumeText(volume, hasReports)}`.trimEnd() + '\n';
  if (group !== 'both') {
    if (explained.spf.leg !== 'passes') text += line('SPF', explained.spf.why, paint);
    if (explained.dkim.leg !== 'passes') text += line('DKIM', explained.dkim.why, paint);
  }
  for (const remedy of remedies) text += line('fix', remedyText(remedy, subject), paint);
  return text;
}

function remedyText(remedy: Remedy, { nameOf, workspace }: SendersSubject): string {
  if (remedy.kind === 'advice') return remedy.text;
  const [edit] = remedy.fix.edits;
  if (edit === undefined) return remedy.fix.title;
  const source = workspace.textOf(edit.path);
  const number = source === undefined ? '' : `:${source.offsetToPosition(edit.range.start).line + 1}`;
  return `${remedy.fix.title} (${nameOf(edit.path)}${number})`;
}

function sourcesText(
  title: string,
  sources: readonly SeenSource[],
  style: Style,
  subject: SendersSubject,
  paint: Paint,
): string {
  if (sources.length === 0) return '';
  const total = totalVolume(sources.map(({ mails, failed = 0 }) => ({ mails, failed })));
  let text = heading(title, total, style, paint);
  const lines = sourceLines(sources);
  for (const { name, mails, place } of lines.slice(0, MOST_SOURCES)) {
    const at = paint('faint', evidencePlaceText(place, subject));
    text += `    ${printable(name).padEnd(NAME)}${several(mails, 'message').padEnd(12)}  ${at}\n`;
  }
  if (lines.length > MOST_SOURCES) text += `    and ${lines.length - MOST_SOURCES} more\n`;
  return text;
}

const STAGES: Readonly<Record<StageName, string>> = {
  monitor: 'monitor',
  trial: 'quarantine, trial (t=y)',
  quarantine: 'quarantine',
  reject: 'reject',
};

function planText(
  { current, target, stages }: PolicyPlan,
  domains: readonly DomainPreview[],
  subject: SendersSubject,
  paint: Paint,
): string {
  const name = printable(current.domain);
  if (stages.length === 0)
    return `${wrap(`No plan for ${name}: its DMARC record is unknown. Add its zone file, or use --dns live.`, WIDTH, 0)}\n\n`;
  let text = `${paint('strong', `Plan for ${name}`)}, to p=${target}\n`;
  for (const stage of stages) text += stageText(stage, subject, paint);
  const todo = [
    ['fix', namesOf(domains, 'fails')],
    ['find out about', namesOf(domains, 'unknown')],
  ].flatMap(([verb = '', names = '']) => (names === '' ? [] : [`${verb} ${names}`]));
  if (target !== 'none' && todo.length > 0)
    text += `  ${wrap(`Before quarantine: ${todo.join('; ')}.`, WIDTH - 2, 2)}\n`;
  if (stages.length > 1) text += `  ${wrap(PACE, WIDTH - 2, 2)}\n`;
  return `${text}\n`;
}

function namesOf(domains: readonly DomainPreview[], wanted: PassGroup): string {
  return domains
    .flatMap(({ senders }) => senders.filter(({ group }) => group === wanted))
    .map(({ explained }) => printable(senderNameOf(explained.sender)))
    .join(', ');
}

const PACE =
  `The dates are the earliest: ${MONITORING_DAYS} days at "none", ${TRIAL_DAYS} days of trial, ${QUARANTINE_DAYS} days at "quarantine" (RFC 9989 §7.4). ` +
  'Move on when the reports of a stage show no mail of yours that fails. Receivers that follow RFC 7489 ignore "t=y".';

function stageText(
  { name, date, owner, record, isPublished, fix }: PlanStage,
  subject: SendersSubject,
  paint: Paint,
): string {
  const state = isPublished ? paint('good', ' (published now)') : '';
  const data = printable(record.replaceAll(HOLE, '${…}'));
  let text = `  ${date}  ${STAGES[name]}${state}\n`;
  text += `              ${paint('faint', printable(owner))} TXT "${data}"\n`;
  const [edit] = fix?.edits ?? [];
  if (edit !== undefined) {
    const source = subject.workspace.textOf(edit.path);
    const number = source === undefined ? '' : `:${source.offsetToPosition(edit.range.start).line + 1}`;
    text += `              ${paint('faint', `in ${printable(subject.nameOf(edit.path))}${number}`)}\n`;
  }
  return text;
}

function volumeText(volume: MailVolume | undefined, hasReports: boolean): string {
  if (volume === undefined) return hasReports ? 'not in reports' : '';
  const count = volume.failed === volume.mails ? 'all' : volume.failed;
  const failed = volume.failed === 0 ? '' : `, ${count} of which failed SPF and DKIM`;
  return `${several(volume.mails, 'message')}${failed}`;
}

function line(label: string, words: string, paint: Paint): string {
  return `      ${paint('faint', label.padEnd(6))}${wrap(printable(words), WIDTH - 12, 12)}\n`;
}
