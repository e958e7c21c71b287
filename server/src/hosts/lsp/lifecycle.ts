import { ErrorCodes } from 'vscode-languageserver';

/** What to do with a message: handle it, drop it, or answer with an error. */
export type Admission =
  | { readonly kind: 'handle' }
  | { readonly kind: 'drop' }
  | {
      readonly kind: 'refuse';
      readonly id: string | number | null;
      readonly code: number;
      readonly message: string;
    };

const HANDLE: Admission = { kind: 'handle' };
const DROP: Admission = { kind: 'drop' };

/**
 * Decides which messages are handled when. A server has 3 phases: until `initialize`, until `shutdown`, and until `exit`.
 * Language Server Protocol 3.17, "Server lifecycle".
 */
export class Lifecycle {
  private phase: 'new' | 'serving' | 'shut down' = 'new';

  get isShutDown(): boolean {
    return this.phase === 'shut down';
  }

  /** The exit status if the server ends now. */
  get exitStatus(): 0 | 1 {
    return this.isShutDown ? 0 : 1;
  }

  /** Called once for each message, in order. */
  admit(message: unknown): Admission {
    if (!isObject(message) || Array.isArray(message)) {
      return refuse(
        null,
        ErrorCodes.InvalidRequest,
        'A message must be one object: batches are not supported.',
      );
    }
    const { jsonrpc, id, method } = message;
    const isResponse = method === undefined && ('result' in message || 'error' in message);
    if (isResponse) return this.phase === 'new' ? DROP : HANDLE;
    if (id !== undefined && typeof id !== 'string' && typeof id !== 'number')
      return refuse(null, ErrorCodes.InvalidRequest, '"id" must be a string or a number.');
    const known = id ?? null;
    if (jsonrpc !== '2.0') return refuse(known, ErrorCodes.InvalidRequest, '"jsonrpc" must be "2.0".');
    if (typeof method !== 'string')
      return refuse(known, ErrorCodes.InvalidRequest, '"method" must be a string.');
    return id === undefined ? this.admitNotification(method) : this.admitRequest(method, id);
  }

  private admitNotification(method: string): Admission {
    return this.phase === 'serving' || method === 'exit' ? HANDLE : DROP;
  }

  private admitRequest(method: string, id: string | number): Admission {
    switch (this.phase) {
      case 'new':
        if (method !== 'initialize')
          return refuse(id, ErrorCodes.ServerNotInitialized, 'The first request must be "initialize".');
        this.phase = 'serving';
        return HANDLE;
      case 'serving':
        if (method === 'initialize')
          return refuse(id, ErrorCodes.InvalidRequest, 'The server is already initialized.');
        if (method === 'shutdown') this.phase = 'shut down';
        return HANDLE;
      case 'shut down':
        return refuse(id, ErrorCodes.InvalidRequest, 'The server is shut down and only accepts "exit".');
    }
  }
}

function refuse(id: string | number | null, code: number, message: string): Admission {
  return { kind: 'refuse', id, code, message };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
