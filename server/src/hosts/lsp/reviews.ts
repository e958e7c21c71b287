import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { EditorSettings } from './configuration.ts';
import type { OpenDocuments } from './documents.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import type { Guard } from './guard.ts';
import type { Runtime, Timer } from './runtime.ts';
import { nextSlice, slice } from './slice.ts';
import type { Timers } from './timers.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Milliseconds without an edit after which other documents are checked. */
const QUIET = 200;

export interface ReviewsContext {
  readonly configuration: EditorSettings;
  readonly documents: OpenDocuments;
  readonly guard: Guard;
  readonly index: WorkspaceIndex;
  readonly runtime: Runtime;
  readonly timers: Timers;
  readonly workspace: Workspace;
}

/** Shows findings in the editor. */
export interface Delivery {
  /** Whether findings in documents that are not open can be shown. */
  readonly showsClosed: () => boolean;
  /** The findings in a document are known, and may differ from the shown ones. */
  deliver(path: DocumentPath): void;
  /** A document is no longer shown. */
  withdraw(path: DocumentPath): void;
  /** All documents were checked. */
  reviewed?(): void;
}

/**
 * Checks the documents whose findings may have changed, between keystrokes: open documents and, if the settings allow it, those of
 * the whole workspace. Only documents that the workspace reports as changed are checked.
 */
export class Reviews {
  private readonly context: ReviewsContext;
  private readonly delivery: Delivery;
  private readonly due = new Set<DocumentPath>();
  /** The documents to check first: they changed after checking began. */
  private readonly soon = new Set<DocumentPath>();
  /** Documents that changed while they were not shown. */
  private readonly hidden = new Set<DocumentPath>();
  private timer: Timer | undefined;
  private running: Promise<void> | undefined;
  private mustRepeat = false;
  /** The end of the quiet time, on the runtime's clock. */
  private quietFrom = 0;

  constructor(context: ReviewsContext, delivery: Delivery) {
    this.context = context;
    this.delivery = delivery;
  }

  /** Called for each edit: other documents are checked when no more edits follow. */
  edited(): void {
    this.quietFrom = this.context.runtime.now() + QUIET;
    this.schedule(QUIET);
  }

  /** The workspace changed. */
  changed(): void {
    this.schedule(0);
  }

  /** The shown findings may differ for these documents, and for all hidden ones. */
  changedAll(paths: Iterable<DocumentPath>): void {
    for (const path of paths) this.due.add(path);
    for (const path of this.hidden) this.due.add(path);
    this.hidden.clear();
    this.schedule(0);
  }

  /** Whether findings in the document are shown. */
  isShown(path: DocumentPath): boolean {
    if (this.context.documents.at(path) !== undefined) return true;
    return this.delivery.showsClosed() && this.isInScope(path);
  }

  /** Whether findings in the document should be shown while it is not open, if the editor can show them. */
  isInScope(path: DocumentPath): boolean {
    const { configuration, index, workspace } = this.context;
    if (!index.isComplete) return false;
    if (configuration.settingsOf(path).diagnostics.scope !== 'workspace') return false;
    const isOurs = configuration.folderPaths().some((folder) => path.startsWith(`${folder}/`));
    return isOurs && workspace.documentOf(path) !== undefined;
  }

  /** Whether documents are being checked, or will be. */
  get isBusy(): boolean {
    return this.timer !== undefined || this.running !== undefined;
  }

  /** Resolves once all documents are checked. */
  async whenIdle(): Promise<void> {
    while (this.isBusy) {
      if (this.timer !== undefined) this.run();
      await this.running;
    }
  }

  private schedule(delay: number): void {
    if (this.running !== undefined) {
      this.mustRepeat = true;
      return;
    }
    this.timer?.cancel();
    this.timer = this.context.timers.later('checking other documents', delay, () => this.run());
  }

  private run(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.mustRepeat = false;
    this.running = this.review()
      .catch((fault: unknown) => this.context.guard.report('checking other documents', fault))
      .finally(() => {
        this.running = undefined;
        if (this.mustRepeat) this.schedule(0);
      });
  }

  private async review(): Promise<void> {
    const { configuration, documents, index, runtime } = this.context;
    // Findings that the user has turned off must not flash up before the settings arrive.
    await configuration.ready();
    await evaluateInSlices(this.context);
    this.takeChanged(this.due);
    for (const { path } of documents.all()) this.soon.add(path);
    let hasTime = slice(runtime);
    for (let path = this.next(); path !== undefined; path = this.next()) {
      if (!(await this.analyze(path, hasTime))) hasTime = slice(runtime);
      this.forget(path);
      if (this.isShown(path)) this.delivery.deliver(path);
      else {
        this.delivery.withdraw(path);
        this.hidden.add(path);
      }
      if (hasTime()) continue;
      await this.pause();
      hasTime = slice(runtime);
    }
    if (index.isComplete) this.delivery.reviewed?.();
  }

  private next(): DocumentPath | undefined {
    const { value } = this.soon.values().next();
    return value ?? this.due.values().next().value;
  }

  private forget(path: DocumentPath): void {
    this.soon.delete(path);
    this.due.delete(path);
  }

  /** Changes during the first reading of the folders are handled after it. */
  private takeChanged(into: Set<DocumentPath>): void {
    const { index, workspace } = this.context;
    if (!index.isComplete && index.isReading) return;
    for (const path of workspace.takeChanged()) into.add(path);
  }

  /** Returns whether there was no need to pause. */
  private async analyze(path: DocumentPath, hasTime: () => boolean): Promise<boolean> {
    const { guard, runtime, workspace } = this.context;
    if (!this.isShown(path)) return true;
    const analyzed = (inTime: () => boolean): boolean =>
      // After an error, the known findings are shown.
      guard.run('diagnostics', true, () => workspace.analyzeWhile(path, inTime));
    if (analyzed(hasTime)) return true;
    do await this.pause();
    while (!analyzed(slice(runtime)));
    return false;
  }

  /** Lets other work have its turn, and waits as long as the user types. */
  private async pause(): Promise<void> {
    const { runtime } = this.context;
    await nextSlice(runtime);
    if (runtime.now() >= this.quietFrom) return;
    while (runtime.now() < this.quietFrom)
      await new Promise<void>((resolve) => void runtime.later(this.quietFrom - runtime.now(), resolve));
    await evaluateInSlices(this.context);
    this.takeChanged(this.soon);
  }
}
