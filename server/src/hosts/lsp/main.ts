import { performance } from 'node:perf_hooks';
import {
  createConnection,
  LSPErrorCodes,
  Message,
  ProposedFeatures,
  type ConnectionOptions,
  type ConnectionStrategy,
} from 'vscode-languageserver/node';
import { openOutside } from '../node/dns/open.ts';
import { allowancePerMinute } from '../node/dns/query-limits.ts';
import { DiskProject } from './disk-project.ts';
import type { Runtime } from './runtime.ts';
import { serve } from './server.ts';

/** Serves the editor that started this process: over the channel that its arguments name, or over standard streams. */
export function startServer(): void {
  const named = process.argv.some((argument) => /^--(?:node-ipc|stdio|socket|pipe)(?:=|$)/.test(argument));
  serve(
    named
      ? createConnection(ProposedFeatures.all, connectionOptions)
      : createConnection(ProposedFeatures.all, process.stdin, process.stdout, connectionOptions),
    nodeRuntime,
  );
}

/** A request that is still waiting for its turn when it is cancelled costs nothing. */
const strategy: ConnectionStrategy = {
  cancelUndispatched: (message) => ({
    jsonrpc: '2.0',
    id: Message.isRequest(message) ? message.id : null,
    error: { code: LSPErrorCodes.RequestCancelled, message: 'cancelled' },
  }),
};

export const connectionOptions: ConnectionOptions = { connectionStrategy: strategy };

export const nodeRuntime: Runtime = {
  later(milliseconds, run) {
    if (milliseconds === 0) {
      // A timer waits for a millisecond at least.
      const turn = setImmediate(run);
      return { cancel: () => clearImmediate(turn) };
    }
    const timer = setTimeout(run, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  now: () => performance.now(),
  openProject: (context) => new DiskProject(context),
  openDns: (choice) => openOutside(choice, { allowance: allowancePerMinute() }),
};
