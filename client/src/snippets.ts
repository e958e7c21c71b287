import * as vscode from 'vscode';
import { languageId } from './names.ts';

/** A snippet in the format of VS Code. */
interface Snippet {
  readonly prefix: string | readonly string[];
  readonly body: string | readonly string[];
  readonly description: string;
}

/** A word at the start of a line, such as `v=spf1`. */
const FIRST_WORD = /^[\w=.-]*$/;

/**
 * Offers the snippets for zone files where a record can begin. VS Code would offer snippets from the manifest everywhere, even
 * within the text of a key.
 */
export function offerSnippets(extension: vscode.Uri): vscode.Disposable {
  let read: Promise<readonly (readonly [string, Snippet])[]> | undefined;
  return vscode.languages.registerCompletionItemProvider(languageId, {
    async provideCompletionItems(document, position) {
      const start = position.with({ character: 0 });
      const range = new vscode.Range(start, position);
      if (!FIRST_WORD.test(document.getText(range))) return [];
      read ??= snippetsIn(vscode.Uri.joinPath(extension, 'snippets', 'dns-zone.json'));
      const snippets = await read;
      return snippets.flatMap(([name, { prefix, body, description }]) =>
        [prefix].flat().map((word) => {
          const item = new vscode.CompletionItem(word, vscode.CompletionItemKind.Snippet);
          item.detail = name;
          item.documentation = description;
          item.insertText = new vscode.SnippetString([body].flat().join('\n'));
          item.range = range;
          // Sort after the owner names that the zone lacks.
          item.sortText = `~${word}`;
          return item;
        }),
      );
    },
  });
}

async function snippetsIn(file: vscode.Uri): Promise<readonly (readonly [string, Snippet])[]> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return Object.entries(JSON.parse(text) as Readonly<Record<string, Snippet>>);
}
