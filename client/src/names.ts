/** Names that package.json also uses. A test compares the two. */
export const languageId = 'dns-zone';

/** The view type of report pages. The editor uses it to start the extension and restore a page. */
export const reportView = 'mailtxt.report';

/** The URI scheme of rule pages, which the extension ships in one file. */
export const rulePagesScheme = 'mailtxt-rules';

/** The id of the client, and the prefix of settings, commands and `mailtxt.trace.server`. */
export const section = 'mailtxt';

export const commands = {
  addRecords: 'mailtxt.addRecords',
  declareSenders: 'mailtxt.declareSenders',
  previewPolicy: 'mailtxt.previewPolicy',
  explain: 'mailtxt.explain',
  openWalkthrough: 'mailtxt.openWalkthrough',
  refreshDns: 'mailtxt.refreshDns',
  restart: 'mailtxt.restart',
  showOutput: 'mailtxt.showOutput',
  showRule: 'mailtxt.showRule',
  showSenders: 'mailtxt.showSenders',
  showSpfLookups: 'mailtxt.showSpfLookups',
  simulate: 'mailtxt.simulate',
  toggleDns: 'mailtxt.toggleDns',
  tryFault: 'mailtxt.tryFault',
  tryFix: 'mailtxt.tryFix',
  tryLookups: 'mailtxt.tryLookups',
} as const;

/** The setting below `section`. */
export const dnsMode = 'dns.mode';

/** The server's names of notifications that are not part of the protocol. */
export const messages = {
  dnsStatus: 'mailtxt/dnsStatus',
  refreshDns: 'mailtxt/refreshDns',
  unread: 'mailtxt/unread',
  workspaceStatus: 'mailtxt/workspaceStatus',
  workspaceTrusted: 'mailtxt/workspaceTrusted',
} as const;

export const configFile = '.mailtxt.json';

/** Files that show that a folder has records even if none of its files is open: the settings of mailtxt, CDKTF, Terragrunt and DNSControl. */
export const folderFiles = [configFile, 'cdktf.json', 'terragrunt.hcl', 'dnsconfig.js'] as const;

/** Bounces and logs. The server reads those that the settings list. */
export const bouncePattern = '**/*.{eml,msg,log,txt}';

/** The id of the walkthrough, without the id of the extension. */
export const walkthrough = 'start';

export const spfLookupsView = 'mailtxt.spfLookups';
export const sendersView = 'mailtxt.senders';

/** The context key that is true after a file with records was opened. Until then, the views and the commands for records are hidden. */
export const hasZonesContext = 'mailtxt.hasZones';

/** The server's names of requests that are not part of the protocol. */
export const requests = {
  applyExplainedFix: 'mailtxt/applyExplainedFix',
  applyPolicyFix: 'mailtxt/applyPolicyFix',
  checkMail: 'mailtxt/checkMail',
  explain: 'mailtxt/explain',
  fetchFiles: 'mailtxt/fetchFiles',
  firstSettings: 'mailtxt/firstSettings',
  generate: 'mailtxt/generate',
  generateOptions: 'mailtxt/generateOptions',
  senders: 'mailtxt/senders',
  sendersChanged: 'mailtxt/sendersChanged',
  sendersTree: 'mailtxt/sendersTree',
  simulate: 'mailtxt/simulate',
  spfTree: 'mailtxt/spfTree',
  spfTreeChanged: 'mailtxt/spfTreeChanged',
} as const;
