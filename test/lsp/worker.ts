import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { AbstractMessageReader, AbstractMessageWriter } from 'vscode-languageserver/node';
import type { DataCallback, Disposable, Message } from 'vscode-languageserver/node';
import { workerText } from '../../client/src/worker-text.ts';
import type { FetchedFiles, FetchFilesParams } from '../../server/src/hosts/lsp/requests.ts';
import type { WorkerServer } from './editor.ts';

const DIST = join(__dirname, '../../dist');

/** The text is compiled once for all workers. */
let script: Script | undefined;

interface WorkerScope {
  onmessage?: (event: { readonly data: unknown }) => void;
  postMessage(message: unknown): void;
  /** For errors. */
  addEventListener(): void;
}

/**
 * The server for browsers as it is built, in a world that has what a worker has and nothing of node. `pathOf` gives the path on
 * this disk of a URI that it asks for.
 */
export function startWorker(pathOf: (uri: string) => string): WorkerServer {
  script ??= new Script(textOfWorker(), { filename: join(DIST, 'worker') });
  const reader = new WorkerReader();
  const channels: MessagePort[] = [];
  class Channel extends MessageChannel {
    constructor() {
      super();
      channels.push(this.port1, this.port2);
    }
  }
  const self: WorkerScope = {
    // As between threads: nothing is shared.
    postMessage: (message) => void setImmediate(() => reader.arrive(structuredClone(message) as Message)),
    addEventListener: () => undefined,
  };
  const world = createContext({
    self,
    MessageChannel: Channel,
    ...{ TextDecoder, TextEncoder, URL, performance, fetch, AbortController, AbortSignal, structuredClone },
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, console, crypto },
    ...{ ReadableStream, DecompressionStream, Blob, Event, EventTarget },
  });
  script.runInContext(world);
  return {
    reader,
    writer: new WorkerWriter(self),
    fetchFiles: (params) => fetchFiles(params, pathOf),
    end: () => {
      for (const port of channels) port.close();
    },
  };
}

/** As the extension puts it together. */
function textOfWorker(): string {
  if (!existsSync(join(DIST, 'worker-files.json')))
    throw new Error('dist/worker-files.json is missing: run "npm run build" first');
  const read = (path: string): string => readFileSync(join(DIST, path), 'utf8');
  const paths = JSON.parse(read('worker-files.json')) as readonly string[];
  const files = paths.map((path) => ({ path, text: read(path) }));
  return workerText(read('worker-loader.js'), files).join('');
}

class WorkerReader extends AbstractMessageReader {
  private readonly waiting: Message[] = [];
  private callback: DataCallback | undefined;

  arrive(message: Message): void {
    if (this.callback === undefined) this.waiting.push(message);
    else this.callback(message);
  }

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    for (const message of this.waiting.splice(0)) callback(message);
    return { dispose: () => (this.callback = undefined) };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  private readonly worker: WorkerScope;

  constructor(worker: WorkerScope) {
    super();
    this.worker = worker;
  }

  write(message: Message): Promise<void> {
    const data: unknown = structuredClone(message);
    setImmediate(() => this.worker.onmessage?.({ data }));
    return Promise.resolve();
  }

  end(): void {
    // A worker has no end.
  }
}

/** As the client does it. */
function fetchFiles(
  { folders, files, most }: FetchFilesParams,
  pathOf: (uri: string) => string,
): FetchedFiles {
  return {
    folders: folders.map((uri) =>
      orNull(() =>
        readdirSync(pathOf(uri), { withFileTypes: true })
          .filter((entry) => entry.isFile() || entry.isDirectory())
          .map((entry) => [entry.name, entry.isFile() ? 'file' : 'folder'] as const),
      ),
    ),
    files: files.map((uri) =>
      orNull(() => {
        const { size, mtimeMs: modified } = statSync(pathOf(uri));
        return size > most ? { size, modified } : { octets: readFileSync(pathOf(uri)), size, modified };
      }),
    ),
  };
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
