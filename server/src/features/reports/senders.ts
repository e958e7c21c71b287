import type { Outcome } from '../../domain/verdicts/verdict.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { PROVIDER_NETWORKS_AS_OF } from '../../senders/services/provider-networks.ts';
import { senderLabel } from '../../senders/words.ts';
import { toColumns } from '../../text/columns.ts';
import { printable } from '../../text/printable.ts';
import { outcomeWords } from '../outcome-words.ts';
import type { Cell, ExplainedSender } from '../sender-cells.ts';
import type { DomainSenders } from '../senders.ts';
import type { Paint, Style } from './paint.ts';
import type { SendersSubject } from './senders-places.ts';
import { placeOfRecord, evidencePlaceText } from './senders-places.ts';
import { sourceLines } from './source-lines.ts';
import { wrap } from './wrap.ts';

/** Columns of a line at most, those of a file's name set aside. */
const WIDTH = 100;
const NAME = 32;
const LEG = 23;
/** Where the text after a label begins. */
const INDENT = 12;

/** What the host that shows a report offers. */
export interface SendersAdvice {
  /** How to resolve what is unknown, a sentence. */
  readonly answers: string;
  /** What writes a first settings file, as the subject of a sentence. */
  readonly init: string;
}

/**
 * The senders, for people: a table for each domain, and below each row the reasons. In parts, so that a host needs to take
 * no more than it shows.
 */
export function* sendersTexts(
  subject: SendersSubject,
  paint: Paint,
  advice: SendersAdvice,
): Generator<string> {
  const { domains, elsewhere, unanswered } = subject.result;
  for (const domain of domains) {
    yield domainText(domain, subject, paint);
  }
  if (elsewhere.length > 0) {
    const names = elsewhere.slice(0, MOST_OTHERS).map(printable).join(', ');
    const more = elsewhere.length > MOST_OTHERS ? ` and ${elsewhere.length - MOST_OTHERS} more` : '';
    yield `${wrap(`Reports or bounces show mail of domains that no file here has: ${names}${more}.`, WIDTH, 0)}\n`;
  }
  const isOpen = domains.some(({ senders }) => senders.some(({ outcome }) => outcome === 'unknown'));
  if (isOpen && unanswered.length > 0) {
    const names = unanswered.map(({ name, type }) => `${printable(name)} ${type}`).join(', ');
    yield `${wrap(`Not resolved: ${names}.`, WIDTH, 0)}\n`;
    yield `${advice.answers}\n`;
  }
  if (domains.every(({ senders }) => senders.length === 0)) yield howToDeclare(subject, advice);
}

function howToDeclare({ result }: SendersSubject, { init }: SendersAdvice): string {
  return result.domains.some(({ implied, others }) => implied.length + others.length > 0)
    ? `No senders are known. ${init} writes a first .mailtxt.json\nfrom records, resources and reports.\n`
    : `No senders are known. Declare them in .mailtxt.json:\n${EXAMPLE}`;
}

const EXAMPLE = `  { "senders": { "example.com": ["google-workspace", { "name": "Office relay", "ip": ["192.0.2.10"] }] } }
`;

function domainText(
  { domain, senders, implied, others }: DomainSenders,
  subject: SendersSubject,
  paint: Paint,
): string {
  let text = '';
  text += `${paint('strong', printable(domain))}\n`;
  if (senders.length + implied.length > 0) {
    const head = `  ${'sender'.padEnd(NAME)}${'SPF'.padEnd(LEG)}${'DKIM'.padEnd(LEG)}verdict`;
    text += `${paint('faint', head)}\n`;
  }
  for (const sender of senders) text += senderText(sender, subject, paint);
  if (implied.length > 0) {
    text += paint('faint', '  possible senders (inferred from records or resources, not declared)\n');
    for (const one of implied.slice(0, MOST_OTHERS)) text += impliedText(one, subject, paint);
    if (implied.length > MOST_OTHERS) text += `    and ${implied.length - MOST_OTHERS} more\n`;
  }
  text += othersText(others, subject, paint);
  const isNamed = [...senders.map(({ sender }) => sender), ...others].some(
    ({ provider }) => provider !== undefined,
  );
  if (isNamed) text += paint('faint', `  ${PROVIDER_DATA}\n`);
  return `${text}\n`;
}

const PROVIDER_DATA = `services named by the networks that they publish (provider data from ${PROVIDER_NETWORKS_AS_OF})`;

/** Of each kind; the rest is counted. */
const MOST_OTHERS = 10;

const OTHERS: Readonly<Record<SeenSource['kind'], string>> = {
  service: 'signed mail with the domain of a service in MAIL FROM',
  forwarder: 'forwarders of signed mail: they need not be in SPF',
  undecided: 'signed mail that fails SPF: forwarders, or senders missing from SPF',
  'own-host': 'unauthenticated mail from a host of this domain. If it sends mail, declare it as "host"',
  unauthenticated: 'unauthenticated mail: forged, or from senders missing from your records',
  bounced: 'bounces; "mailtxt explain" shows their causes',
};

function othersText(others: readonly SeenSource[], subject: SendersSubject, paint: Paint): string {
  let text = '';
  for (const kind of Object.keys(OTHERS) as SeenSource['kind'][]) {
    const found = others.filter((source) => source.kind === kind);
    if (found.length === 0) continue;
    text += paint('faint', `  seen, not declared: ${OTHERS[kind]}\n`);
    const lines = sourceLines(found);
    for (const { name, text: told, place } of lines.slice(0, MOST_OTHERS))
      text += `    ${printable(`${name}: ${told}`)}  ${paint('faint', evidencePlaceText(place, subject))}\n`;
    if (lines.length > MOST_OTHERS) text += `    and ${lines.length - MOST_OTHERS} more\n`;
  }
  return text;
}

const STYLES: Readonly<Record<Outcome, Style>> = {
  accepted: 'good',
  'one-leg': 'warning',
  doubtful: 'warning',
  quarantined: 'warning',
  rejected: 'error',
  unknown: 'info',
};

function rowText({ sender, spf, dkim }: ExplainedSender, verdict: string, paint: Paint): string {
  const name = fitted(senderLabel(sender), NAME - 2).padEnd(NAME);
  return `  ${paint('strong', name)}${legText(spf, paint)}${legText(dkim, paint)}${verdict}\n`;
}

/** Of a sender that is only inferred: nothing is its fault. */
function impliedText(implied: ExplainedSender, subject: SendersSubject, paint: Paint): string {
  const words = outcomeWords(implied.outcome, implied);
  let text = rowText(implied, paint('faint', `${words}?`), paint);
  const { service, evidence } = implied.sender;
  const id = service === undefined ? '' : ` ("${service.id}")`;
  for (const [i, { place, text: told }] of evidence.entries())
    text += line('hint', `${told ?? ''}${i === 0 ? id : ''}`, evidencePlaceText(place, subject), paint);
  return text;
}

function senderText(explained: ExplainedSender, subject: SendersSubject, paint: Paint): string {
  const { sender, outcome, outcomeOfRfc7489, spf, dkim, dmarc } = explained;
  const words = outcomeWords(outcome, explained);
  let text = rowText(explained, paint(STYLES[outcome], words), paint);
  if (outcomeOfRfc7489 !== undefined) {
    const older = outcomeWords(outcomeOfRfc7489, explained);
    text += line('', `Receivers that follow RFC 7489: ${older}.`, '', paint);
  }
  if (outcome !== 'accepted') {
    for (const [label, cell] of [
      ['SPF', spf],
      ['DKIM', dkim],
      ['DMARC', dmarc],
    ] as const) {
      text += line(label, cell.why, cellPlaceText(cell, subject), paint);
    }
  }
  for (const { kind, place, text: told } of sender.evidence)
    text += line('known', told ?? kind, evidencePlaceText(place, subject), paint);
  return text;
}

function legText({ result, leg }: Cell, paint: Paint): string {
  const aside = leg === 'fails' && (result === 'pass' || result === 'published') ? ', not aligned' : '';
  const style: Style = leg === 'passes' ? 'good' : leg === 'fails' ? 'error' : 'info';
  return paint(style, `${result}${aside}`.padEnd(LEG));
}

/** A label, words in as many lines as they need, and the place. */
function line(label: string, words: string, place: string, paint: Paint): string {
  const text = wrap(printable(words), WIDTH - INDENT, INDENT);
  const last = text.length - text.lastIndexOf('\n') - 1;
  const fits = place === '' || last + 2 + place.length <= WIDTH - INDENT;
  const gap = place === '' ? '' : fits ? '  ' : `\n${' '.repeat(INDENT)}`;
  return `    ${paint('faint', label.padEnd(INDENT - 4))}${text}${gap}${paint('faint', place)}\n`;
}

function cellPlaceText({ record }: Cell, { workspace, nameOf }: SendersSubject): string {
  const located = placeOfRecord(workspace, record);
  if (located === undefined) return '';
  return `${printable(nameOf(located.path))}:${located.source.offsetToPosition(located.range.start).line + 1}`;
}

/** Printable, and of at most so many columns. */
export function fitted(text: string, width: number): string {
  const columns = toColumns(printable(text));
  return columns.length <= width ? printable(text) : `${columns.slice(0, width - 1)}…`;
}
