import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/** Receives internal errors. */
export interface FaultLog {
  error(message: string): void;
}

/** Remembered errors, so that an error on every keystroke is logged only once. */
const MAX_REPORTED = 200;

/** Runs code that may throw: an error is logged once, and the rest continues. */
export class Guard {
  private readonly reported = new Set<string>();
  private readonly log: FaultLog;

  constructor(log: FaultLog) {
    this.log = log;
  }

  /** The result of `work`, or `fallback` if it throws. */
  run<T>(what: string, fallback: T, work: () => T): T {
    try {
      return work();
    } catch (fault) {
      this.report(what, fault);
      return fallback;
    }
  }

  /** Runs the handler of a request, unless the request is already canceled. An error does not stop the server. */
  request<P, R>(
    what: string,
    fallback: R,
    handle: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      if (token.isCancellationRequested) throw canceled();
      try {
        return await handle(params, token);
      } catch (fault) {
        // Errors that the protocol has a code for are answers.
        if (fault instanceof ResponseError) throw fault;
        this.report(what, fault);
        return fallback;
      }
    };
  }

  /** Runs the handler of a notification. */
  notification<P>(what: string, handle: (params: P) => void): (params: P) => void {
    return (params) => this.run(what, undefined, () => handle(params));
  }

  report(what: string, fault: unknown): void {
    const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    // The message and the failing position. The rest of the stack may differ each time.
    const key = text.split('\n', 2).join('\n');
    if (this.reported.has(key) || this.reported.size >= MAX_REPORTED) return;
    this.reported.add(key);
    this.log.error(`${what}: ${text}`);
  }
}

export function canceled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

export function contentModified(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed in the meantime');
}
