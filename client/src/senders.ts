import type { LanguageClient } from 'vscode-languageclient/node';
import { requests } from './names.ts';
import type { ReportDocuments, ReportText } from './reports.ts';

const title = 'Who Sends';

/** Shows who sends mail for the domains of the open files, and what receivers make of it. */
export async function showSenders(client: LanguageClient, reports: ReportDocuments): Promise<void> {
  await reports.show(title, await client.sendRequest<ReportText>(requests.senders, {}));
}
