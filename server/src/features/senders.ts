import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Question } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { withEveryDomain } from '../domain/senders/every-domain.ts';
import { groupWithServices } from '../domain/senders/grouping.ts';
import { verdictOf } from '../domain/verdicts/verdict.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { cachedReader } from '../email/spf/evaluate/select-record.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { SenderHint } from '../senders/implied.ts';
import { SenderHints } from '../senders/implied.ts';
import { inventoryOf } from '../senders/inventory.ts';
import { OwnHosts } from '../senders/own-hosts.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import { isDeclared } from '../senders/known-sender.ts';
import type { SeenSource } from '../senders/seen-source.ts';
import type { Steps } from '../text/steps.ts';
import { finish } from '../text/steps.ts';
import { notingFacts } from './noting-facts.ts';
import type { ExplainedSender } from './sender-cells.ts';
import { explained } from './sender-cells.ts';

/** The senders of a domain, each with what receivers do with its mail. */
export interface DomainSenders {
  readonly domain: DomainName;
  readonly senders: readonly ExplainedSender[];
  /** Possible senders that records and resources point to, and what would happen to their mail. */
  readonly implied: readonly ExplainedSender[];
  readonly hints: readonly SenderHint[];
  readonly others: readonly SeenSource[];
}

export interface SendersResult {
  readonly domains: readonly DomainSenders[];
  /** Domains in reports or bounces that are in no file. */
  readonly elsewhere: readonly DomainName[];
  /** Queries without an answer, each once. */
  readonly unanswered: readonly Question[];
}

/**
 * Every known sender of every domain, and the results of SPF, DKIM and DMARC for it.
 *
 * @param only the files whose domains to include; by default, all files, and domains that are declared and in no file
 */
export function sendersOf(
  workspace: Workspace,
  known: readonly KnownSender[],
  seen: readonly SeenSource[] = [],
  only?: ReadonlySet<DocumentPath>,
): SendersResult {
  return finish(sendersInSteps(workspace, known, seen, only));
}

/** Records and sources to examine in one step. */
const STEP = 256;

/** The same in steps, for a host that must also handle other requests. An edit invalidates the steps so far. */
export function* sendersInSteps(
  workspace: Workspace,
  known: readonly KnownSender[],
  seen: readonly SeenSource[],
  only?: ReadonlySet<DocumentPath>,
): Steps<SendersResult> {
  /** Domains of the records, and those for which something is set up. */
  const here = new Set<DomainName>();
  const hints = new SenderHints();
  const ownHosts = new OwnHosts(seen);
  let count = 0;
  for (const path of workspace.paths()) {
    const isShown = only?.has(path) !== false;
    for (const { record, range } of workspace.records(path)) {
      if (isShown) here.add(registeredDomain(record.owner) ?? record.owner);
      hints.take(record, { path, range });
      ownHosts.take(record);
      if (++count % STEP === 0) yield;
    }
    for (const source of workspace.sources(path)) {
      const domain = ownDomainOf(source);
      if (isShown && domain !== undefined) here.add(registeredDomain(domain) ?? domain);
      hints.takeSource(source, { path, range: source.range });
      if (++count % STEP === 0) yield;
    }
  }
  const { facts, unanswered } = notingFacts(workspace.facts);
  const registered = [...here].filter((domain) => registeredDomain(domain) === domain);
  // A sender declared for "*" is a sender of every domain here.
  const options = { facts, read: cachedReader() };
  const { senders, sources } = groupWithServices(
    withEveryDomain(known, registered, facts),
    ownHosts.marked(seen),
    options,
  );
  const domains: DomainSenders[] = [];
  const elsewhere: DomainName[] = [];
  for (const inventory of inventoryOf(senders, hints.collected(), sources)) {
    const { domain, senders: own, implied, others } = inventory;
    if (!here.has(registeredDomain(domain) ?? domain) && !(only === undefined && own.some(isDeclared))) {
      if (only === undefined && own.length + others.length > 0) elsewhere.push(domain);
      continue;
    }
    const evaluated: ExplainedSender[] = [];
    for (const sender of [...own, ...implied]) {
      evaluated.push(explained(verdictOf(sender, options)));
      yield;
    }
    domains.push({
      ...inventory,
      senders: evaluated.slice(0, own.length),
      implied: evaluated.slice(own.length),
    });
  }
  return { domains, elsewhere, unanswered: unanswered() };
}

/** A single address can belong to anyone, because services also verify recipients of tests. */
function ownDomainOf(source: SendingSource): DomainName | undefined {
  return source.kind === 'service' && source.says !== 'address' ? source.domain : undefined;
}
