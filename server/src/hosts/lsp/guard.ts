import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/** Where faults of ours are told. */
export interface FaultLog {
  error(message: string): void;
}

/** Kept so that a fault that every key stroke meets is told once. */
const MAX_TOLD = 200;

/** Runs what may break: a fault is logged once, and the rest carries on. */
export class Guard {
  private readonly told = new Set<string>();
  private readonly log: FaultLog;

  constructor(log: FaultLog) {
    this.log = log;
  }

  /** The result, or `fallback` where `work` breaks. */
  run<T>(what: string, fallback: T, work: () => T): T {
    try {
      return work();
    } catch (fault) {
      this.report(what, fault);
      return fallback;
    }
  }

  /** A request's handler: not started when it is cancelled already, and never a reason to fail. */
  request<P, R>(
    what: string,
    fallback: R,
    handle: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      if (token.isCancellationRequested) throw cancelled();
      try {
        return await handle(params, token);
      } catch (fault) {
        // Answers that the protocol has a code for are no faults.
        if (fault instanceof ResponseError) throw fault;
        this.report(what, fault);
        return fallback;
      }
    };
  }

  /** A notification's handler. */
  notification<P>(what: string, handle: (params: P) => void): (params: P) => void {
    return (params) => this.run(what, undefined, () => handle(params));
  }

  report(what: string, fault: unknown): void {
    const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    // The message and the place where it broke; the way that led there may be another each time.
    const key = text.split('\n', 2).join('\n');
    if (this.told.has(key) || this.told.size >= MAX_TOLD) return;
    this.told.add(key);
    this.log.error(`${what}: ${text}`);
  }
}

export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

export function contentModified(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed since');
}
