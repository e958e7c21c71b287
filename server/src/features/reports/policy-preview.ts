import type { Fix } from '../../analysis/finding.ts';
import { several } from '../../text/several.ts';
import type { Outcome } from '../../domain/verdicts/verdict.ts';
import type { DmarcPolicy } from '../../email/dmarc/tags.ts';
import type { MailVolume } from '../../senders/known-sender.ts';
import { senderLabel, senderNameOf } from '../../senders/words.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { PlanStage, PolicyPlan, StageName } from '../policy-plan.ts';
import { MONITORING_DAYS, QUARANTINE_DAYS, TRIAL_DAYS } from '../policy-plan.ts';
import type { DomainPreview, PassGroup, PolicyPreview, PreviewedSender } from '../policy-preview.ts';
import { totalVolume } from '../policy-preview.ts';
import type { Remedy } from '../sender-remedies.ts';
import { GAP, linked, styled, words } from './page.ts';
import type { PageBlock, PageColumn, PageFact, PageRow, PageRun } from './page.ts';
import type { Paint, Style } from './paint.ts';
import { renderText } from './render-text.ts';
import type { SendersSubject } from './senders-places.ts';
import { evidenceLink } from './senders-places.ts';
import { sourceLines } from './source-lines.ts';

/** The maximum number of columns of a line. */
const WIDTH = 100;
/** Columns of a label in the text form. */
const LABEL = 6;
const SENDER_COLUMN: PageColumn = { title: 'Sender', width: 36 };
const VOLUME_COLUMN: PageColumn = { title: 'Mail in reports' };
const SOURCE_COLUMNS: readonly PageColumn[] = [
  { title: 'Source', width: 36 },
  { title: 'Mail in reports', width: 14 },
  { title: 'Seen in' },
];
const STAGE_COLUMNS: readonly PageColumn[] = [{ title: 'Earliest', width: 12 }, { title: 'Stage' }];
/** Addresses of one kind to list. The others are counted. */
const MOST_SOURCES = 10;

/** What would happen to the mail of each domain under a policy, and the plan, in parts. */
export function* policyPreviewParts(
  { policy, domains, plans }: PolicyPreview,
  subject: SendersSubject,
): Generator<readonly PageBlock[]> {
  if (domains.length === 0) yield [{ kind: 'paragraph', words: words(NOTHING_KNOWN) }];
  for (const [i, preview] of domains.entries()) {
    yield previewBlocks(preview, policy, subject);
    // Domains with the same DMARC record have one plan, after the last of them.
    const isLast = domains.slice(i + 1).every(({ policyDomain }) => policyDomain !== preview.policyDomain);
    const plan = plans.find(({ current }) => current.domain === preview.policyDomain);
    if (!isLast || plan === undefined) continue;
    const together = domains.filter(({ policyDomain }) => policyDomain === preview.policyDomain);
    yield planBlocks(plan, together, subject);
  }
}

/** The same as text. */
export function* policyPreviewTexts(
  preview: PolicyPreview,
  subject: SendersSubject,
  paint: Paint,
): Generator<string> {
  for (const part of policyPreviewParts(preview, subject))
    yield renderText(part, { paint, width: WIDTH }).text;
}

const NOTHING_KNOWN =
  'No senders are declared or seen in DMARC reports. Declare them in .mailtxt.json, or add reports with "reports". "mailtxt senders --init" creates a first file.';

interface GroupWords {
  readonly group: PassGroup;
  readonly style: Style;
  /** By what happens to the mail in this group. */
  readonly title: (outcome: Outcome) => string;
}

const GROUPS: readonly GroupWords[] = [
  { group: 'fails', style: 'error', title: (outcome) => FAILS[outcome] ?? 'Fail SPF and DKIM' },
  { group: 'spf', style: 'warning', title: () => 'Pass on SPF only (fail when forwarded)' },
  {
    group: 'dkim',
    style: 'warning',
    title: () => 'Pass on DKIM only (fail when changed in transit)',
  },
  { group: 'unknown', style: 'info', title: () => 'Unknown' },
  { group: 'seen-passing', style: 'good', title: () => 'Pass in reports, unknown from the records here' },
  { group: 'spf-at-least', style: 'good', title: () => 'Pass on SPF, DKIM unknown' },
  { group: 'dkim-at-least', style: 'good', title: () => 'Pass on DKIM, SPF unknown' },
  { group: 'both', style: 'good', title: () => 'Pass on SPF and DKIM' },
];

const FAILS: Partial<Readonly<Record<Outcome, string>>> = {
  rejected: 'Would be rejected',
  quarantined: 'Would be quarantined',
  doubtful: 'Fail SPF and DKIM (p=none does not act on them)',
};

function previewBlocks(
  preview: DomainPreview,
  policy: DmarcPolicy,
  subject: SendersSubject,
): readonly PageBlock[] {
  const { domain, senders, signedElsewhere, ownHosts, unauthenticated, refusal } = preview;
  const hasReports = senders.some(({ volume }) => volume !== undefined) || signedElsewhere.length > 0;
  const columns = hasReports ? [SENDER_COLUMN, VOLUME_COLUMN] : [SENDER_COLUMN];
  const inside: PageBlock[] = [];
  for (const { group, style, title } of GROUPS) {
    const all = senders.filter((sender) => sender.group === group);
    for (const outcome of new Set(all.map((sender) => (group === 'fails' ? sender.outcome : undefined)))) {
      const those = all.filter((sender) => outcome === undefined || sender.outcome === outcome);
      const total = totalVolume(those.map(({ volume }) => volume));
      const rows = those.map((sender) => senderRow(sender, hasReports, subject));
      inside.push(...groupBlocks(title(outcome ?? 'unknown'), total, style, columns, rows));
    }
  }
  const fate = FAILS[refusal] ?? '';
  const others: readonly (readonly [title: string, sources: readonly SeenSource[], style: Style])[] = [
    ['Pass on DKIM only, not declared (services and forwarders)', signedElsewhere, 'warning'],
    [`${fate}: hosts of this domain. If they send mail, declare them as "host"`, ownHosts, 'error'],
    [
      `${fate}: undeclared and unauthenticated (forged, or missing from your records)`,
      unauthenticated,
      'info',
    ],
  ];
  for (const [title, sources, style] of others) inside.push(...sourcesBlocks(title, sources, style, subject));
  return [
    { kind: 'heading', level: 2, words: [styled('strong', domain), { text: ` under p=${policy}` }] },
    { kind: 'part', blocks: inside },
    GAP,
  ];
}

/** Rows of one kind, below a title and the number of their messages. */
function groupBlocks(
  title: string,
  volume: MailVolume | undefined,
  style: Style,
  columns: readonly PageColumn[],
  rows: readonly PageRow[],
): readonly PageBlock[] {
  const count = volume === undefined ? '' : ` (${several(volume.mails, 'message')})`;
  return [
    { kind: 'heading', level: 3, words: [styled(style, `${title}${count}`)] },
    { kind: 'part', blocks: [{ kind: 'table', label: title, columns, head: false, rows }] },
  ];
}

function senderRow(
  { explained, group, volume, remedies }: PreviewedSender,
  hasReports: boolean,
  subject: SendersSubject,
): PageRow {
  const rows: PageFact[] = [];
  if (group !== 'both') {
    if (explained.spf.leg !== 'passes') rows.push({ label: 'SPF', words: words(explained.spf.why) });
    if (explained.dkim.leg !== 'passes') rows.push({ label: 'DKIM', words: words(explained.dkim.why) });
  }
  for (const remedy of remedies) rows.push(remedyFact(remedy, subject));
  const name = [styled('strong', senderLabel(explained.sender))];
  return {
    cells: hasReports ? [name, words(volumeText(volume))] : [name],
    details: [{ kind: 'facts', rows, text: { label: LABEL, style: 'faint' } }],
  };
}

function remedyFact(remedy: Remedy, subject: SendersSubject): PageFact {
  if (remedy.kind === 'advice') return { label: 'fix', words: words(remedy.text) };
  const { fix } = remedy;
  const place = editLink(fix, subject);
  const rest = place === undefined ? [] : [{ text: ' (' }, place, { text: ')' }];
  return { label: 'fix', words: [{ text: fix.title }, ...rest], action: fix };
}

/** The place of the first edit of a fix: `zones/example.com.zone:5` */
function editLink({ edits: [edit] }: Fix, { nameOf, workspace }: SendersSubject): PageRun | undefined {
  if (edit === undefined) return undefined;
  const source = workspace.textOf(edit.path);
  const number = source === undefined ? '' : `:${source.offsetToPosition(edit.range.start).line + 1}`;
  return linked(`${nameOf(edit.path)}${number}`, edit);
}

function sourcesBlocks(
  title: string,
  sources: readonly SeenSource[],
  style: Style,
  subject: SendersSubject,
): readonly PageBlock[] {
  if (sources.length === 0) return [];
  const total = totalVolume(sources.map(({ mails, failed = 0 }) => ({ mails, failed })));
  const lines = sourceLines(sources);
  const rows = lines.slice(0, MOST_SOURCES).map(({ name, mails, place }) => ({
    cells: [words(name), words(several(mails, 'message')), [evidenceLink(place, subject)]],
  }));
  const blocks = groupBlocks(title, total, style, SOURCE_COLUMNS, rows);
  if (lines.length <= MOST_SOURCES) return blocks;
  const more = `and ${lines.length - MOST_SOURCES} more`;
  return [...blocks, { kind: 'part', blocks: [{ kind: 'paragraph', words: words(more) }] }];
}

const STAGES: Readonly<Record<StageName, string>> = {
  monitor: 'monitor',
  trial: 'quarantine, trial (t=y)',
  quarantine: 'quarantine',
  reject: 'reject',
};

function planBlocks(
  plan: PolicyPlan,
  domains: readonly DomainPreview[],
  subject: SendersSubject,
): readonly PageBlock[] {
  const { current, target, stages } = plan;
  const name = current.domain;
  const sentence = (text: string): PageBlock => ({ kind: 'paragraph', words: words(text) });
  if (stages.length === 0) {
    const how = 'Add its zone file, or use --dns live.';
    return [sentence(`No plan for ${name}: its DMARC record is unknown. ${how}`), GAP];
  }
  const rows = stages.map((stage) => stageRow(stage, subject));
  const inside: PageBlock[] = [
    {
      kind: 'table',
      label: `Plan for ${name}`,
      columns: STAGE_COLUMNS,
      head: false,
      detailsIndent: 12,
      rows,
    },
  ];
  const todo = [
    ['fix', namesOf(domains, 'fails')],
    ['investigate', namesOf(domains, 'unknown')],
  ].flatMap(([verb = '', names = '']) => (names === '' ? [] : [`${verb} ${names}`]));
  if (target !== 'none' && todo.length > 0) inside.push(sentence(`${deadlineOf(plan)}: ${todo.join('; ')}.`));
  if (stages.length > 1) inside.push(sentence(PACE));
  return [
    {
      kind: 'heading',
      level: 2,
      words: [styled('strong', `Plan for ${name}`), { text: `, to p=${target}` }],
    },
    { kind: 'part', blocks: inside },
    GAP,
  ];
}

/** The deadline for fixing failing mail. The next stage comes after the current one of the domain. */
function deadlineOf({ current, target, stages }: PolicyPlan): string {
  const next = stages.slice(1).find(({ name }) => name === 'quarantine' || name === 'reject');
  return next === undefined
    ? `"p=${current.reading?.p ?? target}" is already published`
    : `Before ${next.name}`;
}

function namesOf(domains: readonly DomainPreview[], wanted: PassGroup): string {
  return domains
    .flatMap(({ senders }) => senders.filter(({ group }) => group === wanted))
    .map(({ explained }) => senderNameOf(explained.sender))
    .join(', ');
}

const PACE =
  `The dates are the earliest possible: ${MONITORING_DAYS} days at "none", ${TRIAL_DAYS} days of trial, ${QUARANTINE_DAYS} days at "quarantine" (RFC 9989 §7.4). ` +
  'Move to the next stage when the reports show that none of your mail fails. Receivers that follow RFC 7489 ignore "t=y".';

function stageRow(
  { name, date, owner, record, isPublished, fix }: PlanStage,
  subject: SendersSubject,
): PageRow {
  const state = isPublished ? [styled('good', ' (published now)')] : [];
  const data = record.replaceAll(HOLE, '${…}');
  const details: PageBlock[] = [
    { kind: 'paragraph', words: [styled('faint', owner), { text: ` TXT "${data}"` }] },
  ];
  const place = fix && editLink(fix, subject);
  if (fix !== undefined && place !== undefined) {
    details.push({
      kind: 'paragraph',
      words: [styled('faint', 'in '), { ...place, style: 'faint' }],
      action: fix,
    });
  }
  return { cells: [words(date), [{ text: STAGES[name] }, ...state]], details };
}

function volumeText(volume: MailVolume | undefined): string {
  if (volume === undefined) return 'not in reports';
  const count = volume.failed === volume.mails ? 'all' : volume.failed;
  const failed = volume.failed === 0 ? '' : `, ${count} of which failed SPF and DKIM`;
  return `${several(volume.mails, 'message')}${failed}`;
}
