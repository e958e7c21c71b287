import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import type { LanguageClient as NodeClient } from 'vscode-languageclient/node';
import { activateWith } from './extension.ts';
import { fetchFiles } from './fetch-files.ts';
import { requests, section } from './names.ts';
import { workerText } from './worker-text.ts';

/** Starts the extension in a browser. The server is a worker, and the extension reads the files for it. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, (options) => {
    const server = new ServerWorker(context.extensionUri);
    const client = new WorkerClient(section, 'mailtxt', () => server.start(), options);
    context.subscriptions.push(
      client.onRequest(requests.fetchFiles, fetchFiles),
      new vscode.Disposable(() => server.stop()),
    );
    // Both kinds of clients have the members that the extension uses.
    return client as unknown as NodeClient;
  });
}

/** Adds `restart`, which only the client for Node.js has. */
class WorkerClient extends LanguageClient {
  async restart(): Promise<void> {
    if (this.isRunning()) await this.stop();
    await this.start();
  }
}

class ServerWorker {
  private readonly extensionUri: vscode.Uri;
  private worker: Worker | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.extensionUri = extensionUri;
  }

  /** Starts a worker from its source text, because a page must not start one from the URL of an extension. Stops an earlier one. */
  async start(): Promise<MessageTransports> {
    this.stop();
    const address = URL.createObjectURL(new Blob(await this.text(), { type: 'text/javascript' }));
    const worker = new Worker(address, { name: 'mailtxt' });
    this.worker = worker;
    // The outer page, around the page of the extensions, loads the text later.
    worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
    // The client would not recognize the worker: VS Code replaces the class `Worker`.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  }

  private async text(): Promise<BlobPart[]> {
    const [loader, list] = await Promise.all([this.read('worker-loader.js'), this.read('worker-files.json')]);
    const paths = JSON.parse(new TextDecoder().decode(list)) as readonly string[];
    const files = await Promise.all(paths.map(async (path) => ({ path, text: await this.read(path) })));
    return [...workerText<BlobPart>(loader, files)];
  }

  private async read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, 'dist', path)),
    );
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }
}
