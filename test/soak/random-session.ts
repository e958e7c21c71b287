import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { Position, Range } from 'vscode-languageserver/node';
import type { Editor } from '../lsp/editor.ts';
import type { Random } from './random.ts';

/** Milliseconds after which a request counts as never answered, however busy the machine is. */
const MAX_WAIT = 300_000;

/** Requests under way: an editor waits for a slow server before it asks for more. */
const MAX_PENDING = 16;

/** Milliseconds without an edit after which the server has done everything that it does in the background. */
const QUIET = 1500;

const SNIPPETS: readonly string[] = [
  'a', '1', ' ', '\n', '"', '(', ')', '{', '}', ';', '${', '*/', '/*', '# x\n', '; x\n', '+all', 'include:_spf.zone3.example ',
  'x IN TXT "v=spf1 mx -all"\n', '@ IN NS ns2.example.net.\n', '$ORIGIN sub\n', '$TTL 60\n', 'a.b IN CNAME c\n',
  '$INCLUDE shared/mail.inc\n', '$INCLUDE shared/none.inc\n', '$GENERATE 1-20 g$ A 192.0.2.$\n', '{% if a %}\n',
  '; mailtxt-disable\n', 'sub IN NS ns1.example.org.\n', '_dmarc.sub IN TXT "v=DMARC1; p=none"\n',
  'resource "aws_route53_record" "new" {\n  zone_id = "Z"\n  name = "n.example.com"\n  type = "TXT"\n  records = ["v=spf1 +all"]\n}\n',
  'module "more" {\n  source = "../m4"\n}\n', 'module "gone" {\n  source = "../nothing"\n}\n',
  'locals {\n  text = file("${path.module}/../data/hosts.csv")\n}\n', 'variable "v" {\n  default = 1\n}\n',
]; // prettier-ignore

const SETTINGS: readonly Record<string, unknown>[] = [
  {},
  { rules: { 'spf-all-pass': 'off' } },
  { maxFindings: 3 },
  { spf: { codeLens: false, inlayHints: false, hoverTree: false } },
];

/** How often a request was answered, and the longest that it took, in milliseconds. */
export interface Answered {
  readonly times: number;
  readonly longest: number;
}

/** Opens, edits, closes and asks at random, as a seed determines, what an editor can of a server. */
export class RandomSession {
  /** Opens, edits and closes so far. */
  operations = 0;
  /** Requests answered so far, by method; those that were canceled too. */
  readonly answered = new Map<string, Answered>();
  private readonly pending = new Map<Promise<unknown>, string>();
  private readonly editor: Editor;
  private readonly random: Random;
  private readonly folder: string;
  /** By URI, as they are on disk at the start. */
  private readonly files = new Map<string, { readonly path: string; readonly text: string }>();
  private readonly open = new Set<string>();

  /** `files`: by path from the folder; they are written there. */
  constructor(editor: Editor, random: Random, folder: string, files: ReadonlyMap<string, string>) {
    this.editor = editor;
    this.random = random;
    this.folder = folder;
    for (const [name, text] of files) {
      const path = join(folder, name);
      this.files.set(pathToFileURL(path).href, { path, text });
    }
    this.restoreFiles();
  }

  private restoreFiles(): void {
    for (const { path, text } of this.files.values()) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** Opens, edits or closes a document, and asks for what editors ask for then. */
  async operate(): Promise<void> {
    this.operations++;
    const { random } = this;
    const kind = random.next();
    if (this.open.size === 0 || kind < 0.2) await this.openOne();
    else if (kind < 0.4) await this.close(random.pick([...this.open]));
    else await this.edit(random.pick([...this.open]));
    if (random.chance(0.7)) this.ask();
    if (this.pending.size >= MAX_PENDING || random.chance(0.05)) await this.answers();
    // Now and then everything in the background has its turn.
    if (random.chance(0.002)) await sleep(QUIET);
  }

  /** Everything else that an editor does: settings, files that change on disk. */
  async disturb(): Promise<void> {
    const { editor, random } = this;
    if (random.chance(0.3)) {
      await editor.configure({ '': random.pick(SETTINGS) });
      return;
    }
    const [uri, { path, text }] = random.pick([...this.files]);
    const isDeletion = random.chance(0.2);
    if (isDeletion) rmSync(path, { force: true });
    else writeFileSync(path, random.chance(0.5) ? text : text.slice(0, random.below(text.length)));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: isDeletion ? 3 : 2 }] });
  }

  private async openOne(): Promise<void> {
    const closed = [...this.files.keys()].filter((uri) => !this.open.has(uri));
    if (closed.length > 0) await this.openAt(this.random.pick(closed));
  }

  private async openAt(uri: string): Promise<void> {
    this.open.add(uri);
    await this.editor.open(uri, this.files.get(uri)?.text ?? '', languageOf(uri));
  }

  private async close(uri: string): Promise<void> {
    this.open.delete(uri);
    await this.editor.shut(uri);
  }

  private async edit(uri: string): Promise<void> {
    const { editor, random } = this;
    const original = this.files.get(uri)?.text ?? '';
    const document = editor.document(uri);
    const text = document.getText();
    // Texts do not grow: only the number of edits is to make a difference.
    if (random.chance(0.02) || text.length > original.length + 2000) {
      await editor.change(uri, [{ text: original }]);
      return;
    }
    const start = random.below(text.length + 1);
    const end = random.chance(0.5) ? start : Math.min(text.length, start + random.below(30));
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const typed = random.chance(0.3) ? '' : random.pick(SNIPPETS);
    await editor.change(uri, [{ range, text: typed }]);
  }

  /** Sends a request about an open document, and now and then cancels it. */
  private ask(): void {
    const { editor, random } = this;
    const [uri] = this.open.size === 0 ? [] : [random.pick([...this.open])];
    if (uri === undefined) return;
    const document = editor.document(uri);
    const position = document.positionAt(random.below(document.getText().length + 1));
    const { method, params } = this.request(uri, position);
    const source = new CancellationTokenSource();
    const started = performance.now();
    const answer = editor.connection.sendRequest(method, params, source.token).then(
      () => this.count(method, started),
      // What was canceled, or is about a text that has changed since, is answered with an error.
      () => this.count(`${method} (error)`, started),
    );
    this.pending.set(answer, method);
    void answer.then(() => this.pending.delete(answer));
    if (random.chance(0.1)) source.cancel();
  }

  private count(method: string, started: number): void {
    const { times, longest } = this.answered.get(method) ?? { times: 0, longest: 0 };
    this.answered.set(method, { times: times + 1, longest: Math.max(longest, performance.now() - started) });
  }

  private request(uri: string, position: Position): { readonly method: string; readonly params: object } {
    const textDocument = { uri };
    const range: Range = { start: { line: Math.max(0, position.line - 2), character: 0 }, end: position };
    const context = { diagnostics: [] };
    return this.random.pick([
      { method: 'textDocument/diagnostic', params: { textDocument } },
      { method: 'textDocument/hover', params: { textDocument, position } },
      { method: 'textDocument/codeAction', params: { textDocument, range, context } },
      { method: 'textDocument/codeLens', params: { textDocument } },
      { method: 'textDocument/inlayHint', params: { textDocument, range } },
      { method: 'textDocument/documentSymbol', params: { textDocument } },
      { method: 'textDocument/definition', params: { textDocument, position } },
      { method: 'textDocument/foldingRange', params: { textDocument } },
      { method: 'textDocument/prepareCallHierarchy', params: { textDocument, position } },
      { method: 'textDocument/prepareRename', params: { textDocument, position } },
      { method: 'mailtxt/spfTree', params: { textDocument, position } },
      // Few, since each looks at every file of the folder.
      this.random.chance(0.05)
        ? { method: 'mailtxt/senders', params: {} }
        : this.random.chance(0.05)
          ? { method: 'textDocument/rename', params: { textDocument, position, newName: 'other' } }
          : { method: 'textDocument/hover', params: { textDocument, position } },
    ]);
  }

  /** Waits for the answers to all requests. Throws when one is not answered. */
  async answers(): Promise<void> {
    const all = Promise.all(this.pending.keys()).then(() => true);
    const timeout = new AbortController();
    const isAnswered = await Promise.race([
      all,
      sleep(MAX_WAIT, false, { signal: timeout.signal }).catch(() => true),
    ]);
    timeout.abort();
    if (!isAnswered) {
      throw new Error(
        `never answered: ${[...new Set(this.pending.values())].join(', ')} (${this.pending.size})`,
      );
    }
  }

  /**
   * Leaves every document closed but these, which are as they were at the start, as are all files: whatever was done
   * before, the server has the same to remember, and has to report the same. `open`: paths from the folder. Returns the
   * diagnostics of the open documents, a line each.
   */
  async reset(open: readonly string[]): Promise<readonly string[]> {
    const { editor } = this;
    await this.answers();
    for (const uri of [...this.open]) await this.close(uri);
    this.restoreFiles();
    const changes = [...this.files.keys()].map((uri) => ({ uri, type: 2 }));
    await editor.notify('workspace/didChangeWatchedFiles', { changes });
    await editor.configure({ '': {} });
    for (const path of open) await this.openAt(pathToFileURL(join(this.folder, path)).href);
    // Files that are not open have a say as well, and on a machine with other work they take longer to read.
    await editor.workspaceDiagnostics();
    await sleep(QUIET);
    const lines: string[] = [];
    for (const path of open) {
      const items = await editor.diagnostics(pathToFileURL(join(this.folder, path)).href);
      for (const { code, message, range } of items) {
        const said = typeof message === 'string' ? message : message.value;
        lines.push(`${path}:${range.start.line}:${range.start.character} ${code ?? ''} ${said}`);
      }
    }
    await sleep(QUIET);
    // What the client keeps is of no use here.
    editor.published.length = 0;
    editor.outdated.length = 0;
    editor.watched.length = 0;
    return lines;
  }
}

function languageOf(uri: string): string {
  if (uri.endsWith('.zone') || uri.endsWith('.inc')) return 'dns-zone';
  if (uri.endsWith('.tf')) return 'terraform';
  return uri.endsWith('.tfvars') ? 'terraform-vars' : 'plaintext';
}
