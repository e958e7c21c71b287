import * as vscode from 'vscode';
import { languageId } from './names.ts';

/** The zone file of the walkthrough, with one fault and an SPF record that includes another one. */
const text =
  (): string => `; ${vscode.l10n.t('An example for mailtxt. It is not saved, and nothing is published.')}
$ORIGIN example.com.
$TTL 3600
@        IN  SOA  ns1 hostmaster ( 2026010101 7200 3600 1209600 3600 )
         IN  NS   ns1
         IN  NS   ns2
         IN  MX   10 mail
         IN  TXT  "v=spf1 mx include:_spf.example.com +all"
_spf     IN  TXT  "v=spf1 a:news.example.com ip4:198.51.100.0/24 ~all"
_dmarc   IN  TXT  "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
ns1      IN  A    192.0.2.1
ns2      IN  A    198.51.100.1
mail     IN  A    192.0.2.25
news     IN  A    192.0.2.26
`;

const fault = '+all';
const record = 'v=spf1 mx';

/** Milliseconds after which the hover or the list of fixes opens even if the server has not reported the fault. */
const reportLimitMs = 10_000;

/** The example of the walkthrough, in an unsaved document. */
export class Example {
  private document: vscode.TextDocument | undefined;

  /** Opens the example at its fault and runs a command there, such as the one that shows the hover. */
  async showFault(command: string): Promise<void> {
    // If the reader fixed the fault, open a new example.
    if (this.document?.getText().includes(fault) === false) this.document = undefined;
    const { uri } = await this.show(fault);
    await reported(uri);
    await vscode.commands.executeCommand(command);
  }

  /** Opens the example at its SPF record. */
  async showRecord(): Promise<vscode.Location> {
    return await this.show(record);
  }

  private async show(term: string): Promise<vscode.Location> {
    if (this.document === undefined || this.document.isClosed) {
      this.document = await vscode.workspace.openTextDocument({ language: languageId, content: text() });
    }
    const { document } = this;
    const start = document.positionAt(Math.max(0, document.getText().indexOf(term)));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(start, start);
    return new vscode.Location(document.uri, start);
  }
}

/** Resolves when the document has a finding. */
function reported(uri: vscode.Uri): Promise<void> {
  const has = (): boolean => vscode.languages.getDiagnostics(uri).length > 0;
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, reportLimitMs);
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (has()) done();
    });
    if (has()) done();
  });
}
