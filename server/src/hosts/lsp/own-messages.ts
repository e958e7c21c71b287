/** Notifications that are ours, and no part of the protocol. Only our own client sends or gets them. */
export const DNS_STATUS = 'mailtxt/dnsStatus';
export const REFRESH_DNS = 'mailtxt/refreshDns';
/** The user trusts the workspace from now on. */
export const WORKSPACE_TRUSTED = 'mailtxt/workspaceTrusted';

/** Whether the workspace is being read, and what was left out. */
export const WORKSPACE_STATUS = 'mailtxt/workspaceStatus';

export interface WorkspaceStatus {
  readonly isReading: boolean;
  /** The limits that were reached: "more than 50,000 files". */
  readonly notRead: readonly string[];
}

/** What was not examined of the workspace. */
export const UNREAD = 'mailtxt/unread';

export interface UnreadStatus {
  /** A few lines, each of which "Not checked: " may begin. */
  readonly lines: readonly string[];
  /** How many entries they stand for. */
  readonly count: number;
}

/** How the DNS is asked. */
export interface DnsStatus {
  readonly mode: 'off' | 'file' | 'live';
  readonly trusted: boolean;
  /** `NAME TYPE` of each question to which a server failed, or kept silent. */
  readonly failed: readonly string[];
  /** What a limit kept from being asked, in sentences. */
  readonly notAsked?: readonly string[];
  /** Why DNS is not used as the settings say: a fault in them, or of the resolver. */
  readonly problem?: string;
}
