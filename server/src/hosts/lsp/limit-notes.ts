import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { printable } from '../../text/printable.ts';
import type { Guard } from './guard.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';

interface LimitNotesContext {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly timers: Timers;
}

/** Milliseconds to wait for more limits of a document: an editor sends several requests when it opens one. */
const GATHER = 500;

/** Pairs of a document and a limit that are remembered as shown. */
export const MAX_LIMIT_NOTES = 1000;

/** Tells the user that a limit truncates what the editor shows for a document: once for each document and limit, in one message. */
export class LimitNotes {
  private readonly context: LimitNotesContext;
  private readonly noted = new Set<string>();
  /** The pending sentences, by document. */
  private readonly waiting = new Map<DocumentPath, string[]>();
  private timer: Timer | undefined;

  constructor(context: LimitNotesContext) {
    this.context = context;
  }

  /** `what`: a sentence without its period, to follow the name of the file and a colon. */
  reached(path: DocumentPath, what: string): void {
    const key = `${path}\n${what}`;
    if (this.noted.has(key) || this.noted.size >= MAX_LIMIT_NOTES) return;
    this.noted.add(key);
    const sentences = this.waiting.get(path) ?? [];
    this.waiting.set(path, [...sentences, what]);
    this.timer ??= this.context.timers.later('showing limits', GATHER, () => this.tell());
  }

  private tell(): void {
    this.timer = undefined;
    const { connection, guard } = this.context;
    for (const [path, sentences] of this.waiting) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const message = printable(`${name}: ${sentences.join('; ')}.`);
      // A message without actions does not have to be answered.
      connection
        .sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message })
        .catch((fault: unknown) => guard.report('showing limits', fault));
    }
    this.waiting.clear();
  }
}
