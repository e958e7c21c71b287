import * as vscode from 'vscode';
import { requests } from './names.ts';
import type { ReportText } from './report-page.ts';
import type { ReportSource } from './report-panels.ts';

/** The page that shows the senders of the domains in the open files, and what receivers do with their mail. */
export const sendersReport: ReportSource<null> = {
  title: vscode.l10n.t('Mail Senders'),
  read: () => null,
  load: (client) => client.sendRequest<ReportText>(requests.senders, {}),
};

/** The page that shows what would happen to their mail under a DMARC policy, and the plan to get there. */
export const policyReport: ReportSource<string> = {
  title: vscode.l10n.t('DMARC Policy Preview'),
  read: (kept) => (typeof kept === 'string' ? kept : undefined),
  load: (client, policy) => client.sendRequest<ReportText>(requests.senders, { policy }),
  apply: (client, policy, { id }) =>
    client.sendRequest<boolean>(requests.applyPolicyFix, { policy, fix: id }),
};
