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

/** Milliseconds in which more limits of a document are waited for: an editor asks for several things when it opens one. */
const GATHER = 500;

/** Documents and limits of which is remembered that they were told. */
export const MAX_LIMITS_TOLD = 1000;

/** Tells the user that a limit cut what the editor shows of a document: once for each document and limit, in one message. */
export class LimitNotes {
  private readonly context: LimitNotesContext;
  private readonly told = new Set<string>();
  /** By document: what is to be told. */
  private readonly waiting = new Map<DocumentPath, string[]>();
  private timer: Timer | undefined;

  constructor(context: LimitNotesContext) {
    this.context = context;
  }

  /** `what`: a sentence without its dot that the name of the file and a colon begin. */
  reached(path: DocumentPath, what: string): void {
    const key = `${path}\n${what}`;
    if (this.told.has(key) || this.told.size >= MAX_LIMITS_TOLD) return;
    this.told.add(key);
    const sentences = this.waiting.get(path) ?? [];
    this.waiting.set(path, [...sentences, what]);
    this.timer ??= this.context.timers.later('telling of limits', GATHER, () => this.tell());
  }

  private tell(): void {
    this.timer = undefined;
    const { connection, guard } = this.context;
    for (const [path, sentences] of this.waiting) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const message = printable(`${name}: ${sentences.join('; ')}.`);
      // Without a choice of what to do, it need not be answered.
      connection
        .sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message })
        .catch((fault: unknown) => guard.report('telling of limits', fault));
    }
    this.waiting.clear();
  }
}
