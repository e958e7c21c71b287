/** What package.json calls things. A test compares the two. */
export const languageId = 'dns-zone';

/** Reports as pages. The editor starts the extension for a page of the last time by this name. */
export const reportView = 'mailtxt.report';

/** URIs of the pages of rules, which the extension has in one file. */
export const rulePagesScheme = 'mailtxt-rules';

/** The id of the client: settings, commands and `mailtxt.trace.server` are below it. */
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

/** Below the section. */
export const dnsMode = 'dns.mode';

/** Notifications that are no part of the protocol: what the server calls them. */
export const messages = {
  dnsStatus: 'mailtxt/dnsStatus',
  refreshDns: 'mailtxt/refreshDns',
  unread: 'mailtxt/unread',
  workspaceStatus: 'mailtxt/workspaceStatus',
  workspaceTrusted: 'mailtxt/workspaceTrusted',
} as const;

export const configFile = '.mailtxt.json';

/** Files that show that a folder has records, even if no file of it is open: our settings, and those of CDKTF, Terragrunt and DNSControl. */
export const folderFiles = [configFile, 'cdktf.json', 'terragrunt.hcl', 'dnsconfig.js'] as const;

/** Mail that came back, and logs: the server looks at those that the settings name. */
export const bouncePattern = '**/*.{eml,msg,log,txt}';

/** The id of the walkthrough, after the id of the extension. */
export const walkthrough = 'start';

export const spfLookupsView = 'mailtxt.spfLookups';
export const sendersView = 'mailtxt.senders';

/** True when a file with records was opened: without one, the views and the commands for records are hidden. */
export const hasZonesContext = 'mailtxt.hasZones';

/** What the server calls that which is no part of the protocol. */
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
