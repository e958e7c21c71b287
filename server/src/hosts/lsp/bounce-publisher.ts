import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Bounces } from './bounces.ts';
import type { Guard } from './guard.ts';
import { uriOf, type Places } from './locate.ts';
import type { Publisher } from './publisher.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';

/** Milliseconds without a keystroke after which bounces are traced to the records again. */
const DEBOUNCE = 500;

interface BouncePublisherContext extends Places {
  readonly bounces: Bounces;
  readonly connection: Connection;
  readonly guard: Guard;
  readonly timers: Timers;
}

/**
 * A publisher that also sends diagnostics for bounce files. Few editors open these with mailtxt, so their meaning is sent
 * unasked. For an open bounce, the report on the document contains it.
 */
export function withBounces(publisher: Publisher, context: BouncePublisherContext): Publisher {
  const { bounces, connection, documents, guard, timers } = context;
  /** The diagnostics that were sent last, by file. */
  const sent = new Map<DocumentPath, string>();
  let timer: Timer | undefined;

  const send = (path: DocumentPath, diagnostics: Diagnostic[]): void => {
    const text = JSON.stringify(diagnostics);
    if ((sent.get(path) ?? '[]') === text) return;
    sent.set(path, text);
    connection
      .sendDiagnostics({ uri: uriOf(context, path), diagnostics })
      .catch((fault: unknown) => guard.report('diagnostics of a bounce', fault));
  };
  const tell = (): void => {
    const isNews = bounces.update();
    for (const path of new Set([...sent.keys(), ...bounces.paths()])) {
      send(path, documents.at(path) === undefined ? bounces.itemsOf(path) : []);
    }
    if (isNews) publisher.environmentChanged();
  };
  const tellLater = (delay: number): void => {
    timer?.cancel();
    timer = timers.later('bounces', delay, tell);
  };
  return {
    edited(document) {
      publisher.edited(document);
      tellLater(DEBOUNCE);
    },
    closed(document) {
      publisher.closed(document);
      // The editor already knows that the file has no diagnostics.
      sent.delete(document.path);
      tellLater(DEBOUNCE);
    },
    workspaceChanged() {
      publisher.workspaceChanged();
      tellLater(DEBOUNCE);
    },
    environmentChanged() {
      publisher.environmentChanged();
      tellLater(0);
    },
  };
}
