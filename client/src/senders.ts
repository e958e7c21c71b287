import { requests } from './names.ts';
import type { ReportText } from './report-page.ts';
import type { ReportSource } from './report-panels.ts';

/** Who sends mail for the domains of the open files, and what receivers do with it, as a page. */
export const sendersReport: ReportSource<null> = {
  title: 'Mail Senders',
  read: () => null,
  load: (client) => client.sendRequest<ReportText>(requests.senders, {}),
};

/** What would happen to their mail under a DMARC policy, and the plan to get there, as a page. */
export const policyReport: ReportSource<string> = {
  title: 'DMARC Policy Preview',
  read: (kept) => (typeof kept === 'string' ? kept : undefined),
  load: (client, policy) => client.sendRequest<ReportText>(requests.senders, { policy }),
  apply: (client, policy, { id }) =>
    client.sendRequest<boolean>(requests.applyPolicyFix, { policy, fix: id }),
};
