import type { Connection } from 'vscode-languageserver';
import { readResolverAddress } from '../../analysis/input/resolver-address.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Answer, QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DnsChoice } from '../node/dns/open.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { MAX_ROUNDS, MINUTE } from '../node/dns/query-limits.ts';
import { faultLines, limitLines } from '../node/dns/unanswered-lines.ts';
import type { Client } from './client.ts';
import type { EditorSettings } from './configuration.ts';
import type { OpenDocuments } from './documents.ts';
import type { Guard } from './guard.ts';
import { DNS_STATUS, type DnsStatus } from './own-messages.ts';
import type { Project } from './project.ts';
import type { Publisher } from './publisher.ts';
import type { Runtime, Timer } from './runtime.ts';
import type { Timers } from './timers.ts';
import { printable } from '../../text/printable.ts';

export interface EditorDnsContext {
  readonly client: Client;
  readonly configuration: EditorSettings;
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly guard: Guard;
  readonly project: Project;
  readonly publisher: Publisher;
  readonly runtime: Runtime;
  readonly timers: Timers;
  readonly workspace: Workspace;
}

export interface AnswersOptions {
  readonly signal: AbortSignal;
  /** Called before the first answer of each round, and for each answer. */
  readonly show: (done: number, total: number) => void;
}

/** Milliseconds without a keystroke before queries are sent: a half-typed name must not leave the machine. */
export const QUIET = 500;

/**
 * DNS outside the open documents, as the settings allow it: off, a file, or a resolver.
 *
 * Invariant: queries are only sent in a workspace that the user trusts, and only if the editor's settings allow it.
 */
export class EditorDns {
  private readonly context: EditorDnsContext;
  private trusted: boolean;
  private choice: DnsChoice = { kind: 'off' };
  private outside: OutsideDns = fixedDns();
  /** Why DNS is not used as the settings say: a problem in the settings, or in the file that they name. */
  private settingsProblem: string | undefined;
  private fileProblem: string | undefined;
  /** Counts edits. */
  private edition = 0;
  private asking = false;
  private timer: Timer | undefined;
  /** Runs when the limit on all queries allows more. */
  private allowed: Timer | undefined;
  private lastNote = '';

  constructor(context: EditorDnsContext, options: { readonly trusted: boolean }) {
    this.context = context;
    this.trusted = options.trusted;
  }

  ask<T extends QuestionType>(name: DomainName, type: T, owner?: DomainName): Answer<T> {
    const answer = this.outside.ask(name, type, owner);
    if (this.outside.open > 0) this.askLater();
    return answer;
  }

  /** Called for each edit. */
  edited(): void {
    this.edition++;
    this.outside.restartCounts();
    if (this.timer === undefined) return;
    this.timer.cancel();
    this.timer = undefined;
    this.askLater();
  }

  /** Whether the user trusts the workspace. */
  get isTrusted(): boolean {
    return this.trusted;
  }

  trustGranted(): void {
    this.trusted = true;
    this.settingsChanged();
  }

  settingsChanged(): void {
    const { choice, problem } = this.choose();
    this.settingsProblem = problem;
    if (JSON.stringify(choice) === JSON.stringify(this.choice)) this.tell();
    else this.open(choice);
  }

  /** A file of answers may have changed, and so may its name. */
  filesChanged(paths: readonly DocumentPath[]): void {
    const { choice } = this;
    if (choice.kind === 'file' && paths.includes(choice.path)) this.open(choice);
    else this.settingsChanged();
  }

  /** Sends all answered queries again. */
  refresh(): void {
    if (this.choice.kind === 'file') {
      this.open(this.choice);
      return;
    }
    this.outside.refresh();
    this.askNow();
  }

  close(): void {
    this.outside.close();
  }

  /**
   * Runs `work` until every question that it asks is answered, and returns its last result. It waits only for questions that it
   * needs. On abort, it returns the result with the answers so far.
   */
  async answered<T>(work: () => T, { signal, show }: AnswersOptions): Promise<T> {
    const { workspace } = this.context;
    // Questions about half-typed names are dropped: what still needs an answer asks again.
    if (this.outside.grows) workspace.answersChanged(this.outside.forgetNoted());
    let result = work();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { outside } = this;
      const total = outside.open;
      if (!outside.grows || total === 0 || signal.aborted) break;
      let done = 0;
      show(done, total);
      const news = await outside.resolvePending({ signal, answered: () => show(++done, total) });
      if (outside === this.outside) {
        this.reanalyze(news);
        this.context.publisher.environmentChanged();
        this.tell();
      }
      result = work();
    }
    return result;
  }

  private choose(): { readonly choice: DnsChoice; readonly problem?: string } {
    const { configuration, project } = this.context;
    const off: DnsChoice = { kind: 'off' };
    const { mode, resolver: typed, timeoutMs } = configuration.general().dns;
    if (!this.trusted) return { choice: off };
    if (mode !== 'live') {
      const named = mode === 'off' ? undefined : mode;
      const file = project.answersFile(named);
      if (file !== undefined) return { choice: { kind: 'file', ...file } };
      if (named === undefined) return { choice: off };
      return { choice: off, problem: `"${named}" is a relative path, but no folder is open` };
    }
    const resolver = readResolverAddress(typed);
    // Using the system resolver instead would send it names that are not intended for it.
    if (resolver === undefined) return { choice: off, problem: `"${typed}" is not a resolver` };
    return { choice: { kind: 'live', resolver, timeoutMs } };
  }

  private open(choice: DnsChoice): void {
    this.choice = choice;
    this.outside.close();
    const { publisher, runtime, workspace } = this.context;
    const { outside, problems } = runtime.openDns(choice);
    this.outside = outside;
    const [first] = problems;
    this.fileProblem = first && `${first.path}: ${first.message}`;
    workspace.answersChanged();
    publisher.environmentChanged();
    this.tell();
  }

  private askLater(): void {
    if (this.timer !== undefined || this.asking) return;
    this.timer = this.context.timers.later('sending DNS queries', QUIET, () => {
      this.timer = undefined;
      // Some of the names are unfinished versions of others: the documents are checked again, and ask for the remaining names.
      this.reanalyze(this.outside.forgetNoted());
      this.askNow();
    });
  }

  private askNow(): void {
    this.askOn().catch((fault: unknown) => this.context.guard.report('sending DNS queries', fault));
  }

  /** Sends queries until none are left, or until the next edit. */
  private async askOn(): Promise<void> {
    if (this.asking) return;
    const { edition, outside } = this;
    this.asking = true;
    try {
      for (let round = 0; round < MAX_ROUNDS && outside.open > 0 && edition === this.edition; round++) {
        const news = await outside.resolvePending();
        if (outside !== this.outside) break;
        this.reanalyze(news);
        this.context.publisher.environmentChanged();
        this.tell();
      }
    } finally {
      this.asking = false;
    }
    if (this.outside.open > 0) this.askLater();
    else if (outside === this.outside) this.askWhenAllowed();
  }

  /** Sends the queries that the limit delayed, once the limit allows it. */
  private askWhenAllowed(): void {
    if (this.outside.unanswered().unsent.length === 0 || this.allowed !== undefined) return;
    this.allowed = this.context.timers.later('sending delayed DNS queries', MINUTE, () => {
      this.allowed = undefined;
      this.outside.retryUnsent();
      this.askLater();
    });
  }

  private reanalyze(names: Iterable<DomainName>): void {
    const { documents, guard, workspace } = this.context;
    workspace.answersChanged(names);
    for (const { kind, path } of documents.all()) {
      if (kind === 'records')
        guard.run('sending DNS queries', undefined, () => void workspace.findings(path, 0));
    }
  }

  private tell(): void {
    const { client, connection, guard } = this.context;
    if (!client.showsDns) return;
    const unanswered = this.outside.unanswered();
    const [fault] = faultLines(unanswered);
    const problem = this.settingsProblem ?? this.fileProblem ?? (fault && `Not checked: ${fault}.`);
    const notAsked = limitLines(unanswered).map((line) => printable(`Not checked: ${line}.`));
    const status: DnsStatus = {
      mode: this.choice.kind,
      trusted: this.trusted,
      failed: unanswered.failures.map(({ question }) => printable(`${question.name} ${question.type}`)),
      ...(notAsked.length > 0 && { notAsked }),
      ...(problem !== undefined && { problem: printable(problem) }),
    };
    const text = JSON.stringify(status);
    if (text === this.lastNote) return;
    this.lastNote = text;
    connection
      .sendNotification(DNS_STATUS, status)
      .catch((fault: unknown) => guard.report(DNS_STATUS, fault));
  }
}
