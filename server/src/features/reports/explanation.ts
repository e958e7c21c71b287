import { rangeOf } from '../../text/range.ts';
import type { Fix } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Bounce, LocatedText } from '../../senders/bounces/model.ts';
import { noticeTitle } from '../../senders/bounces/explain-notice.ts';
import { applyEdits } from '../../text/edit.ts';
import { printable } from '../../text/printable.ts';
import type { ExplainedBounce, ExplainedCause, RecordOfCause } from '../explain-bounce.ts';
import type { OtherPolicy } from '../answered-policy.ts';
import { canDns } from '../can-dns.ts';
import type { Paint } from './paint.ts';
import { placePrefix } from './place.ts';
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

/** What each bounce means, those that mean the same told once. Piece by piece: a log can hold a hundred thousand. */
export function* explanationTexts(result: ExplainResult, options: ExplanationOptions): Iterable<string> {
  const groups = groupsOf(result.bounces);
  if (groups.length === 0) {
    yield 'There is nothing in it about mail that did not arrive: no answer of a server, no delivery report.\n';
    return;
  }
  for (const group of groups) yield groupText(group, result, options);
  const answers = result.bounces.filter((bounce) => !isNotice(bounce));
  if (answers.length > 1) yield summaryText(answers, options);
}

/** The words that were explained. */
export function explainedTextOf({ evidence }: ExplainedBounce): LocatedText {
  return evidence.kind === 'bounce' ? evidence.reply.text : evidence.text;
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
  return `${text}${evidence.kind === 'bounce' ? postmasterText(evidence, options) : ''}\n`;
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

/** What to do, and the line as it is to be: to copy where nobody can press a key. */
function fixText(
  { title, edits }: Fix,
  { workspace, nameOf }: ExplainResult,
  { paint, width }: ExplanationOptions,
): string {
  const [first] = edits;
  const source = first && workspace?.textOf(first.path);
  let text = `     ${paint('strong', wrap(printable(title), width - 5, 5))}\n`;
  if (first === undefined || source === undefined) return text;
  const line = (offset: number): number => source.offsetToPosition(offset).line;
  const start = source.lineRange(Math.min(...edits.map(({ range }) => line(range.start)))).start;
  const end = source.lineRange(Math.max(...edits.map(({ range }) => line(range.end)))).end;
  const moved = edits.map((edit) => ({
    range: rangeOf(edit.range.start - start, edit.range.end - start),
    text: edit.text,
  }));
  const lines = applyEdits(source.slice(start, end), moved).split(/\r\n|[\r\n]/);
  text += `     so that ${printable(nameOf(first.path))}:${line(start) + 1} reads\n`;
  for (const each of lines) text += `       ${printable(each)}\n`;
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
  if (group.length === 1 && party.ip !== undefined) parts.push(`by ${party.ip}`);
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

/** What a postmaster needs to find the mail in a log: a text to copy. Nothing where the answer is all that is known. */
function postmasterText(bounce: Bounce, { paint, width }: ExplanationOptions): string {
  const { time, queueId, reportingMta, remoteMta, recipient, envelopeFrom, ip, reply } = bounce;
  if (time === undefined && queueId === undefined && reportingMta === undefined && remoteMta === undefined)
    return '';
  const facts = [
    ['Time', time?.value],
    ['From', envelopeFrom?.value === '' ? '<>' : envelopeFrom?.value],
    ['To', recipient?.value],
    ['Sent by', ip?.value],
    ['Queue id', queueId?.value],
    ['Told by', reportingMta?.value],
    ['Refused by', remoteMta?.value],
    ['Answer', shortened(reply.text.value)],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
  const lines = facts.map(
    ([label, value]) => `  ${label.padEnd(INDENT - 2)}${wrap(printable(value), width - INDENT, INDENT)}\n`,
  );
  return `\n  ${paint('strong', "For the recipient's postmaster, to copy")}\n${lines.join('')}`;
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

/** `550 5.7.23`; of a header, the method and its result. */
export function codeOf({ evidence }: Pick<ExplainedBounce, 'evidence'>): string | undefined {
  if (evidence.kind === 'authentication') return `${evidence.method}=${evidence.result}`;
  if (evidence.kind === 'notice') return undefined;
  const { smtp, enhanced } = evidence.reply;
  return [smtp?.value, enhanced?.value].filter((code) => code !== undefined).join(' ') || undefined;
}

function shortened(text: string): string {
  return text.length <= MAX_ANSWER ? text : `${text.slice(0, MAX_ANSWER)} …`;
}
