import type { Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { placesIn, unreadLines } from '../../features/unread-lines.ts';
import type { Unread } from '../../records/unread.ts';
import { printable } from '../../text/printable.ts';
import { displayPath, isInside } from '../node/paths.ts';
import type { Client } from './client.ts';
import type { Guard } from './guard.ts';
import { UNREAD, type UnreadStatus } from './own-messages.ts';
import type { Publisher } from './publisher.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Milliseconds without a change after which the list is updated. That visits all documents. */
const QUIET = 1000;

interface UnreadContext {
  readonly client: Client;
  readonly connection: Connection;
  readonly folders: () => readonly DocumentPath[];
  readonly guard: Guard;
  readonly index: WorkspaceIndex;
  /** Whether documents are being checked. */
  readonly isBusy: () => boolean;
  readonly timers: Timers;
  readonly workspace: Workspace;
  /** Called for documents whose entry in the list changed. */
  readonly changed: (paths: readonly DocumentPath[]) => void;
}

/**
 * What was not checked, as the command line lists it: a list for the workspace, and the first position in each document. It does
 * not include what only DNS can resolve, because the state of DNS is shown separately.
 */
export class UnreadList {
  private readonly context: UnreadContext;
  private firsts: ReadonlyMap<DocumentPath, Unread> = new Map();
  private status: UnreadStatus = { lines: [], count: 0 };
  private timer: Timer | undefined;

  constructor(context: UnreadContext) {
    this.context = context;
  }

  /** Schedules an update after a change. */
  changeLater(): void {
    this.timer?.cancel();
    this.timer = this.context.timers.later('listing what was not checked', QUIET, () => this.update());
  }

  /** The first part of the document that was not checked, unless a problem already shows it. */
  firstIn(path: DocumentPath): Unread | undefined {
    return this.firsts.get(path);
  }

  private update(): void {
    const { index, isBusy, workspace } = this.context;
    // The list depends on results that are computed in slices, so it waits for them.
    if (index.isReading || isBusy() || !workspace.isEvaluated) {
      this.changeLater();
      return;
    }
    const isRead = (path: DocumentPath): boolean => workspace.documentOf(path) !== undefined;
    const unread = [...workspace.unread(), ...index.unread(isRead)];
    this.show(unread);
    const before = this.firsts;
    this.firsts = firstsOf(unread, workspace);
    const others = [...new Set([...before.keys(), ...this.firsts.keys()])].filter(
      (path) => !isSame(before.get(path), this.firsts.get(path)),
    );
    if (others.length > 0) this.context.changed(others);
  }

  private show(unread: readonly Unread[]): void {
    const { client, connection, folders, guard, workspace } = this.context;
    const nameOf = (path: string): string => {
      const folder = folders().find((one) => isInside(path, one));
      return folder === undefined ? path : displayPath(path, folder) || '.';
    };
    const lines = unreadLines(unread, nameOf, placesIn(workspace, nameOf)).map(({ text }) => printable(text));
    const status: UnreadStatus = { lines, count: unread.length };
    if (status.count === this.status.count && lines.join('\n') === this.status.lines.join('\n')) return;
    this.status = status;
    if (!client.showsWorkspaceStatus) return;
    for (const line of lines) connection.console.info(`Not checked: ${line}`);
    connection
      .sendNotification(UNREAD, status)
      .catch((fault: unknown) => guard.report('listing what was not checked', fault));
  }
}

/** A publisher that updates the list after each change. */
export function withUnread(publisher: Publisher, list: UnreadList): Publisher {
  return {
    edited(document) {
      publisher.edited(document);
      list.changeLater();
    },
    closed(document) {
      publisher.closed(document);
      list.changeLater();
    },
    workspaceChanged() {
      publisher.workspaceChanged();
      list.changeLater();
    },
    environmentChanged() {
      publisher.environmentChanged();
      list.changeLater();
    },
  };
}

function firstsOf(unread: readonly Unread[], workspace: Workspace): ReadonlyMap<DocumentPath, Unread> {
  const firsts = new Map<DocumentPath, Unread>();
  for (const one of unread) {
    const { path, kind, range, message } = one;
    if (workspace.textOf(path) === undefined) continue;
    // A rule reports a zone file without an origin.
    if (kind === 'name' && workspace.formatOf(path) === 'zone') continue;
    const isShown = workspace
      .problems(path)
      .some((problem) => problem.message === message && problem.range?.start === range?.start);
    if (isShown) continue;
    const first = firsts.get(path);
    if (first === undefined || startOf(one) < startOf(first)) firsts.set(path, one);
  }
  return firsts;
}

function startOf({ range }: Unread): number {
  return range?.start ?? 0;
}

function isSame(a: Unread | undefined, b: Unread | undefined): boolean {
  return a?.message === b?.message && a?.range?.start === b?.range?.start && a?.range?.end === b?.range?.end;
}
