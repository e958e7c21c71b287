import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { LegState, Outcome } from '../domain/verdicts/verdict.ts';
import type { EvidencePlace, KnownSender, SenderEvidence } from '../senders/known-sender.ts';
import { isImplied } from '../senders/known-sender.ts';
import { providerText } from '../senders/services/provider-networks.ts';
import { senderLabel } from '../senders/words.ts';
import { capitalised } from '../text/capitalised.ts';
import { printable } from '../text/printable.ts';
import { outcomeWords } from './outcome-words.ts';
import { placeOfRecord } from './reports/senders-places.ts';
import type { Cell, ExplainedSender } from './sender-cells.ts';
import type { DomainSenders } from './senders.ts';

/** A domain, one of its senders, or one cell of the sender's row. */
export interface SendersNode {
  /** Stays the same as long as the subject stays the same. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** The reasons, one sentence per line. */
  readonly meaning: string;
  readonly state: NodeState;
  /** The record on which it is based, or the place of the declaration. */
  readonly place: EvidencePlace | undefined;
  readonly children: readonly SendersNode[];
}

/** domain: has other items. implied: whether it sends is unknown. */
export type NodeState = 'domain' | 'good' | 'warning' | 'error' | 'unknown' | 'implied';

/** The maximum number of senders of a domain. */
const MOST_SENDERS = 100;

/**
 * The table of senders as a tree: domains, their senders, and the results of SPF, DKIM and DMARC for each. Domains with known
 * senders come first.
 */
export function sendersTree(
  domains: readonly DomainSenders[],
  workspace: Workspace,
  nameOf: (path: DocumentPath) => string,
): readonly SendersNode[] {
  return domains
    .filter(({ senders, implied }) => senders.length + implied.length > 0)
    .sort((a, b) => Number(b.senders.length > 0) - Number(a.senders.length > 0))
    .map(({ domain, senders, implied }) => ({
      id: domain,
      label: printable(domain),
      detail: summaryOf(senders, implied),
      meaning: '',
      state: 'domain',
      place: undefined,
      children: [...senders, ...implied]
        .slice(0, MOST_SENDERS)
        .map((one, i) => senderNode(one, { id: `${domain}/${i}`, workspace, nameOf })),
    }));
}

function summaryOf(senders: readonly ExplainedSender[], implied: readonly ExplainedSender[]): string {
  const lost = senders.filter(({ outcome }) => outcome === 'rejected' || outcome === 'quarantined').length;
  return [
    ...(senders.length > 0 ? [`${senders.length} known`] : []),
    ...(lost > 0 ? [`${lost} not accepted`] : []),
    ...(implied.length > 0 ? [`${implied.length} implied`] : []),
  ].join(', ');
}

const STATES: Readonly<Record<Outcome, NodeState>> = {
  accepted: 'good',
  'one-leg': 'warning',
  doubtful: 'warning',
  quarantined: 'warning',
  rejected: 'error',
  unknown: 'unknown',
};

interface NodeContext {
  readonly id: string;
  readonly workspace: Workspace;
  readonly nameOf: (path: DocumentPath) => string;
}

function senderNode(explained: ExplainedSender, context: NodeContext): SendersNode {
  const { sender, outcome, outcomeOfRfc7489 } = explained;
  const isHint = isImplied(sender);
  const older =
    outcomeOfRfc7489 === undefined ? '' : ` (RFC 7489: ${outcomeWords(outcomeOfRfc7489, explained)})`;
  const verdict = `${outcomeWords(outcome, explained)}${older}`;
  return {
    id: `${context.id} ${sender.name}`,
    label: printable(senderLabel(sender)),
    detail: isHint ? `implied: ${verdict}` : verdict,
    meaning: [
      isHint ? 'A possible sender, inferred and not declared:' : 'A known sender:',
      ...(sender.provider === undefined ? [] : [printable(`${providerText(sender.provider)}.`)]),
      ...sender.evidence.map((one) => printable(`${wordsOf(one)} (${context.nameOf(one.place.path)})`)),
    ].join('\n'),
    state: isHint ? 'implied' : STATES[outcome],
    place: sender.evidence[0]?.place,
    children: CELLS.map(([label, of]) => cellNode(label, of(explained), sender, context)),
  };
}

function wordsOf({ kind, text }: SenderEvidence): string {
  return capitalised(text ?? kind);
}

const CELLS: readonly (readonly [label: string, of: (sender: ExplainedSender) => Cell])[] = [
  ['SPF', ({ spf }) => spf],
  ['SPF alignment', ({ spfAlignment }) => spfAlignment],
  ['DKIM', ({ dkim }) => dkim],
  ['DKIM alignment', ({ dkimAlignment }) => dkimAlignment],
  ['DMARC, RFC 9989', ({ dmarc }) => dmarc],
  ['DMARC, RFC 7489', ({ dmarcOfRfc7489 }) => dmarcOfRfc7489],
];

const LEGS: Readonly<Record<LegState, NodeState>> = { passes: 'good', fails: 'error', unknown: 'unknown' };

/**
 * A pass that is not aligned is not a fault of SPF or DKIM. The next cell shows it. A cell without a record links to the evidence
 * of the sender, where its envelope or its selectors can be declared.
 */
function cellNode(
  label: string,
  cell: Cell,
  { evidence }: KnownSender,
  { id, workspace }: NodeContext,
): SendersNode {
  const { result, leg, why, record } = cell;
  const isFine = result === 'pass' || result === 'published';
  const place = placeOfRecord(workspace, record);
  return {
    id: `${id} ${label}`,
    label,
    detail: result,
    meaning: printable(why),
    state: isFine ? 'good' : LEGS[leg],
    place: place === undefined ? evidence[0]?.place : { path: place.path, range: place.range },
    children: [],
  };
}
