import type { Fix } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { parseClientIp } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import { noticeTitle } from '../../senders/bounces/explain-notice.ts';
import { providerOf, providerText } from '../../senders/services/provider-networks.ts';
import { printable } from '../../text/printable.ts';
import type { ExplainedBounce, ExplainedCause, RecordOfCause } from '../explain-bounce.ts';
import type { OtherPolicy } from '../answered-policy.ts';
import { canDns } from '../can-dns.ts';
import { editedLines } from '../edited-lines.ts';
import { codeOf, explainedTextOf } from '../evidence-text.ts';
import { identifiesMessage, problemReport } from '../problem-report.ts';
import type { Audience } from '../problem-report.ts';
import type { Paint } from './paint.ts';
import { placePrefix } from './place.ts';
import { AUDIENCES, problemReportBlock, problemReportText } from './problem-report.ts';
import { wrap } from './wrap.ts';

/** Where the text behind a label begins. */
const INDENT = 17;
/** Characters of an answer that are shown. */
const MAX_ANSWER = 400;
const MAX_FINDINGS = 5;
/** Of codes, senders and domains that a summary names. */
const MAX_NAMES = 8;

export interface ExplainResult {
  readonly bounces: readonly ExplainedBounce[];
  /** What the bounces were read of. */
  readonly text: string;
  /** `undefined` where no record was asked for. */
  readonly workspace: Workspace | undefined;
  readonly nameOf: (path: string) => string;
}

interface ExplanationOptions {
  readonly paint: Paint;
  /** Columns that lines of prose take at most; `Infinity` where whoever shows them wraps them. */
  readonly width: number;
}

/** A piece of an explanation. */
export interface ExplanationPart {
  readonly text: string;
  /** The reports in it that are there to be copied. */
  readonly copies: readonly ReportToCopy[];
}

export interface ReportToCopy {
  readonly audience: Audience;
  /** The line of the piece that is the heading of the report, from 0. */
  readonly line: number;
  /** The report alone. */
  readonly text: string;
}

/** What each bounce means, those that mean the same told once. Piece by piece: a log can hold a hundred thousand. */
export function* explanationParts(
  result: ExplainResult,
  options: ExplanationOptions,
): Iterable<ExplanationPart> {
  const groups = groupsOf(result.bounces);
  if (groups.length === 0) {
    const text = 'The text contains no reply of a mail server and no delivery report.\n';
    yield { text, copies: [] };
    return;
  }
  for (const group of groups) yield groupPart(group, result, options);
  const answers = result.bounces.filter((bounce) => !isNotice(bounce));
  if (answers.length > 1) yield { text: summaryText(answers, options), copies: [] };
}

export function* explanationTexts(result: ExplainResult, options: ExplanationOptions): Iterable<string> {
  for (const { text } of explanationParts(result, options)) yield text;
}

/** What was answered. A header of a receiver does not always say in its value what was looked at. */
function headingOf(bounce: ExplainedBounce): string {
  const { evidence } = bounce;
  const words = explainedTextOf(bounce).value;
  if (evidence.kind === 'authentication')
    return words.startsWith(evidence.method) ? words : `Received-SPF: ${words}`;
  if (evidence.kind === 'notice') return noticeTitle(evidence);
  return words === '' ? (codeOf(bounce) ?? 'A report without an answer') : words;
}

/** How often each of them occurs, the most frequent first. */
export function countsOf(names: readonly (DomainName | undefined)[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** Bounces of one meaning, one sending domain and the same records. */
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
  // What failed is shown first, however many deliveries are reported beside it.
  return [...groups.values()].sort(
    (a, b) => Number(a.every(isNotice)) - Number(b.every(isNotice)) || b.length - a.length,
  );
}

function isNotice({ evidence }: ExplainedBounce): boolean {
  return evidence.kind === 'notice';
}

function groupPart(
  group: readonly ExplainedBounce[],
  result: ExplainResult,
  options: ExplanationOptions,
): ExplanationPart {
  let text = groupText(group, result, options);
  const copies: ReportToCopy[] = [];
  const [first] = group;
  if (first === undefined || !identifiesMessage(first)) return { text: `${text}\n`, copies };
  const report = problemReport(first, { ...result, count: group.length });
  for (const audience of AUDIENCES) {
    text += '\n';
    const line = text.split('\n').length - 1;
    text += problemReportBlock(report, audience, options);
    copies.push({ audience, line, text: problemReportText(report, audience) });
  }
  return { text: `${text}\n`, copies };
}

function groupText(
  group: readonly ExplainedBounce[],
  result: ExplainResult,
  options: ExplanationOptions,
): string {
  const [first] = group;
  if (first === undefined) return '';
  const { explanation, causes, evidence } = first;
  const { paint } = options;
  const line = (label: string, words: string): string =>
    `  ${paint('faint', label.padEnd(INDENT - 2))}${wrap(printable(words), options.width - INDENT, INDENT)}\n`;

  const times = group.length === 1 ? '' : paint('strong', `${group.length} times: `);
  let text = `${times}${paint('strong', printable(shortened(headingOf(first))))}\n\n`;
  text += line('It means', explanation.meaning);
  if (explanation.software !== undefined) text += line('Said by', explanation.software);
  const isPass = evidence.kind === 'authentication' && evidence.result === 'pass';
  if (!isPass && evidence.kind !== 'notice') text += line('Can DNS help?', canDns(explanation));
  const about = aboutText(group);
  if (about !== '') text += line('It was', about);
  if (evidence.kind === 'notice') for (const [label, value] of evidence.facts) text += line(label, value);
  if (first.otherPolicy !== undefined) text += line('Note', otherPolicyText(first.otherPolicy, result));
  if (causes.length > 0) {
    text += `\n  ${paint('strong', causes.length === 1 ? 'The likely cause' : 'Causes, the likeliest first')}\n`;
    const shown = new Set<string>();
    causes.forEach((cause, i) => (text += causeText(cause, i, shown, result, options)));
  }
  if (explanation.action.length > 0) {
    text += `\n  ${paint('strong', 'What to do')}\n`;
    for (const step of explanation.action) {
      text += `  - ${wrap(printable(step), options.width - 4, 4)}\n`;
    }
  }
  return text;
}

/** What is published is not what the files have: what they say of the mail may be out of date. */
function otherPolicyText({ domain, published, written, at }: OtherPolicy, { nameOf }: ExplainResult): string {
  const { line } = at.source.offsetToPosition(at.range.start);
  return (
    `The server found the DMARC policy "${published}" for ${domain}, but ${nameOf(at.path)}:${line + 1} has "${written}": ` +
    'what is published differs from the file.'
  );
}

/** `shown`: records whose findings have been told. */
function causeText(
  cause: ExplainedCause,
  i: number,
  shown: Set<string>,
  result: ExplainResult,
  options: ExplanationOptions,
): string {
  const number = `${i + 1}.`;
  let text = `  ${number} ${wrap(printable(cause.text), options.width - 5, 5)}\n`;
  if (cause.records.length > 0 && !cause.ownerIsCertain) {
    text += `     The bounce does not say which domain it was; ${cause.records.length === 1 ? 'this is the only such record' : 'these are the records'} here:\n`;
  }
  if (cause.trial !== undefined) {
    const style = cause.trial.speaks === 'confirms' ? 'error' : 'good';
    const words = wrap(printable(cause.trial.text), options.width - 5, 5);
    text += `     ${options.paint(style, words)}\n`;
  }
  if (cause.missingAt !== undefined) {
    text += `     The files here have no such record for ${printable(cause.missingAt)}.\n`;
  }
  for (const record of cause.records) {
    const key = `${record.path} ${record.range.start}`;
    text += recordText(shown.has(key) ? { ...record, findings: [] } : record, result, options);
    shown.add(key);
  }
  return cause.fix === undefined ? text : text + fixText(cause.fix, result, options);
}

/** What to do, and the line as it is after the edit: to copy where no editor can make it. */
function fixText(
  fix: Fix,
  { workspace, nameOf }: ExplainResult,
  { paint, width }: ExplanationOptions,
): string {
  let text = `     ${paint('strong', wrap(printable(fix.title), width - 5, 5))}\n`;
  const edited = editedLines(fix, workspace);
  if (edited === undefined) return text;
  text += `     so that ${printable(nameOf(edited.path))}:${edited.line + 1} reads\n`;
  for (const each of edited.lines) text += `       ${printable(each)}\n`;
  return text;
}

function recordText(
  { owner, type, path, range, findings }: RecordOfCause,
  result: ExplainResult,
  options: ExplanationOptions,
): string {
  const { paint } = options;
  const source = result.workspace?.textOf(path);
  if (source === undefined) return '';
  const place = placePrefix(source, range, printable(result.nameOf(path)), paint);
  let text = `     ${place} ${printable(owner)} ${type}\n`;
  for (const { severity, rule, message } of findings.slice(0, MAX_FINDINGS)) {
    const words = wrap(printable(message), options.width - 9, 9);
    text += `       ${paint(severity, `${severity}[${rule}]`)} ${words}\n`;
  }
  if (findings.length > MAX_FINDINGS)
    text += `       and ${findings.length - MAX_FINDINGS} more: mailtxt check\n`;
  return text;
}

/** From whom, by which address, to whom. */
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

/** ` (Amazon SES by its published networks, …)` of an address of a service that is known. */
function providerNote(ip: string): string {
  const address = parseClientIp(ip);
  const provider = address && providerOf(address);
  return provider === undefined ? '' : ` (${providerText(provider)})`;
}

/** "One recipient domain or all of them" is the first question; what they have in common otherwise, the second. */
function summaryText(bounces: readonly ExplainedBounce[], { paint, width }: ExplanationOptions): string {
  const recipients = countsOf(bounces.map(({ party }) => party.recipientDomain));
  const [first, ...others] = Object.keys(recipients);
  let where = '';
  if (first !== undefined) {
    where =
      others.length === 0
        ? `, all to ${first}: look at that receiver first`
        : `, to ${others.length + 1} domains: look at the sending side first`;
  }
  let text = `${paint('strong', `${bounces.length} ${bounces.every(isResult) ? 'results' : 'answers'}`)}${printable(where)}.\n`;
  for (const [label, counts] of [
    ['By code', countsOf(bounces.map(codeOf))],
    ['By sender', countsOf(bounces.map(({ evidence }) => evidence.envelopeFrom?.value || undefined))],
    ['To', recipients],
  ] as const) {
    const names = Object.entries(counts);
    if (names.length === 0) continue;
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    const list = names.slice(0, MAX_NAMES).map(([name, count]) => `${name} (${count})`);
    const words = printable(`${list.join(', ')}${more}`);
    text += `  ${paint('faint', label.padEnd(INDENT - 2))}${wrap(words, width - INDENT, INDENT)}\n`;
  }
  return text;
}

function isResult({ evidence }: ExplainedBounce): boolean {
  return evidence.kind === 'authentication';
}

function shortened(text: string): string {
  return text.length <= MAX_ANSWER ? text : `${text.slice(0, MAX_ANSWER)} …`;
}
