import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { headerOf } from '../message/headers.ts';
import type { Header } from '../message/headers.ts';
import { htmlText } from '../message/html-text.ts';
import type { Message, Part } from '../message/parts.ts';
import { fieldValueOf, isDelivered, readDeliveryStatus } from './delivery-status.ts';
import { addressIn, findIn, foundIn } from './found.ts';
import { readNdrDetails } from './exchange-ndr.ts';
import type { NdrDetails } from './exchange-ndr.ts';
import { forwards, isForwardedText, isReport, isStatus } from './is-report.ts';
import { makeBounce } from './make.ts';
import type { Bounce, FoundAddress, LocatedText, SmtpReply } from './model.ts';
import { namedIn } from './named.ts';
import { copyStart, failedRecipients, readProse, sentenceAfter } from './prose.ts';
import type { RecipientReply, ReportedAddress, Prose } from './prose.ts';
import { readSmtpReply } from './reply.ts';
import { readReturned } from './returned.ts';
import type { Returned } from './returned.ts';
import { addressesIn } from './sending-ip.ts';

/** The failures that a message reports; none if it is not a report. Nested messages are not read. */
export function readReport(message: Message): readonly Bounce[] {
  const { parts } = message;
  if (isReport(message) && !forwards(message)) {
    return failuresIn(isForwardedText(message) ? { headers: [], parts } : message);
  }
  // Machine-readable fields that were attached to an unrelated message.
  return parts.some(isStatus) ? failuresIn({ headers: [], parts }) : [];
}

/** The facts that all failures of one report share. */
interface Common {
  readonly prose: Prose | undefined;
  readonly returned: Returned | undefined;
  readonly reportingMta: LocatedText | undefined;
  readonly queueId: LocatedText | undefined;
  readonly time: LocatedText | undefined;
  /** The recipient of the report. By RFC 5321 §4.5.5, it is the address in MAIL FROM. */
  readonly returnTo: LocatedText | undefined;
  readonly details: NdrDetails | undefined;
}

/** The failures in the parts of a report, whatever program wrote it. */
export function failuresIn({ headers, parts }: Message): readonly Bounce[] {
  const status = parts.find(isStatus);
  const words = readableTextOf(parts);
  const prose = words === undefined ? undefined : readProse(words);
  const returned = returnedOf(parts, words, prose);
  const details = words && prose && readNdrDetails(words, prose.end);
  const { message, recipients } = readDeliveryStatus(status?.body ?? fieldsIn(words));
  const common: Common = {
    prose,
    returned,
    details,
    reportingMta: hostIn(headerOf(message, 'reporting-mta')) ?? details?.generatingServer,
    queueId: whole(headerOf(message, 'x-postfix-queue-id')),
    time:
      whole(headerOf(message, 'arrival-date') ?? headerOf(headers, 'date')) ??
      details?.time ??
      returned?.date,
    returnTo: senderAddressed(headers),
  };
  if (recipients.length > 0) {
    const failed = recipients.filter((fields) => !isDelivered(fields));
    return unique(failed.map((fields) => fromFields(fields, common, words, recipients.length === 1)));
  }
  if (words === undefined || prose === undefined) return [];
  const failed = failedRecipients(headerOf(headers, 'x-failed-recipients'));
  const about = fromProse(words, prose, failed, common);
  const isList = headers.length === 0 && !TRANSCRIPT.test(words.text);
  const failures = isList ? inOrder([...about, ...otherAnswers(prose, about, common)]) : about;
  // The transcript of a report repeats one failure several times. Pasted text may be a list.
  const isOne =
    headers.length > 0 && failures.every(({ recipient }) => recipient === common.returned?.recipient);
  return isOne ? failures.slice(0, 1) : failures;
}

/** `<<< 550 …`: the SMTP dialog about one message. */
const TRANSCRIPT = /^[> ]{0,4}<<< \d/m;

/** A report that lost its parts, or was pasted, still has the machine-readable fields in its text. */
function fieldsIn(words: MappedText | undefined): MappedText {
  const first = words === undefined ? null : STATUS_FIELD.exec(words.text);
  return words === undefined || first === null
    ? MappedText.verbatim('', 0)
    : words.slice(first.index, words.length);
}

const STATUS_FIELD = /^(?:Reporting-MTA|Original-Recipient|Final-Recipient|Diagnostic-Code)[ \t]{0,5}:/im;

/** The human-readable part. */
export function readableTextOf(parts: readonly Part[]): MappedText | undefined {
  const plain = parts.find(({ type, body }) => type === 'text/plain' && body.text.trim() !== '');
  if (plain !== undefined) return plain.body;
  const html = parts.find(({ type }) => type === 'text/html');
  return html === undefined ? parts.find(({ type }) => type.startsWith('text/'))?.body : htmlText(html.body);
}

function returnedOf(
  parts: readonly Part[],
  words: MappedText | undefined,
  prose: Prose | undefined,
): Returned | undefined {
  const part = parts.find(({ type }) => /^(?:message\/rfc822(?:-headers)?|text\/rfc822-headers)$/.test(type));
  if (part !== undefined) return readReturned(part.body);
  if (words === undefined || prose === undefined) return undefined;
  const start = copyStart(words.text, prose.end);
  return start === undefined ? undefined : readReturned(words, start);
}

/** Some servers report one recipient in two groups of fields. */
function unique(bounces: readonly Bounce[]): readonly Bounce[] {
  const seen = new Set<string>();
  return bounces.filter(({ recipient, reply }) => {
    const key = `${recipient?.value ?? ''} ${reply.text.value}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function fromFields(
  fields: readonly Header[],
  common: Common,
  words: MappedText | undefined,
  isOnly: boolean,
): Bounce {
  const field = (name: string): MappedText | undefined => headerOf(fields, name);
  const address = field('final-recipient') ?? field('original-recipient');
  const recipient = address === undefined ? undefined : addressIn(fieldValueOf(address));
  const diagnostic = field('diagnostic-code');
  const value = diagnostic === undefined ? undefined : fieldValueOf(diagnostic);
  const stated = value === undefined || value.text === '' ? undefined : readSmtpReply(value, 0, value.length);
  const answer = betterAnswer(stated, isCutOff(value), recipient, common.prose, isOnly);
  const status = field('status');
  const enhanced = status === undefined ? undefined : findIn(status, /([245]\.\d{1,3}\.\d{1,3})/d);
  const reply =
    answer?.reply ?? stated ?? sentenceAbout(recipient, words, common.prose) ?? emptyReply(status ?? address);
  const remote = field('remote-mta');
  return bounceOf(
    {
      reply: { ...reply, enhanced: reply.enhanced ?? enhanced },
      action: /delayed/i.test(field('action')?.text ?? '') ? 'delayed' : 'failed',
      recipient,
      remoteMta: hostIn(remote) ?? answer?.remoteMta,
      addresses: [
        ...(stated === undefined || value === undefined ? [] : addressesIn(value)),
        ...(remote === undefined ? [] : receivingIn(remote)),
      ],
      time: whole(field('last-attempt-date')),
    },
    common,
  );
}

/** `dns; mx.example.com (192.0.2.1, the server for the domain)` */
function receivingIn(remote: MappedText): readonly FoundAddress[] {
  return addressesIn(remote, 0, Math.min(remote.length, MAX_FIRST_WORDS)).map((one) => ({
    ...one,
    role: 'receiving',
  }));
}

/** RFC 3464 requires the whole reply in Diagnostic-Code. Some servers write it only in the human-readable part. */
function betterAnswer(
  stated: SmtpReply | undefined,
  isCut: boolean,
  recipient: LocatedText | undefined,
  prose: Prose | undefined,
  isOnly: boolean,
): RecipientReply | undefined {
  if (stated?.smtp !== undefined && !isCut) return undefined;
  const code = stated?.smtp?.value;
  const candidates = (prose?.answers ?? []).filter(
    ({ reply }) => reply.smtp !== undefined && (code === undefined || reply.smtp.value === code),
  );
  const own = candidates.filter((answer) => isAbout(answer, recipient));
  let best: RecipientReply | undefined;
  let length = stated?.text.value.length ?? 0;
  for (const answer of own.length > 0 || !isOnly ? own : candidates) {
    if (answer.reply.text.value.length <= length) continue;
    best = answer;
    length = answer.reply.text.value.length;
  }
  return best;
}

function sentenceAbout(
  recipient: LocatedText | undefined,
  words: MappedText | undefined,
  prose: Prose | undefined,
): SmtpReply | undefined {
  if (words === undefined || prose === undefined || recipient === undefined) return undefined;
  const named = prose.recipients.find(
    ({ found }) => found.value.toLowerCase() === recipient.value.toLowerCase(),
  );
  return named === undefined ? undefined : sentenceAfter(words, named.end, prose.end);
}

/** `550-5.7.1 …` without a last line, which would begin with `550 `. */
function isCutOff(value: MappedText | undefined): boolean {
  const code = /(?:^|\s)([45]\d\d)-/.exec(value?.text ?? '')?.[1];
  return code !== undefined && !new RegExp(`(?:^|\\s)${code}(?:\\s|$)`).test(value?.text ?? '');
}

function isAbout({ recipient, reply }: RecipientReply, address: LocatedText | undefined): boolean {
  if (address === undefined) return false;
  const wanted = address.value.toLowerCase();
  return recipient?.value.toLowerCase() === wanted || reply.text.value.toLowerCase().includes(wanted);
}

function fromProse(
  words: MappedText,
  prose: Prose,
  failed: readonly LocatedText[],
  common: Common,
): readonly Bounce[] {
  const { answers } = prose;
  const recipients = allRecipients(words, prose, failed);
  if (recipients.length === 0 && answers.length > 0)
    return answers.map((answer) => fromAnswer(answer, undefined, common));
  if (recipients.length === 0) {
    // Only the returned message shows the recipient.
    const { recipient } = common.returned ?? {};
    if (recipient === undefined) return [];
    return [bounceOf({ reply: firstWords(words, prose), action: 'failed', recipient }, common)];
  }
  const listed = recipients.flatMap(({ found, end }) => {
    const answer = answers.find((one) => isAbout(one, found)) ?? sharedAnswer(answers, recipients);
    if (answer !== undefined) return [fromAnswer(answer, found, common)];
    const reply = end < 0 ? undefined : sentenceAfter(words, end, prose.end);
    return reply === undefined
      ? []
      : [fromAnswer({ recipient: found, remoteMta: undefined, reply }, found, common)];
  });
  if (listed.length > 0) return listed;
  return recipients.map(({ found }) =>
    bounceOf({ reply: firstWords(words, prose), action: 'failed', recipient: found }, common),
  );
}

/**
 * Pasted text may contain replies about several messages. Replies with another wording are not about the recipients
 * found.
 */
function otherAnswers(prose: Prose, failures: readonly Bounce[], common: Common): readonly Bounce[] {
  const known = failures.map(({ reply }) => lettersOf(reply));
  return prose.answers
    .filter(({ reply }) => {
      const words = lettersOf(reply);
      return reply.smtp !== undefined && !known.some((one) => one.includes(words) || words.includes(one));
    })
    .map((answer) => fromAnswer(answer, answer.recipient, common));
}

/**
 * The part of a reply that its copies share. Notifications repeat a reply with other codes and characters around it.
 */
function lettersOf({ text, smtp }: SmtpReply): string {
  const start = smtp === undefined ? 0 : Math.max(0, text.value.indexOf(smtp.value) + smtp.value.length);
  return text.value
    .slice(start)
    .toLowerCase()
    .replace(/[^\p{L}@]+/gu, '');
}

function inOrder(bounces: readonly Bounce[]): readonly Bounce[] {
  return [...bounces].sort((a, b) => a.reply.text.range.start - b.reply.text.range.start);
}

/** The first words of the report, if no reply is recognized in it. */
function firstWords(words: MappedText, { end }: Prose): SmtpReply {
  return readSmtpReply(words, 0, Math.min(end, MAX_FIRST_WORDS));
}

/** Characters at the start of a report that are read as its reply. */
const MAX_FIRST_WORDS = 1000;

/** A reply that names no recipient is about all recipients, or about the only one. */
function sharedAnswer(
  answers: readonly RecipientReply[],
  recipients: readonly ReportedAddress[],
): RecipientReply | undefined {
  const unnamed = answers.filter(({ recipient }) => recipient === undefined);
  return unnamed[0] ?? (recipients.length === 1 ? answers[0] : undefined);
}

function allRecipients(
  words: MappedText,
  prose: Prose,
  failed: readonly LocatedText[],
): readonly ReportedAddress[] {
  const known = new Set(failed.map(({ value }) => value.toLowerCase()));
  // The header is certain. An address in prose may be a contact.
  if (known.size > 0) {
    return failed.map((found) => {
      const at = words.text.indexOf(found.value);
      return { found, end: at < 0 ? -1 : at + found.value.length };
    });
  }
  return prose.recipients;
}

function fromAnswer(
  { reply, remoteMta }: RecipientReply,
  recipient: LocatedText | undefined,
  common: Common,
): Bounce {
  return bounceOf(
    { reply, action: 'failed', recipient, remoteMta, addresses: addressesOfReply(reply) },
    common,
  );
}

/** Text that is one reply, with or without a code. */
export function answerAlone(text: MappedText): Bounce {
  const reply = readSmtpReply(text, 0, text.length);
  return fromAnswer({ recipient: undefined, remoteMta: undefined, reply }, undefined, {
    prose: undefined,
    returned: undefined,
    reportingMta: undefined,
    queueId: undefined,
    time: undefined,
    returnTo: undefined,
    details: undefined,
  });
}

function addressesOfReply({ text }: SmtpReply): readonly FoundAddress[] {
  return addressesIn(MappedText.unwritten(text.value)).map((one) => ({ ...one, range: text.range }));
}

interface Own {
  readonly reply: SmtpReply;
  readonly action: Bounce['action'];
  readonly recipient: LocatedText | undefined;
  readonly remoteMta?: LocatedText | undefined;
  readonly addresses?: readonly FoundAddress[];
  readonly time?: LocatedText | undefined;
}

function bounceOf(own: Own, { returned, reportingMta, queueId, time, returnTo, details }: Common): Bounce {
  const said = MappedText.unwritten(own.reply.text.value);
  const named = namedIn(said, 0, said.length);
  const inReply = (found: LocatedText | undefined): LocatedText | undefined =>
    found === undefined ? undefined : { value: found.value, range: own.reply.text.range };
  return makeBounce({
    reply: own.reply,
    action: own.action,
    recipient: own.recipient ?? inReply(named.recipient) ?? details?.recipient ?? returned?.recipient,
    remoteMta: own.remoteMta ?? details?.remoteServer,
    reportingMta,
    addresses: own.addresses,
    envelopeFrom: returned?.envelopeFrom ?? details?.sender ?? returnTo ?? inReply(named.envelopeFrom),
    headerFrom: returned?.headerFrom,
    namedDomain: inReply(named.domain),
    time: own.time ?? time,
    queueId,
    messageId: returned?.messageId,
    signatures: returned?.signatures,
  });
}

function senderAddressed(headers: readonly Header[]): LocatedText | undefined {
  const to = headerOf(headers, 'to');
  const found = to === undefined ? undefined : addressIn(to);
  // A copy for the postmaster does not show the sender.
  return found === undefined || !found.value.includes('@') || /^postmaster@/i.test(found.value)
    ? undefined
    : found;
}

function emptyReply(place: MappedText | undefined): SmtpReply {
  const range = place?.toSource(rangeOf(0, place.length)) ?? rangeOf(0, 0);
  return { smtp: undefined, enhanced: undefined, text: { value: '', range }, passedOn: undefined };
}

/** The host's name without its address: `mx.example.com [192.0.2.1]`. */
function hostIn(field: MappedText | undefined): LocatedText | undefined {
  return field === undefined ? undefined : findIn(fieldValueOf(field), /([\w.:-]{1,255})/d);
}

function whole(field: MappedText | undefined): LocatedText | undefined {
  return field === undefined || field.length === 0 ? undefined : foundIn(field, 0, field.length);
}
