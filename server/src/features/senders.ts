import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Question } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { withEveryDomain } from '../domain/senders/every-domain.ts';
import { groupWithServices } from '../domain/senders/grouping.ts';
import { verdictOf } from '../domain/verdicts/verdict.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { keepingReader } from '../email/spf/evaluate/select-record.ts';
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

/** The senders of a domain, each with what receivers make of its mail. */
export interface DomainSenders {
  readonly domain: DomainName;
  readonly senders: readonly ExplainedSender[];
  /** Whom records and resources hint at, and what would become of their mail if they sent. */
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

/**
 * Every known sender of every domain, and what SPF, DKIM and DMARC do to it. `only`: the files whose domains are asked about;
 * without it, those of all files, and those that are declared and in no file.
 */
export function sendersOf(
  workspace: Workspace,
  known: readonly KnownSender[],
  seen: readonly SeenSource[] = [],
  only?: ReadonlySet<DocumentPath>,
): SendersResult {
  return finish(sendersInSteps(workspace, known, seen, only));
}

/** Records and sources that are looked at in one step. */
const STEP = 256;

/** The same bit by bit, for a host that has others to serve. What was begun before an edit is worth nothing after it. */
export function* sendersInSteps(
  workspace: Workspace,
  known: readonly KnownSender[],
  seen: readonly SeenSource[],
  only?: ReadonlySet<DocumentPath>,
): Steps<SendersResult> {
  /** Domains that the records belong to, and those for which something is set up. */
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
  // A domain declared "*" is one of every domain here.
  const options = { facts, read: keepingReader() };
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
    const judged: ExplainedSender[] = [];
    for (const sender of [...own, ...implied]) {
      judged.push(explained(verdictOf(sender, options)));
      yield;
    }
    domains.push({
      ...inventory,
      senders: judged.slice(0, own.length),
      implied: judged.slice(own.length),
    });
  }
  return { domains, elsewhere, unanswered: unanswered() };
}

/** A single address may be anybody's: services have recipients of tests verified, too. */
function ownDomainOf(source: SendingSource): DomainName | undefined {
  return source.kind === 'service' && source.says !== 'address' ? source.domain : undefined;
}
