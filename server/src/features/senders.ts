import type { Workspace } from '../analysis/workspace.ts';
import type { Question } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { keyOwner } from '../email/dkim/published.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import type { PolicyRecord } from '../email/policy-record.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { keepingReader } from '../email/spf/evaluate/select-record.ts';
import { inventoryOf } from '../senders/inventory.ts';
import type { DomainInventory, SenderHint, SourceRecord } from '../senders/inventory.ts';
import { isDeclared } from '../senders/known-sender.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import { networkText } from '../senders/network-text.ts';
import type { SeenSource } from '../senders/seen-source.ts';
import type { DkimOfSender, SenderKey } from '../senders/verdicts/dkim.ts';
import type { SpfOfSender } from '../senders/verdicts/spf.ts';
import { verdictOf } from '../senders/verdicts/verdict.ts';
import type { DmarcOfSender, LegState, Outcome, SenderVerdict } from '../senders/verdicts/verdict.ts';
import type { Range } from '../text/range.ts';
import { notingFacts } from './noting-facts.ts';
import { describeSpf } from './spf-verdict-words.ts';

/** The senders of a domain, each with what receivers make of its mail. */
export interface DomainSenders {
  readonly domain: DomainName;
  readonly senders: readonly ExplainedSender[];
  readonly hints: readonly SenderHint[];
  readonly others: readonly SeenSource[];
}

export interface ExplainedSender {
  readonly sender: KnownSender;
  readonly outcome: Outcome;
  /** For receivers that follow RFC 7489, where that is something else. */
  readonly outcomeOfRfc7489: Outcome | undefined;
  readonly spf: Cell;
  readonly dkim: Cell;
  readonly dmarc: Cell;
}

/** One square of the table. */
export interface Cell {
  /** `pass`, `fail`, `published` … */
  readonly result: string;
  /** Whether the leg carries the mail for DMARC. Of the cell for DMARC: whether any does. */
  readonly leg: LegState;
  /** Why, in a sentence. */
  readonly why: string;
  /** The record that it rests on. */
  readonly record: CellRecord | undefined;
}

export interface CellRecord {
  readonly owner: DomainName;
  readonly type: string;
  /** What it says, and the part that decides. */
  readonly policy: PolicyRecord | undefined;
  readonly part: Range | undefined;
}

export interface SendersResult {
  readonly domains: readonly DomainSenders[];
  /** Domains that reports or bounces tell of, and no file here. */
  readonly elsewhere: readonly DomainName[];
  /** Questions that nobody has answered, each once. */
  readonly unanswered: readonly Question[];
}

/** Every known sender of every domain, and what SPF, DKIM and DMARC do to it. */
export function sendersOf(
  workspace: Workspace,
  known: readonly KnownSender[],
  seen: readonly SeenSource[] = [],
): SendersResult {
  const { facts, unanswered } = notingFacts(workspace.facts);
  const options = { facts, read: keepingReader() };
  const here = new Set<DomainName>();
  const inventories = inventoryOf(known, recordsOf(workspace, here), seen);
  const isOurs = ({ domain, senders }: DomainInventory): boolean =>
    here.has(registeredDomain(domain) ?? domain) || senders.some(isDeclared);
  const domains = inventories.filter(isOurs).map((inventory) => ({
    ...inventory,
    senders: inventory.senders.map((sender) => explained(verdictOf(sender, options))),
  }));
  const elsewhere = inventories.filter((one) => !isOurs(one)).map(({ domain }) => domain);
  return { domains, elsewhere, unanswered: unanswered() };
}

/** All records; the domains that they belong to are put into `here`. */
function* recordsOf(workspace: Workspace, here: Set<DomainName>): Iterable<SourceRecord> {
  for (const path of workspace.paths()) {
    for (const { record, range } of workspace.records(path)) {
      here.add(registeredDomain(record.owner) ?? record.owner);
      yield { record, place: { path, range } };
    }
  }
}

function explained(verdict: SenderVerdict): ExplainedSender {
  const { sender, spf, dkim, dmarc } = verdict;
  const modern = dmarc['RFC 9989'];
  const older = dmarc['RFC 7489'].outcome;
  return {
    sender,
    outcome: modern.outcome,
    outcomeOfRfc7489: older === modern.outcome ? undefined : older,
    spf: spfCell(spf, modern),
    dkim: dkimCell(sender, dkim, modern),
    dmarc: dmarcCell(modern),
  };
}

function spfCell(spf: SpfOfSender, { spf: leg, evaluated }: DmarcOfSender): Cell {
  const cell = (result: string, why: string): Cell => ({ result, leg, why, record: undefined });
  switch (spf.kind) {
    case 'own-envelope':
      return cell(
        'own',
        'It has a domain of its own in MAIL FROM, which SPF passes and DMARC does not count.',
      );
    case 'unknown':
      return cell('unknown', UNKNOWN_SPF[spf.because]);
    case 'checked': {
      const { verdict, domain, uncovered } = spf;
      const who = uncovered.length === 0 ? '' : `${uncovered.map(networkText).join(', ')}: `;
      const aside =
        verdict.result === 'pass' && evaluated.alignment.spf.aligned === false
          ? ` It is not aligned: MAIL FROM has ${domain}.`
          : '';
      const matched = verdict.matched;
      return {
        result: verdict.result === 'pending' ? 'unknown' : verdict.result,
        leg,
        why: `${who === '' ? capitalised(describeSpf(verdict)) : who + describeSpf(verdict)}.${aside}`,
        record:
          matched === undefined
            ? { owner: domain, type: 'TXT', policy: undefined, part: undefined }
            : { owner: matched.domain, type: 'TXT', policy: matched.record, part: matched.term.range },
      };
    }
  }
}

const UNKNOWN_SPF = {
  envelope: 'Which domain it has in MAIL FROM is not known: say so with "envelope".',
  host: 'The addresses of the host are not known.',
  inner: 'It has only inner addresses: which one receivers see is not known.',
  service: 'Whether the record covers it cannot be told from here.',
} as const;

function dkimCell(sender: KnownSender, dkim: DkimOfSender, { dkim: leg }: DmarcOfSender): Cell {
  const key = dkim.keys.find(({ state }) => state === 'published') ?? dkim.keys[0];
  const record =
    key?.state !== 'published'
      ? undefined
      : { owner: keyOwner(key.selector, key.domain), type: 'TXT', policy: undefined, part: undefined };
  const cell = (result: string, why: string): Cell => ({ result, leg, why, record });
  switch (dkim.state) {
    case 'published':
      return cell(
        'published',
        `The key ${nameOf(key)} is there${leg === 'fails' ? ', and is not aligned' : ''}.`,
      );
    case 'missing':
      return cell('missing', `${capitalised(dkim.keys.map(describeKey).join(', '))}.`);
    case 'none':
      return cell(
        'none',
        sender.selectors?.length === 0 ? 'It does not sign.' : `${sender.domain} has no DKIM key at all.`,
      );
    case 'unknown':
      return cell(
        'unknown',
        dkim.keys.length === 0
          ? 'Which selectors it signs with is not known: say so with "dkim".'
          : `${capitalised(dkim.keys.map(describeKey).join(', '))}; it may sign with others.`,
      );
  }
}

function describeKey(key: SenderKey): string {
  switch (key.state) {
    case 'published':
      return `${nameOf(key)} is there`;
    case 'missing':
      return `there is no key ${nameOf(key)}`;
    case 'revoked':
      return `the key ${nameOf(key)} is revoked`;
    case 'broken':
      return `the key ${nameOf(key)} cannot be used`;
    case 'unknown':
      return `whether there is a key ${nameOf(key)} is not known`;
  }
}

function capitalised(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

function nameOf(key: SenderKey | undefined): string {
  return key === undefined ? '' : keyOwner(key.selector, key.domain);
}

function dmarcCell({ evaluated, spf, dkim, outcome }: DmarcOfSender): Cell {
  const { policy, toApply, percentage } = evaluated;
  const isPassing = spf === 'passes' || dkim === 'passes';
  const share = percentage === undefined || percentage === 100 ? '' : ` for ${percentage}% of such mail`;
  const asks =
    policy === undefined ? '' : ` The policy for mail that fails is ${toApply ?? 'not known'}${share}.`;
  return {
    result: evaluated.result === 'pending' ? 'unknown' : evaluated.result,
    leg: isPassing ? 'passes' : spf === 'unknown' || dkim === 'unknown' ? 'unknown' : 'fails',
    why: `${WHY[outcome]}${asks}`,
    record:
      policy === undefined
        ? undefined
        : { owner: policyOwner(policy.domain), type: 'TXT', policy: policy.record, part: undefined },
  };
}

const WHY: Readonly<Record<Outcome, string>> = {
  accepted: 'The mail passes.',
  'one-leg': 'The mail passes by one leg alone, so it fails where that one breaks.',
  doubtful: 'Nothing authenticates the mail. Receivers judge as they like.',
  quarantined: 'The mail fails and is put aside.',
  rejected: 'The mail fails and is rejected.',
  unknown: 'Something that decides is not known.',
};
