import type { Workspace } from '../analysis/workspace.ts';
import { noticeTitle } from '../senders/bounces/explain-notice.ts';
import type { DeliveryEvidence, LocatedText } from '../senders/bounces/model.ts';
import { editedLines } from './edited-lines.ts';
import { codeOf, explainedTextOf } from './evidence-text.ts';
import type { ExplainedBounce } from './explain-bounce.ts';
import type { ExplainedCause } from './explained-cause.ts';
import { isInternalName, isPrivate, withoutPrivateParts, withoutSubject } from './private-parts.ts';
import type { SharedParts } from './private-parts.ts';
import type { Simulation } from './simulate.ts';

/** The reader of a report about mail that was not delivered: the sender's own IT, or the recipient's postmaster. */
export type Audience = 'own-it' | 'postmaster';

/** One line of a report. */
export interface ReportEntry {
  readonly label: string;
  /** The text for the sender's own IT. */
  readonly own: string;
  /** The text for the recipient's postmaster; `undefined` for nothing, which is the default for new lines. */
  readonly shared: string | undefined;
}

export interface ProblemReportContext {
  /** `undefined` if no cause is about a record. */
  readonly workspace: Workspace | undefined;
  readonly nameOf: (path: string) => string;
  /** How many messages were rejected like this one, including it. */
  readonly count: number;
}

/** Whether more is known than the text that was explained. A report with only that text would add nothing. */
export function identifiesMessage({ evidence }: ExplainedBounce): boolean {
  if (evidence.kind === 'notice') return true;
  const { envelopeFrom, headerFrom } = evidence;
  const words = evidence.kind === 'bounce' ? evidence.reply.text : evidence.text;
  const known =
    evidence.kind === 'bounce'
      ? [evidence.recipient, evidence.time, evidence.remoteMta, evidence.reportingMta, evidence.queueId]
      : [];
  return [envelopeFrom, headerFrom, ...known].some(
    (one) => one !== undefined && !words.value.includes(one.value),
  );
}

/** UTF-16 code units of a reply in a report. */
const MAX_REPLY = 400;
/** Records of one cause in a report. */
const MAX_RECORDS = 5;

/**
 * A report about one message, for a person who can fix the problem: what was reported, what mailtxt found, what it tried. It has
 * neither the subject nor the body of the message. `shared` also has no internal names and addresses, no addresses of other
 * people and no paths.
 */
export function problemReport(
  bounce: ExplainedBounce,
  context: ProblemReportContext,
): readonly ReportEntry[] {
  const shared = sharedParts(bounce);
  const entries = [...factsOf(bounce, context.count), ...foundIn(bounce, context), ...triedFor(bounce)];
  return entries
    .map(({ label, own, shared: toShare }) => ({
      label,
      own: withoutSubject(own),
      shared: toShare === undefined ? undefined : withoutPrivateParts(toShare, shared),
    }))
    .filter(({ own }) => own !== '');
}

/** The lines for one of the two readers, each with a label and a value. */
export function reportLinesFor(
  report: readonly ReportEntry[],
  audience: Audience,
): readonly (readonly [label: string, value: string])[] {
  return report.flatMap(({ label, own, shared }) => {
    const value = audience === 'own-it' ? own : shared;
    return value === undefined || value === '' ? [] : [[label, value] as const];
  });
}

function sharedParts({ evidence }: ExplainedBounce): SharedParts {
  const recipient = evidence.kind === 'authentication' ? undefined : evidence.recipient;
  const known = [evidence.envelopeFrom, evidence.headerFrom, recipient].map((one) =>
    one?.value.toLowerCase(),
  );
  const own = evidence.kind === 'bounce' ? evidence.reportingMta?.value.toLowerCase() : undefined;
  const ids = evidence.kind === 'bounce' ? [evidence.queueId, evidence.messageId] : [];
  const remote = evidence.kind === 'bounce' ? evidence.remoteMta?.value.toLowerCase() : undefined;
  return {
    mailboxes: new Set(
      [...known, ...ids.map((id) => id?.value.toLowerCase().replaceAll(/[<>]/g, ''))].filter(
        (one) => one !== undefined,
      ),
    ),
    ownHosts: new Set(own === undefined || own === remote ? [] : [own]),
  };
}

/** A fact for both readers. */
function both(label: string, value: string | undefined): readonly ReportEntry[] {
  return value === undefined || value === '' ? [] : [{ label, own: value, shared: value }];
}

function ownOnly(label: string, value: string | undefined): readonly ReportEntry[] {
  return value === undefined || value === '' ? [] : [{ label, own: value, shared: undefined }];
}

/** Programs include the name of their host in the identifiers of a message. */
function idEntry(label: string, id: string | undefined): readonly ReportEntry[] {
  return id !== undefined && isInternalName(id.replaceAll(/[<>]/g, ''))
    ? ownOnly(label, id)
    : both(label, id);
}

function factsOf(bounce: ExplainedBounce, count: number): readonly ReportEntry[] {
  const { evidence, party } = bounce;
  const { envelopeFrom, ip } = evidence;
  const parsed = evidence.kind === 'bounce' ? evidence : undefined;
  const notice = evidence.kind === 'notice' ? evidence : undefined;
  const signatures = parsed?.signatures ?? (evidence.kind === 'authentication' ? [evidence.signature] : []);
  return [
    ...both(notice === undefined ? 'Reply' : 'Report', replyOf(bounce)),
    ...both('Code', codeOf(bounce)),
    ...both('Time', timeOf(parsed?.time ?? notice?.time)),
    ...both('From', envelopeFrom?.value === '' ? '<> (the null sender)' : envelopeFrom?.value),
    ...both('Header From', evidence.headerFrom?.value ?? (envelopeFrom ? undefined : party.fromDomain)),
    ...both('To', (parsed ?? notice)?.recipient?.value),
    ...both('Signed as', signatures.map((one) => signed(one)).join(', ')),
    ...idEntry('Queue ID', parsed?.queueId?.value),
    ...idEntry('Message-ID', parsed?.messageId?.value),
    ...both('Rejected by', rejectedBy(evidence)),
    ...ownOnly('Reported by', parsed?.reportingMta?.value),
    ...sentBy(ip),
    ...ownOnly('Addresses', parsed?.addresses.map(({ value, role }) => `${value} (${role})`).join(', ')),
    ...(notice?.facts ?? []).flatMap(([label, value]) => both(label, value)),
    ...ownOnly('How often', count > 1 ? `${count} messages failed like this one` : undefined),
  ];
}

function replyOf(bounce: ExplainedBounce): string {
  const { evidence } = bounce;
  const text = evidence.kind === 'notice' ? noticeTitle(evidence) : explainedTextOf(bounce).value;
  return text.length <= MAX_REPLY ? text : `${text.slice(0, MAX_REPLY)} …`;
}

const ZONE = /\d ?Z\b|[+-]\d\d:?\d\d\b|\b(?:UTC|GMT|UT|[A-Z]{1,4}T)\b/;

/** Logs often have local times, which are useless to another organization without a time zone. */
function timeOf(time: LocatedText | undefined): string | undefined {
  if (time === undefined) return undefined;
  return ZONE.test(time.value) ? time.value : `${time.value} (no time zone given)`;
}

function signed(signature: { readonly domain: string; readonly selector: string } | undefined): string {
  if (signature === undefined) return '';
  const { domain, selector } = signature;
  return selector === '' ? domain : `${domain} (selector ${selector})`;
}

/** The name of the server, and its address. */
function rejectedBy(evidence: DeliveryEvidence): string | undefined {
  if (evidence.kind !== 'bounce') return undefined;
  const { remoteMta, addresses } = evidence;
  const address = addresses.find(({ role }) => role === 'receiving')?.value;
  if (remoteMta === undefined) return address;
  return address === undefined || address === remoteMta.value
    ? remoteMta.value
    : `${remoteMta.value} [${address}]`;
}

function sentBy(ip: DeliveryEvidence['ip']): readonly ReportEntry[] {
  if (ip === undefined) return [];
  return [{ label: 'Sent by', own: ip.value, shared: isPrivate(ip.value) ? undefined : ip.value }];
}

function foundIn(
  { explanation, causes, otherPolicy }: ExplainedBounce,
  context: ProblemReportContext,
): readonly ReportEntry[] {
  const [likeliest] = causes;
  return [
    ...both('Meaning', explanation.meaning),
    ...(likeliest === undefined ? [] : causeEntries(likeliest, context)),
    ...(otherPolicy === undefined
      ? []
      : both(
          'DMARC',
          `${otherPolicy.domain} had "${otherPolicy.published}" when the message was rejected, and our records have "${otherPolicy.written}"`,
        )),
  ];
}

function causeEntries(
  { text, records, ownerIsCertain, missingAt, trial, fix }: ExplainedCause,
  { workspace, nameOf }: ProblemReportContext,
): readonly ReportEntry[] {
  const edited = fix && editedLines(fix, workspace);
  const lines = records.slice(0, MAX_RECORDS).flatMap(({ owner, type, path, range, findings }) => {
    const source = workspace?.textOf(path);
    const place = source && `${nameOf(path)}:${source.offsetToPosition(range.start).line + 1}`;
    return [
      `${place ?? nameOf(path)} ${owner} ${type}${ownerIsCertain ? '' : ' (the bounce does not name the domain)'}`,
      ...findings.slice(0, 1).map(({ rule, message }) => `${rule}: ${message}`),
    ];
  });
  return [
    ...ownOnly('Likely cause', text),
    ...ownOnly('Checked', trial?.text),
    ...ownOnly('Missing', missingAt && `the files have no such record for ${missingAt}`),
    ...lines.flatMap((line, i) => ownOnly(i === 0 ? 'Record' : '', line)),
    ...ownOnly('Edit', fix?.title),
    ...(edited === undefined ? [] : ownOnly('New line', `${nameOf(edited.path)}:${edited.line + 1}`)),
    ...(edited?.lines ?? []).flatMap((line) => ownOnly('', line.trim())),
  ];
}

function triedFor({ evidence, explanation, tried, party }: ExplainedBounce): readonly ReportEntry[] {
  const isRecordsMatter = explanation.causes.some(({ about }) => about !== undefined);
  const steps = explanation.action.join(' ');
  return [
    ...(tried !== undefined && party.ip !== undefined
      ? both('Simulation', trialText(tried, party.ip))
      : ownOnly(
          'Simulation',
          isRecordsMatter && evidence.kind !== 'notice'
            ? 'not possible, because the sending IP address, the domain or its records are unknown'
            : undefined,
        )),
    ...ownOnly('What to do', steps),
  ];
}

/** How the sender's records evaluate for the message. Names in DNS are public. */
function trialText({ spf, dmarc, dkim }: Simulation, ip: string): string {
  const parts = [`SPF of ${spf.domain} for ${ip}: ${resultWord(spf.result)}`];
  for (const { domain, selector, key } of dkim) parts.push(`DKIM key ${selector ?? ''} of ${domain}: ${key}`);
  if (dmarc !== undefined) parts.push(`DMARC: ${resultWord(dmarc.result)}`);
  return `${parts.join('; ')} (with our records)`;
}

function resultWord(result: string): string {
  return result === 'pending' ? 'unknown' : result;
}
