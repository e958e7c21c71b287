import type { Outcome } from '../../domain/verdicts/verdict.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { PROVIDER_NETWORKS_AS_OF } from '../../senders/services/provider-networks.ts';
import { senderLabel } from '../../senders/words.ts';
import { outcomeWords } from '../outcome-words.ts';
import type { Cell, ExplainedSender } from '../sender-cells.ts';
import type { DomainSenders } from '../senders.ts';
import { GAP, linked, styled, words } from './page.ts';
import type { PageBlock, PageColumn, PageFact, PageRow, PageRun, PageWords } from './page.ts';
import type { Paint, Style } from './paint.ts';
import { renderText } from './render-text.ts';
import type { SendersSubject } from './senders-places.ts';
import { evidenceLink, placeOfRecord } from './senders-places.ts';
import { sourceLines } from './source-lines.ts';
import { spfDiagram } from './spf-diagram.ts';

/** The maximum number of columns of a line. */
const WIDTH = 100;
/** Columns of a label in the text form. */
const LABEL = 8;
const COLUMNS: readonly PageColumn[] = [
  { title: 'sender', width: 31 },
  { title: 'SPF', width: 23, isCheck: true },
  { title: 'DKIM', width: 23, isCheck: true },
  { title: 'verdict', isCheck: true },
];

/** SPF records that one report draws. Each is a tree of at most some hundred terms, and a workspace can have thousands. */
export const MAX_DIAGRAMS = 50;

/** The capabilities of the host that shows a report. */
export interface SendersAdvice {
  /** A sentence on how to resolve unknown data. */
  readonly answers: string;
  /** What writes a first settings file, as the subject of a sentence. */
  readonly init: string;
  /** Whether it shows diagrams. */
  readonly diagrams?: boolean;
}

/**
 * The senders as a table for each domain, with the reasons below each row. It is generated in parts, so that a host creates only
 * what it shows.
 */
export function* sendersParts(
  subject: SendersSubject,
  advice: SendersAdvice,
): Generator<readonly PageBlock[]> {
  const { domains, elsewhere, unanswered } = subject.result;
  let drawn = 0;
  for (const domain of domains) {
    const blocks = domainBlocks(domain, subject);
    const diagram =
      advice.diagrams === true && drawn < MAX_DIAGRAMS
        ? spfDiagram(subject.workspace, domain.domain)
        : undefined;
    if (diagram !== undefined) drawn++;
    yield diagram === undefined ? blocks : [...blocks, diagram];
  }
  if (drawn === MAX_DIAGRAMS && domains.length > drawn)
    yield [
      paragraph(`SPF records are drawn for ${MAX_DIAGRAMS} domains. The SPF Lookups view shows the others.`),
    ];
  if (elsewhere.length > 0) {
    const names = elsewhere.slice(0, MOST_OTHERS).join(', ');
    const more = elsewhere.length > MOST_OTHERS ? ` and ${elsewhere.length - MOST_OTHERS} more` : '';
    yield [paragraph(`Reports or bounces show mail from domains that are in no file here: ${names}${more}.`)];
  }
  const isOpen = domains.some(({ senders }) => senders.some(({ outcome }) => outcome === 'unknown'));
  if (isOpen && unanswered.length > 0) {
    const names = unanswered.map(({ name, type }) => `${name} ${type}`).join(', ');
    yield [paragraph(`Not resolved: ${names}.`), paragraph(advice.answers)];
  }
  if (domains.every(({ senders }) => senders.length === 0)) yield howToDeclare(subject, advice);
}

/** The same as text. */
export function* sendersTexts(
  subject: SendersSubject,
  paint: Paint,
  advice: SendersAdvice,
): Generator<string> {
  for (const part of sendersParts(subject, advice)) yield renderText(part, { paint, width: WIDTH }).text;
}

function paragraph(text: string): PageBlock {
  return { kind: 'paragraph', words: words(text) };
}

function howToDeclare({ result }: SendersSubject, { init }: SendersAdvice): readonly PageBlock[] {
  if (result.domains.some(({ implied, others }) => implied.length + others.length > 0)) {
    const text = `No senders are declared or seen in DMARC reports. ${init} creates .mailtxt.json from records, resources and reports.`;
    return [paragraph(text)];
  }
  return [
    paragraph('No senders are declared or seen in DMARC reports. Declare them in .mailtxt.json:'),
    { kind: 'part', blocks: [{ kind: 'code', lines: [EXAMPLE] }] },
  ];
}

const EXAMPLE =
  '{ "senders": { "example.com": ["google-workspace", { "name": "Office relay", "ip": ["192.0.2.10"] }] } }';

function domainBlocks(
  { domain, senders, implied, others }: DomainSenders,
  subject: SendersSubject,
): readonly PageBlock[] {
  const inside: PageBlock[] = [];
  const label = `Senders of ${domain}`;
  if (senders.length + implied.length > 0) {
    const rows = senders.map((sender) => senderRow(sender, subject));
    inside.push({ kind: 'table', label, columns: COLUMNS, head: true, rows });
  }
  if (implied.length > 0) {
    inside.push(subheading('possible senders (inferred from records or resources, not declared)'), {
      kind: 'table',
      label: `Possible senders of ${domain}`,
      columns: COLUMNS,
      head: false,
      rows: implied.slice(0, MOST_OTHERS).map((one) => impliedRow(one, subject)),
    });
    inside.push(...restOf(implied));
  }
  for (const kind of Object.keys(OTHERS) as SeenSource['kind'][])
    inside.push(...othersBlocks(kind, others, subject));
  const isNamed = [...senders.map(({ sender }) => sender), ...others].some(
    ({ provider }) => provider !== undefined,
  );
  if (isNamed) inside.push({ kind: 'paragraph', words: [styled('faint', PROVIDER_DATA)] });
  return [
    { kind: 'heading', level: 2, words: [styled('strong', domain)] },
    { kind: 'part', blocks: inside },
    GAP,
  ];
}

function subheading(text: string): PageBlock {
  return { kind: 'heading', level: 3, words: [styled('faint', text)] };
}

/** The number of items that are not in a list. */
function restOf(all: readonly unknown[]): readonly PageBlock[] {
  if (all.length <= MOST_OTHERS) return [];
  return [{ kind: 'part', blocks: [paragraph(`and ${all.length - MOST_OTHERS} more`)] }];
}

const PROVIDER_DATA = `services identified by their published networks (provider data from ${PROVIDER_NETWORKS_AS_OF})`;

/** Addresses of each kind to list. The others are counted. */
const MOST_OTHERS = 10;

const OTHERS: Readonly<Record<SeenSource['kind'], string>> = {
  service: 'signed mail with the domain of a service in MAIL FROM',
  forwarder: 'forwarders of signed mail (they need not be in SPF)',
  undecided: 'signed mail that fails SPF: forwarders, or senders missing from SPF',
  'own-host': 'unauthenticated mail from a host of this domain. If it sends mail, declare it as "host"',
  unauthenticated: 'unauthenticated mail: forged, or from senders missing from your records',
  bounced: 'bounces; "mailtxt explain" shows their causes',
};

function othersBlocks(
  kind: SeenSource['kind'],
  others: readonly SeenSource[],
  subject: SendersSubject,
): readonly PageBlock[] {
  const found = others.filter((source) => source.kind === kind);
  if (found.length === 0) return [];
  const lines = sourceLines(found);
  const items = lines.slice(0, MOST_OTHERS).map(({ name, text, place }) => ({
    words: [{ text: `${name}: ${text}  ` }, evidenceLink(place, subject)],
  }));
  return [
    subheading(`seen, not declared: ${OTHERS[kind]}`),
    { kind: 'part', blocks: [{ kind: 'list', marker: 'none', items }] },
    ...restOf(lines),
  ];
}

const STYLES: Readonly<Record<Outcome, Style>> = {
  accepted: 'good',
  'one-leg': 'warning',
  doubtful: 'warning',
  quarantined: 'warning',
  rejected: 'error',
  unknown: 'info',
};

/** A sender that is only inferred has no fault. */
function impliedRow(implied: ExplainedSender, subject: SendersSubject): PageRow {
  const verdict = styled('faint', `${outcomeWords(implied.outcome, implied)}?`);
  const { service, evidence } = implied.sender;
  const id = service === undefined ? '' : ` ("${service.id}")`;
  const rows = evidence.map(({ place, text }, i) => ({
    label: 'hint',
    words: words(`${text ?? ''}${i === 0 ? id : ''}`),
    at: evidenceLink(place, subject),
  }));
  return { cells: cellsOf(implied, verdict), details: [facts(rows)] };
}

function senderRow(explained: ExplainedSender, subject: SendersSubject): PageRow {
  const { sender, outcome, outcomeOfRfc7489, spf, dkim, dmarc } = explained;
  const rows: PageFact[] = [];
  if (outcomeOfRfc7489 !== undefined) {
    const older = outcomeWords(outcomeOfRfc7489, explained);
    rows.push({ label: '', words: words(`Receivers that follow RFC 7489: ${older}.`) });
  }
  if (outcome !== 'accepted') {
    for (const [label, cell] of [
      ['SPF', spf],
      ['DKIM', dkim],
      ['DMARC', dmarc],
    ] as const) {
      rows.push({ label, words: words(cell.why), ...cellLink(cell, subject) });
    }
  }
  for (const { kind, place, text } of sender.evidence)
    rows.push({ label: 'known', words: words(text ?? kind), at: evidenceLink(place, subject) });
  const verdict = styled(STYLES[outcome], outcomeWords(outcome, explained));
  return { cells: cellsOf(explained, verdict), details: [facts(rows)] };
}

function facts(rows: readonly PageFact[]): PageBlock {
  return { kind: 'facts', rows, text: { label: LABEL, style: 'faint' } };
}

function cellsOf({ sender, spf, dkim }: ExplainedSender, verdict: PageRun): readonly PageWords[] {
  return [[styled('strong', senderLabel(sender))], [legRun(spf)], [legRun(dkim)], [verdict]];
}

function legRun({ result, leg }: Cell): PageRun {
  const aside = leg === 'fails' && (result === 'pass' || result === 'published') ? ', not aligned' : '';
  const style: Style = leg === 'passes' ? 'good' : leg === 'fails' ? 'error' : 'info';
  return styled(style, `${result}${aside}`);
}

function cellLink({ record }: Cell, { workspace, nameOf }: SendersSubject): { readonly at?: PageRun } {
  const located = placeOfRecord(workspace, record);
  if (located === undefined) return {};
  const line = located.source.offsetToPosition(located.range.start).line + 1;
  return { at: linked(`${nameOf(located.path)}:${line}`, located, 'faint') };
}
