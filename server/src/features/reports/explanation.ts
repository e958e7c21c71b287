import type { Fix } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { parseClientIp } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import { noticeTitle } from '../../senders/bounces/explain-notice.ts';
import { providerOf, providerText } from '../../senders/services/provider-networks.ts';
import type { ExplainedBounce, RecordOfCause } from '../explain-bounce.ts';
import type { ExplainedCause } from '../explained-cause.ts';
import type { OtherPolicy } from '../answered-policy.ts';
import { canDns } from '../can-dns.ts';
import { editedLines } from '../edited-lines.ts';
import { codeOf, explainedTextOf } from '../evidence-text.ts';
import { identifiesMessage, problemReport } from '../problem-report.ts';
import { GAP, linked, styled, words } from './page.ts';
import type { PageBlock, PageFact, PageItem, PageWords } from './page.ts';
import { problemReportBlocks } from './problem-report.ts';
import { renderText } from './render-text.ts';
import type { ReportTextOptions } from './render-text.ts';

/** Columns of a label in the text form. */
const LABEL = 19;
/** Characters of a reply to show. */
const MAX_ANSWER = 400;
const MAX_FINDINGS = 5;
/** Codes, senders and domains to list in a summary. */
const MAX_NAMES = 8;

export interface ExplainResult {
  readonly bounces: readonly ExplainedBounce[];
  /** The text from which the bounces were read. */
  readonly text: string;
  /** `undefined` if no record was needed. */
  readonly workspace: Workspace | undefined;
  readonly nameOf: (path: string) => string;
}

/**
 * The meaning of each bounce, with the same meaning shown once. It is generated in pieces, because a log can have 100,000
 * bounces.
 */
export function* explanationParts(result: ExplainResult): Iterable<readonly PageBlock[]> {
  const groups = groupsOf(result.bounces);
  if (groups.length === 0) {
    yield [
      {
        kind: 'paragraph',
        words: words(
          'The text contains no reply from a mail server and no delivery report. Use the whole bounce as an .eml file, or a line such as "550 5.7.23 …".',
        ),
      },
    ];
    return;
  }
  for (const group of groups) yield groupBlocks(group, result);
  const answers = result.bounces.filter((bounce) => !isNotice(bounce));
  if (answers.length > 1) yield summaryBlocks(answers);
}

/** The same as text. */
export function* explanationTexts(result: ExplainResult, options: ReportTextOptions): Iterable<string> {
  for (const part of explanationParts(result)) yield renderText(part, options).text;
}

/** The reply. The value of a header does not always name the method. */
function headingOf(bounce: ExplainedBounce): string {
  const { evidence } = bounce;
  const words = explainedTextOf(bounce).value;
  if (evidence.kind === 'authentication')
    return words.startsWith(evidence.method) ? words : `Received-SPF: ${words}`;
  if (evidence.kind === 'notice') return noticeTitle(evidence);
  return words === '' ? (codeOf(bounce) ?? 'A report without a reply') : words;
}

/** How often each of them occurs, the most frequent first. */
export function countsOf(names: readonly (DomainName | undefined)[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** Bounces with the same meaning, sending domain and records. */
function groupsOf(bounces: readonly ExplainedBounce[]): readonly (readonly ExplainedBounce[])[] {
  const groups = new Map<string, ExplainedBounce[]>();
  for (const bounce of bounces) {
    const { explanation, evidence, party } = bounce;
    const enhanced = evidence.kind === 'bounce' ? (evidence.reply.enhanced?.value ?? '') : '';
    // Each report has its own sources.
    const facts = evidence.kind === 'notice' ? JSON.stringify(evidence.facts) : '';
    const key = [explanation.id, enhanced, party.envelopeDomain, party.fromDomain, facts].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [bounce]);
    else group.push(bounce);
  }
  // Failures come first, however many deliveries are reported with them.
  return [...groups.values()].sort(
    (a, b) => Number(a.every(isNotice)) - Number(b.every(isNotice)) || b.length - a.length,
  );
}

function isNotice({ evidence }: ExplainedBounce): boolean {
  return evidence.kind === 'notice';
}

function groupBlocks(group: readonly ExplainedBounce[], result: ExplainResult): readonly PageBlock[] {
  const [first] = group;
  if (first === undefined) return [];
  const { explanation, causes } = first;
  const times = group.length === 1 ? [] : [styled('strong', `${group.length} times: `)];
  const blocks: PageBlock[] = [
    { kind: 'heading', level: 2, words: [...times, styled('strong', shortened(headingOf(first)))] },
    GAP,
  ];
  const inside: PageBlock[] = [{ kind: 'facts', rows: factsOf(group, first, result), text: LABELS }];
  if (causes.length > 0) {
    const title = causes.length === 1 ? 'Likely cause' : 'Likely causes';
    const shown = new Set<string>();
    const items = causes.map((cause) => causeItem(cause, shown, result));
    inside.push(GAP, subheading(title), { kind: 'list', marker: 'number', items });
  }
  if (explanation.action.length > 0) {
    const items = explanation.action.map((step) => ({ words: words(step) }));
    inside.push(GAP, subheading('What to do'), { kind: 'list', marker: 'bullet', items });
  }
  if (identifiesMessage(first))
    inside.push(...problemReportBlocks(problemReport(first, { ...result, count: group.length })));
  blocks.push({ kind: 'part', blocks: inside }, GAP);
  return blocks;
}

const LABELS = { label: LABEL, style: 'faint' } as const;

function subheading(text: string): PageBlock {
  return { kind: 'heading', level: 3, words: [styled('strong', text)] };
}

function factsOf(
  group: readonly ExplainedBounce[],
  { explanation, evidence, otherPolicy }: ExplainedBounce,
  result: ExplainResult,
): readonly PageFact[] {
  const rows: PageFact[] = [];
  const row = (label: string, text: string): void => void rows.push({ label, words: words(text) });
  row('Meaning', explanation.meaning);
  if (explanation.software !== undefined) row('Typical of', explanation.software);
  const isPass = evidence.kind === 'authentication' && evidence.result === 'pass';
  if (!isPass && evidence.kind !== 'notice') row('Can DNS fix this?', canDns(explanation));
  const about = aboutText(group);
  if (about !== '') row('Message', about);
  if (evidence.kind === 'notice') for (const [label, value] of evidence.facts) row(label, value);
  if (otherPolicy !== undefined) rows.push({ label: 'Note', words: otherPolicyWords(otherPolicy, result) });
  return rows;
}

/** The published record differs from the file, so the file may be outdated. */
function otherPolicyWords(
  { domain, published, written, at }: OtherPolicy,
  { nameOf }: ExplainResult,
): PageWords {
  const { line } = at.source.offsetToPosition(at.range.start);
  return [
    { text: `The server found the DMARC policy "${published}" for ${domain}, but ` },
    linked(`${nameOf(at.path)}:${line + 1}`, at),
    { text: ` has "${written}". The published record differs from the file.` },
  ];
}

/** `shown`: records whose findings have already been listed. */
function causeItem(cause: ExplainedCause, shown: Set<string>, result: ExplainResult): PageItem {
  const details: PageBlock[] = [];
  const say = (text: string): void => void details.push({ kind: 'paragraph', words: words(text) });
  if (cause.records.length > 0 && !cause.ownerIsCertain) {
    const which =
      cause.records.length === 1 ? 'This is the only such record here' : 'These are the records here';
    say(`The bounce does not name the domain. ${which}:`);
  }
  if (cause.trial !== undefined) {
    const style = cause.trial.speaks === 'confirms' ? 'error' : 'good';
    details.push({ kind: 'paragraph', words: [styled(style, cause.trial.text)] });
  }
  if (cause.missingAt !== undefined) say(`The files here have no such record for ${cause.missingAt}.`);
  const items = cause.records.flatMap((record) => {
    const key = `${record.path} ${record.range.start}`;
    const item = recordItem(shown.has(key) ? { ...record, findings: [] } : record, result);
    shown.add(key);
    return item ?? [];
  });
  if (items.length > 0) details.push({ kind: 'list', marker: 'none', items });
  if (cause.fix !== undefined) details.push(...fixBlocks(cause.fix, result));
  return { words: words(cause.text), details };
}

/** What to do, and the line after the edit, to copy if no editor can apply it. */
function fixBlocks(fix: Fix, { workspace, nameOf }: ExplainResult): readonly PageBlock[] {
  const action: PageBlock = { kind: 'action', title: fix.title, action: fix };
  const edited = editedLines(fix, workspace);
  if (edited === undefined) return [action];
  const [edit] = fix.edits;
  const place = { path: edited.path, range: edit?.range };
  return [
    action,
    {
      kind: 'paragraph',
      words: [
        { text: 'After this change, ' },
        linked(`${nameOf(edited.path)}:${edited.line + 1}`, place),
        { text: ' reads:' },
      ],
    },
    { kind: 'part', blocks: [{ kind: 'code', lines: edited.lines }] },
  ];
}

function recordItem(
  { owner, type, path, range, findings }: RecordOfCause,
  result: ExplainResult,
): PageItem | undefined {
  const source = result.workspace?.textOf(path);
  if (source === undefined) return undefined;
  const { line, character } = source.offsetToPosition(range.start);
  const details = findings.slice(0, MAX_FINDINGS).map(({ severity, rule, message }): PageBlock => ({
    kind: 'paragraph',
    words: [styled(severity, `${severity}[${rule}]`), { text: ` ${message}` }],
  }));
  if (findings.length > MAX_FINDINGS) {
    const text = `and ${findings.length - MAX_FINDINGS} more: mailtxt check`;
    details.push({ kind: 'paragraph', words: words(text) });
  }
  const place = linked(`${result.nameOf(path)}:${line + 1}:${character + 1}`, { path, range }, 'strong');
  return { words: [place, { text: `: ${owner} ${type}` }], details };
}

/** The sender, the sending address and the recipient. */
function aboutText(group: readonly ExplainedBounce[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { evidence, party } = first;
  const parts: string[] = [];
  const from = evidence.envelopeFrom?.value;
  if (from === '') parts.push('from the null sender (itself a report)');
  else if (group.length === 1 && from !== undefined) parts.push(`sent as ${from}`);
  else if (party.envelopeDomain !== undefined) parts.push(`sent as ${party.envelopeDomain}`);
  const isFromKnown = evidence.headerFrom !== undefined && party.fromDomain !== party.envelopeDomain;
  if (isFromKnown && party.fromDomain !== undefined) parts.push(`with From ${party.fromDomain}`);
  const signature = evidence.kind === 'authentication' ? evidence.signature : undefined;
  if (signature !== undefined) parts.push(`signed as ${signature.domain}`);
  if (group.length === 1 && party.ip !== undefined) parts.push(`by ${party.ip}${providerNote(party.ip)}`);
  const domains = Object.entries(countsOf(group.map((bounce) => bounce.party.recipientDomain)));
  if (evidence.kind !== 'authentication' && group.length === 1 && evidence.recipient !== undefined) {
    parts.push(`to ${evidence.recipient.value}`);
  } else if (domains.length > 0) {
    const shown = domains
      .slice(0, 5)
      .map(([domain, count]) => (count === 1 ? domain : `${domain} (${count})`));
    parts.push(
      `to ${shown.join(', ')}${domains.length > 5 ? ` and ${domains.length - 5} more domains` : ''}`,
    );
  }
  return parts.join(', ');
}

/** ` (Amazon SES by its published networks, …)` for an address of a known service. */
function providerNote(ip: string): string {
  const address = parseClientIp(ip);
  const provider = address && providerOf(address);
  return provider === undefined ? '' : ` (${providerText(provider)})`;
}

/** The first question is whether one recipient domain is affected or all of them. The second is what else they have in common. */
function summaryBlocks(bounces: readonly ExplainedBounce[]): readonly PageBlock[] {
  const recipients = countsOf(bounces.map(({ party }) => party.recipientDomain));
  const [first, ...others] = Object.keys(recipients);
  let where = '';
  if (first !== undefined) {
    where =
      others.length === 0
        ? `, all to ${first}. Check that receiver first`
        : `, to ${others.length + 1} domains. Check the sending side first`;
  }
  const count = `${bounces.length} ${bounces.every(isResult) ? 'results' : 'replies'}`;
  const rows: PageFact[] = [];
  for (const [label, counts] of [
    ['By code', countsOf(bounces.map(codeOf))],
    ['By sender', countsOf(bounces.map(({ evidence }) => evidence.envelopeFrom?.value || undefined))],
    ['To', recipients],
  ] as const) {
    const names = Object.entries(counts);
    if (names.length === 0) continue;
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    const list = names.slice(0, MAX_NAMES).map(([name, many]) => `${name} (${many})`);
    rows.push({ label, words: words(`${list.join(', ')}${more}`) });
  }
  return [
    { kind: 'heading', level: 2, words: [styled('strong', count), { text: `${where}.` }] },
    { kind: 'part', blocks: [{ kind: 'facts', rows, text: LABELS }] },
  ];
}

function isResult({ evidence }: ExplainedBounce): boolean {
  return evidence.kind === 'authentication';
}

function shortened(text: string): string {
  return text.length <= MAX_ANSWER ? text : `${text.slice(0, MAX_ANSWER)} …`;
}
