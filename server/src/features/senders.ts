import type { Workspace } from '../analysis/workspace.ts';
import type { Question } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { keepingReader } from '../email/spf/evaluate/select-record.ts';
import type { SenderHint, SourceRecord } from '../senders/implied.ts';
import { inventoryOf } from '../senders/inventory.ts';
import type { DomainInventory } from '../senders/inventory.ts';
import { isDeclared } from '../senders/known-sender.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { SeenSource } from '../senders/seen-source.ts';
import { verdictOf } from '../senders/verdicts/verdict.ts';
import { notingFacts } from './noting-facts.ts';
import { explained } from './sender-cells.ts';
import type { ExplainedSender } from './sender-cells.ts';

/** The senders of a domain, each with what receivers make of its mail. */
export interface DomainSenders {
  readonly domain: DomainName;
  readonly senders: readonly ExplainedSender[];
  /** Whom records hint at, and what would become of their mail if they sent. */
  readonly implied: readonly ExplainedSender[];
  readonly hints: readonly SenderHint[];
  readonly others: readonly SeenSource[];
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
  const judged = (sender: KnownSender): ExplainedSender => explained(verdictOf(sender, options));
  const domains = inventories.filter(isOurs).map((inventory) => ({
    ...inventory,
    senders: inventory.senders.map(judged),
    implied: inventory.implied.map(judged),
  }));
  const elsewhere = inventories
    .filter((one) => !isOurs(one) && one.senders.length + one.others.length > 0)
    .map(({ domain }) => domain);
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
