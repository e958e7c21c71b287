import * as vscode from 'vscode';
import { commands, rulePagesScheme } from './names.ts';

/** The URL to which the server links the code of a finding. */
const PAGE = /^https:\/\/github\.com\/mailtxt\/mailtxt\/blob\/[^/]+\/docs\/rules\/([a-z0-9-]+)\.md$/;

/** Converts a URI from the server into the one that the editor opens. Rule pages are part of the extension. */
export function toEditorUri(uri: string): vscode.Uri {
  const rule = PAGE.exec(uri)?.[1];
  if (rule === undefined) return vscode.Uri.parse(uri);
  return vscode.Uri.from({ scheme: 'command', path: commands.showRule, query: JSON.stringify([rule]) });
}

/** Shows the page of a rule from the release of this version. */
export function showRulePages(extension: vscode.Uri): vscode.Disposable {
  const pages = new RulePages(vscode.Uri.joinPath(extension, 'dist', 'rule-pages.json'));
  return vscode.Disposable.from(
    vscode.workspace.registerFileSystemProvider(rulePagesScheme, pages, {
      isReadonly: true,
      isCaseSensitive: true,
    }),
    vscode.commands.registerCommand(commands.showRule, async (rule?: unknown) => {
      const isRule = typeof rule === 'string' && /^[a-z0-9-]+$/.test(rule);
      const path = `/${isRule ? rule : 'README'}.md`;
      const page = vscode.Uri.from({ scheme: rulePagesScheme, path });
      await vscode.commands.executeCommand('markdown.showPreview', page);
    }),
  );
}

/** Serves the rule pages, which are packed in one file, as files that link to each other. */
class RulePages implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  private readonly packed: vscode.Uri;
  private pages: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

  constructor(packed: vscode.Uri) {
    this.packed = packed;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const permissions = vscode.FilePermission.Readonly;
    const always = { ctime: 0, mtime: 0, permissions };
    if (uri.path === '/') return { ...always, type: vscode.FileType.Directory, size: 0 };
    return { ...always, type: vscode.FileType.File, size: (await this.readFile(uri)).length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    this.pages ??= this.unpack();
    const page = (await this.pages).get(uri.path);
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return page;
  }

  async readDirectory(): Promise<[string, vscode.FileType][]> {
    this.pages ??= this.unpack();
    return [...(await this.pages).keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;

  private async unpack(): Promise<ReadonlyMap<string, Uint8Array>> {
    const octets = await vscode.workspace.fs.readFile(this.packed);
    const pages = JSON.parse(new TextDecoder().decode(octets)) as Readonly<Record<string, string>>;
    const encoder = new TextEncoder();
    return new Map(Object.entries(pages).map(([name, text]) => [`/${name}`, encoder.encode(text)]));
  }
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
