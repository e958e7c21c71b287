import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { headerOf } from '../message/headers.ts';
import type { Header } from '../message/headers.ts';
import { readMessage } from '../message/parts.ts';
import type { Message, Part } from '../message/parts.ts';
import { readDeliveryStatus, fieldValueOf } from './delivery-status.ts';
import { addressIn, findIn, foundIn } from './found.ts';
import type { Bounce, LocatedText, SmtpReply } from './model.ts';
import { namedIn } from './named.ts';
import { copyStart, failedRecipients, readProse, sentenceAfter } from './prose.ts';
import type { RecipientReply, ReportedAddress, Prose } from './prose.ts';
import { readSmtpReply } from './reply.ts';
import { readReturned } from './returned.ts';
import type { Returned } from './returned.ts';
import { ipIn } from './sending-ip.ts';

/** Reports that were forwarded, and forwarded again. */
const MAX_NESTING = 4;

/** The failures that a whole message reports; none when it is no report. */
export function readReport(text: MappedText, nesting = 0): readonly Bounce[] {
  const message = readMessage(text);
  const own = isReport(message) ? failuresIn(message) : [];
  if (own.length > 0 || nesting >= MAX_NESTING) return own;
  // Someone passed the report on, so it is a message in the message.
  for (const { type, body } of message.parts) {
    if (type !== 'message/rfc822') continue;
    const inner = readReport(body, nesting + 1);
    if (inner.length > 0) return inner;
  }
  return [];
}

const FAILED =
  /undeliver|delivery (?:status|failure|fail|problem|notification)|returned mail|delayed|failure notice|not delivered|mail (?:delivery )?fail|non[- ]?delivery|delivery has failed|bounce/i;

/** Whether a mail server wrote it about mail that did not arrive. */
function isReport({ headers, parts }: Message): boolean {
  const text = (name: string): string => headerOf(headers, name)?.text.slice(0, 2000) ?? '';
  // Somebody complains about mail that did arrive. RFC 5965.
  if (/report-type\s{0,5}=\s{0,5}"?feedback-report/i.test(text('content-type'))) return false;
  if (parts.some(({ type }) => type === 'message/delivery-status')) return true;
  if (headerOf(headers, 'x-failed-recipients') !== undefined || FAILED.test(text('subject'))) return true;
  // Somebody is away. RFC 3834.
  if (/^auto-replied/i.test(text('auto-submitted'))) return false;
  return (
    /mailer-daemon|postmaster|mail delivery|mail administrator|system administrator/i.test(text('from')) ||
    /^<>$|mailer-daemon/i.test(text('return-path'))
  );
}

/** What all failures of one report share. */
interface Common {
  readonly prose: Prose | undefined;
  readonly returned: Returned | undefined;
  readonly reportingMta: LocatedText | undefined;
  readonly queueId: LocatedText | undefined;
  readonly time: LocatedText | undefined;
  /** Where the report was sent: RFC 5321 §4.5.5 makes it the address in MAIL FROM. */
  readonly returnTo: LocatedText | undefined;
}

/** The failures that the parts of a report tell, whatever wrote it. */
export function failuresIn({ headers, parts }: Message): readonly Bounce[] {
  const status = parts.find(({ type }) => type === 'message/delivery-status');
  const words = readableTextOf(parts);
  const prose = words === undefined ? undefined : readProse(words);
  const { message, recipients } = readDeliveryStatus(status?.body ?? fieldsIn(words));
  const common: Common = {
    prose,
    returned: returnedOf(parts, words, prose),
    reportingMta: hostIn(headerOf(message, 'reporting-mta')),
    queueId: whole(headerOf(message, 'x-postfix-queue-id')),
    time: whole(headerOf(message, 'arrival-date') ?? headerOf(headers, 'date')),
    returnTo: senderAddressed(headers),
  };
  if (recipients.length > 0) {
    const failed = recipients.filter((fields) => !isDelivered(fields));
    return unique(failed.map((fields) => fromFields(fields, common, words, recipients.length === 1)));
  }
  if (words === undefined || prose === undefined) return [];
  const failed = failedRecipients(headerOf(headers, 'x-failed-recipients'));
  const told = fromProse(words, prose, failed, common);
  // The transcript of one report tells one failure several times; what was pasted may be a list.
  const isOne = headers.length > 0 && told.every(({ recipient }) => recipient === common.returned?.recipient);
  return isOne ? told.slice(0, 1) : told;
}

/** A report that lost its parts, or was pasted, still has the fields for programs in its text. */
function fieldsIn(words: MappedText | undefined): MappedText {
  const first = words === undefined ? null : STATUS_FIELD.exec(words.text);
  return words === undefined || first === null
    ? MappedText.verbatim('', 0)
    : words.slice(first.index, words.length);
}

const STATUS_FIELD = /^(?:Reporting-MTA|Original-Recipient|Final-Recipient|Diagnostic-Code)[ \t]{0,5}:/im;

/** RFC 3464 §2.3.3: a report may tell of success too. */
function isDelivered(fields: readonly Header[]): boolean {
  return /^(?:delivered|relayed|expanded)/i.test(headerOf(fields, 'action')?.text ?? '');
}

/** The part that people read. */
export function readableTextOf(parts: readonly Part[]): MappedText | undefined {
  const plain = parts.find(({ type, body }) => type === 'text/plain' && body.text.trim() !== '');
  if (plain !== undefined) return plain.body;
  const html = parts.find(({ type }) => type === 'text/html');
  return html === undefined ? parts.find(({ type }) => type.startsWith('text/'))?.body : blankTags(html.body);
}

/** HTML with its tags turned into blanks, so that every other character keeps its place. */
function blankTags({ text, segments }: MappedText): MappedText {
  return new MappedText(
    text.replace(/<[^<>]{0,2000}>/g, (tag) => ' '.repeat(tag.length)),
    segments,
  );
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

/** Some servers tell of one recipient in two groups of fields. */
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
  const told = value === undefined || value.text === '' ? undefined : readSmtpReply(value, 0, value.length);
  const answer = betterAnswer(told, isCutOff(value), recipient, common.prose, isOnly);
  const status = field('status');
  const enhanced = status === undefined ? undefined : findIn(status, /([245]\.\d{1,3}\.\d{1,3})/d);
  const reply =
    answer?.reply ?? told ?? sentenceAbout(recipient, words, common.prose) ?? emptyReply(status ?? address);
  const remote = field('remote-mta');
  return bounceOf(
    {
      reply: { ...reply, enhanced: reply.enhanced ?? enhanced },
      action: /delayed/i.test(field('action')?.text ?? '') ? 'delayed' : 'failed',
      recipient,
      remoteMta: hostIn(remote) ?? answer?.remoteMta,
      ip: told === undefined || value === undefined ? undefined : ipIn(value, replyOffset(value)),
      time: whole(field('last-attempt-date')),
    },
    common,
  );
}

/** Behind `host mx.example.com[192.0.2.1] said: `, where the answer itself begins. */
function replyOffset({ text }: MappedText): number {
  return Math.max(0, text.search(/(?:^|[\s;:'"])[45]\d\d[ -]/));
}

/** RFC 3464 wants the whole answer in Diagnostic-Code; some servers tell it whole only to people. */
function betterAnswer(
  told: SmtpReply | undefined,
  isCut: boolean,
  recipient: LocatedText | undefined,
  prose: Prose | undefined,
  isOnly: boolean,
): RecipientReply | undefined {
  if (told?.smtp !== undefined && !isCut) return undefined;
  const code = told?.smtp?.value;
  const candidates = (prose?.answers ?? []).filter(
    ({ reply }) => reply.smtp !== undefined && (code === undefined || reply.smtp.value === code),
  );
  const own = candidates.filter((answer) => isAbout(answer, recipient));
  let best: RecipientReply | undefined;
  let length = told?.text.value.length ?? 0;
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
    // Whom it is about only the mail says that comes back.
    const { recipient } = common.returned ?? {};
    if (recipient === undefined) return [];
    return [bounceOf({ reply: firstWords(words, prose), action: 'failed', recipient }, common)];
  }
  const told = recipients.flatMap(({ found, end }) => {
    const answer = answers.find((one) => isAbout(one, found)) ?? sharedAnswer(answers, recipients);
    if (answer !== undefined) return [fromAnswer(answer, found, common)];
    const reply = end < 0 ? undefined : sentenceAfter(words, end, prose.end);
    return reply === undefined
      ? []
      : [fromAnswer({ recipient: found, remoteMta: undefined, reply }, found, common)];
  });
  if (told.length > 0) return told;
  return recipients.map(({ found }) =>
    bounceOf({ reply: firstWords(words, prose), action: 'failed', recipient: found }, common),
  );
}

/** Where no answer can be told from the rest: the report's own first words. */
function firstWords(words: MappedText, { end }: Prose): SmtpReply {
  return readSmtpReply(words, 0, Math.min(end, MAX_FIRST_WORDS));
}

/** Characters at the start of a report that are read as its reply. */
const MAX_FIRST_WORDS = 1000;

/** An answer that names nobody is about all, or about the only one. */
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
  // The header is certain; what stands in prose may be a contact.
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
  return bounceOf({ reply, action: 'failed', recipient, remoteMta, ip: ipOfReply(reply) }, common);
}

/** Words that are one answer, with a code or without. */
export function answerAlone(text: MappedText): Bounce {
  const reply = readSmtpReply(text, 0, text.length);
  return fromAnswer({ recipient: undefined, remoteMta: undefined, reply }, undefined, {
    prose: undefined,
    returned: undefined,
    reportingMta: undefined,
    queueId: undefined,
    time: undefined,
    returnTo: undefined,
  });
}

function ipOfReply({ text }: SmtpReply): LocatedText | undefined {
  const found = ipIn(MappedText.unwritten(text.value), replyOffset(MappedText.unwritten(text.value)));
  return found === undefined ? undefined : { value: found.value, range: text.range };
}

interface Own {
  readonly reply: SmtpReply;
  readonly action: Bounce['action'];
  readonly recipient: LocatedText | undefined;
  readonly remoteMta?: LocatedText | undefined;
  readonly ip?: LocatedText | undefined;
  readonly time?: LocatedText | undefined;
}

function bounceOf(own: Own, { returned, reportingMta, queueId, time, returnTo }: Common): Bounce {
  const said = MappedText.unwritten(own.reply.text.value);
  const named = namedIn(said, 0, said.length);
  const inReply = (found: LocatedText | undefined): LocatedText | undefined =>
    found === undefined ? undefined : { value: found.value, range: own.reply.text.range };
  return {
    kind: 'bounce',
    reply: own.reply,
    action: own.action,
    recipient: own.recipient ?? inReply(named.recipient) ?? returned?.recipient,
    remoteMta: own.remoteMta,
    reportingMta,
    ip: own.ip,
    envelopeFrom: returned?.envelopeFrom ?? returnTo ?? inReply(named.envelopeFrom),
    headerFrom: returned?.headerFrom,
    namedDomain: inReply(named.domain),
    time: own.time ?? time,
    queueId,
    signatures: returned?.signatures ?? [],
  };
}

function senderAddressed(headers: readonly Header[]): LocatedText | undefined {
  const to = headerOf(headers, 'to');
  const found = to === undefined ? undefined : addressIn(to);
  // A copy for the postmaster says nothing of the sender.
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
