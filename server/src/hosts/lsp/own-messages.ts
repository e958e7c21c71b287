/** Notifications of mailtxt that are not part of the protocol. Only our own client sends or receives them. */
export const DNS_STATUS = 'mailtxt/dnsStatus';
export const REFRESH_DNS = 'mailtxt/refreshDns';
/** The user now trusts the workspace. */
export const WORKSPACE_TRUSTED = 'mailtxt/workspaceTrusted';

/** Whether the workspace is being read, and what was not read. */
export const WORKSPACE_STATUS = 'mailtxt/workspaceStatus';

export interface WorkspaceStatus {
  readonly isReading: boolean;
  /** The limits that were reached: "50,000 files". */
  readonly notRead: readonly string[];
}

/** What was not checked in the workspace. */
export const UNREAD = 'mailtxt/unread';

export interface UnreadStatus {
  /** A few lines, each of which may follow "Not checked: ". */
  readonly lines: readonly string[];
  /** The number of entries that the lines summarize. */
  readonly count: number;
}

/** How DNS is used. */
export interface DnsStatus {
  readonly mode: 'off' | 'file' | 'live';
  readonly trusted: boolean;
  /** `NAME TYPE` of each query that failed or timed out. */
  readonly failed: readonly string[];
  /** Sentences about queries that a limit prevented. */
  readonly notAsked?: readonly string[];
  /** Why DNS is not used as the settings say: a problem in the settings, or a fault of the resolver. */
  readonly problem?: string;
}
