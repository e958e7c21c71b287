import childProcess, { execFileSync, type ChildProcess } from 'node:child_process';

/** Codes of responses that report no fault: the request is about an older text, or the editor no longer needs the reply. */
const NO_FAULT: ReadonlySet<number> = new Set([-32800, -32801, -32802]);

/** The code with which the server refuses a rename, and says why. */
const REQUEST_FAILED = -32803;

const ERROR_MESSAGE = 1;

/** Characters of a request that a fault is reported with. */
const MAX_SHOWN = 600;

/** Milliseconds within which the server has to answer. */
const ANSWER_LIMIT = 60_000;

/** It is answered when there is something new. */
const LONG_POLL = 'workspace/diagnostic';

interface Waiting {
  readonly since: number;
  readonly method: string;
  /** The beginning of its JSON. */
  readonly params: string;
}

interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: { readonly type?: number; readonly message?: string };
  readonly error?: { readonly code: number; readonly message: string };
}

/**
 * What the extension and its server send each other, and how the server ends. The client's log would be read instead, but
 * the editor that npm carries writes no log files.
 */
export class ServerWatch {
  /** Responses of the server by method, without those that failed. */
  readonly answered = new Map<string, number>();
  private readonly found: string[] = [];
  private server: ChildProcess | undefined;
  private mayEnd = false;
  /** Requests to the server that runs, by id. */
  private waiting = new Map<unknown, Waiting>();

  /** From now on a server that the extension starts is watched. */
  begin(): void {
    const { fork } = childProcess;
    childProcess.fork = ((...args: Parameters<typeof fork>) => {
      const child = fork(...args);
      if (String(args[0]).endsWith('server.js') && String(args[0]).includes('dist')) this.watch(child);
      return child;
    }) as typeof fork;
  }

  /** The server is about to be started anew, on purpose. */
  expectEnd(): void {
    this.mayEnd = true;
  }

  /** Whether a server was started since `begin`. */
  get isWatching(): boolean {
    return this.server !== undefined;
  }

  /** The faults since the last call. */
  faults(): string[] {
    return this.found.splice(0);
  }

  /** Requests without a response for too long, each once. */
  unanswered(): string[] {
    const late = [...this.waiting].filter(
      ([, { since, method }]) => method !== LONG_POLL && Date.now() - since > ANSWER_LIMIT,
    );
    for (const [id] of late) this.waiting.delete(id);
    return late.map(([, { method, params }]) => `${method} was not answered.\n    ${params}`);
  }

  /** Megabytes that the server's process occupies; `undefined` while none runs. */
  megabytes(): number | undefined {
    const { pid } = this.server ?? {};
    if (pid === undefined) return undefined;
    const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
    return Math.round(kilobytes / 1024);
  }

  private watch(child: ChildProcess): void {
    this.server = child;
    this.mayEnd = false;
    const waiting = (this.waiting = new Map<unknown, Waiting>());
    const send = child.send.bind(child);
    child.send = (message: Message, ...rest: []) => {
      if (message.method !== undefined && message.id !== undefined)
        waiting.set(message.id, {
          since: Date.now(),
          method: message.method,
          params: JSON.stringify(message.params ?? null).slice(0, MAX_SHOWN),
        });
      return send(message, ...rest);
    };
    child.on('message', (message: Message) => {
      const { id, method, params, error } = message;
      if (method !== undefined) {
        // window/logMessage and window/showMessage
        if (params?.type === ERROR_MESSAGE && /^window\//.test(method))
          this.found.push(`${method}: ${params.message ?? ''}`);
        return;
      }
      const request = waiting.get(id);
      waiting.delete(id);
      if (request === undefined) return;
      if (error === undefined)
        this.answered.set(request.method, (this.answered.get(request.method) ?? 0) + 1);
      else if (
        !NO_FAULT.has(error.code) &&
        !(error.code === REQUEST_FAILED && /\/(?:prepareR|r)ename$/.test(request.method))
      )
        this.found.push(`${request.method} failed (${error.code}): ${error.message}\n    ${request.params}`);
    });
    child.stderr?.on('data', (chunk: Buffer) => this.found.push(`The server wrote: ${chunk.toString()}`));
    child.on('exit', (code, signal) => {
      if (this.server === child && !this.mayEnd)
        this.found.push(`The server ended with ${signal ?? `status ${code ?? 'unknown'}`}.`);
    });
  }
}
