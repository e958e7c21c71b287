/** Notifications that are ours, and no part of the protocol. Only our own client sends or gets them. */
export const DNS_STATUS = 'mailtxt/dnsStatus';
export const REFRESH_DNS = 'mailtxt/refreshDns';
/** The user trusts the workspace from now on. */
export const WORKSPACE_TRUSTED = 'mailtxt/workspaceTrusted';

/** How the DNS is asked. */
export interface DnsStatus {
  readonly mode: 'off' | 'file' | 'live';
  readonly trusted: boolean;
  /** `NAME TYPE` of each question to which a server failed, or kept silent. */
  readonly failed: readonly string[];
  /** What keeps it from being as the settings say. */
  readonly problem?: string;
}
