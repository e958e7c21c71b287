import { CodeLensRefreshRequest, InlayHintRefreshRequest, type Connection } from 'vscode-languageserver';
import type { Client } from './client.ts';
import type { OpenDocuments } from './documents.ts';
import type { Guard } from './guard.ts';
import type { Publisher } from './publisher.ts';
import { SendersChangedNotification, SpfTreeChangedNotification } from './requests.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';

/** Milliseconds without a keystroke after which views of other documents are refreshed. */
const DEBOUNCE = 500;

export interface ViewsContext {
  readonly client: Client;
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly guard: Guard;
  readonly timers: Timers;
}

/**
 * A publisher that also refreshes lenses, hints, the SPF tree and the senders, because for one document they depend on the others.
 * For the edited document, the editor requests them on its own.
 */
export function withViews(publisher: Publisher, context: ViewsContext): Publisher {
  let timer: Timer | undefined;
  const refreshLater = (delay: number): void => {
    timer?.cancel();
    timer = context.timers.later('refreshing views', delay, () => refresh(context));
  };
  return {
    edited(document) {
      publisher.edited(document);
      if (document.kind === 'records' && context.documents.all().length > 1) refreshLater(DEBOUNCE);
    },
    closed(document) {
      publisher.closed(document);
      if (document.kind === 'records') refreshLater(DEBOUNCE);
    },
    workspaceChanged() {
      publisher.workspaceChanged();
      refreshLater(0);
    },
    environmentChanged() {
      publisher.environmentChanged();
      refreshLater(0);
    },
  };
}

function refresh({ client, connection, guard }: ViewsContext): void {
  const notified: Promise<void>[] = [];
  if (client.refreshesCodeLenses) notified.push(connection.sendRequest(CodeLensRefreshRequest.type));
  if (client.refreshesInlayHints) notified.push(connection.sendRequest(InlayHintRefreshRequest.type));
  if (client.showsSpfTree) notified.push(connection.sendNotification(SpfTreeChangedNotification));
  if (client.showsSenders) notified.push(connection.sendNotification(SendersChangedNotification));
  for (const each of notified) each.catch((fault: unknown) => guard.report('refreshing views', fault));
}
