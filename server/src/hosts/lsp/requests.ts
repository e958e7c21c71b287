import {
  NotificationType0,
  RequestType,
  type Location,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { PageBlock } from '../../features/reports/page.ts';
import type { MailFault, TypedMail } from '../../features/mail-question.ts';

/** Requests beyond LSP. An editor without them only lacks some views and commands. */

export interface SpfTreeParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** An index of the `zones` of an earlier answer. Default: the first one. */
  readonly zone?: number;
}

/** The lookups of a term of an SPF record. The root is the record itself. */
export interface SpfTreeItem {
  /** `include:_spf.example.net` */
  readonly label: string;
  /** `3 (7 so far)` */
  readonly detail: string;
  /** `3 lookups; 7 of 10 up to here` */
  readonly meaning: string;
  readonly remark: { readonly kind: 'error' | 'warning' | 'unknown'; readonly text: string } | null;
  /** The source of the record that determines its lookups. */
  readonly source: string | null;
  /** Whether the check exceeds the limit with this term. */
  readonly isOver: boolean;
  /** The record that the term refers to, or the term itself. */
  readonly location: Location | null;
  readonly children: readonly SpfTreeItem[];
  /** For the record itself: the zones that use the file, if there are several. */
  readonly zones?: readonly string[];
}

/** The tree of the SPF record at a position. null if there is no such record. */
export const SpfTreeRequest = new RequestType<SpfTreeParams, SpfTreeItem | null, void>('mailtxt/spfTree');

/** Tells an editor that shows the tree that it may have changed. */
export const SpfTreeChangedNotification = new NotificationType0('mailtxt/spfTreeChanged');

export interface SimulateParams {
  /** The document that the question refers to: if several zones have the same name, its zone is used. */
  readonly textDocument?: { readonly uri: string };
  readonly mail: TypedMail;
}

/** A text for users, and its links. */
export interface ReportText {
  readonly text: string;
  readonly links: readonly ReportLink[];
  /** The lines that offer an edit. */
  readonly fixes: readonly ExplainedFix[];
  /** The reports in the text that are intended to be copied. */
  readonly copies: readonly CopyableReport[];
  /** The same as a page, for an editor that sets `pages` in its initialization options. */
  readonly page?: ReportPage;
}

/** A report as blocks. Links and actions in the blocks are indices of these lists. */
export interface ReportPage {
  readonly blocks: readonly PageBlock<number, number>[];
  readonly links: readonly Location[];
  readonly actions: readonly { readonly id: string; readonly title: string }[];
}

export interface ReportLink {
  readonly range: Range;
  /** A URI with the line in its fragment. */
  readonly target: string;
}

/** Whether a message would pass SPF, DKIM and DMARC. */
export const SimulateRequest = new RequestType<SimulateParams, ReportText | MailFault, void>(
  'mailtxt/simulate',
);

/** The first fault in the description of a message, which may be incomplete. */
export const CheckMailRequest = new RequestType<Partial<TypedMail>, MailFault | null, void>(
  'mailtxt/checkMail',
);

/** The meaning of a bounce, a reply of a server or a log. */
export const ExplainRequest = new RequestType<{ readonly text: string }, ReportText, void>('mailtxt/explain');

export interface CopyableReport {
  /** The line of the text that is its heading. */
  readonly line: number;
  readonly title: string;
  /** The text to copy: the report without the explanation around it. */
  readonly text: string;
}

export interface ExplainedFix {
  /** The line of the text with the title. */
  readonly line: number;
  readonly title: string;
}

/** Computes an edit that the explanation of the text offers, and has the editor apply it. Returns whether it was applied. */
export const ApplyExplainedFixRequest = new RequestType<
  { readonly text: string; readonly title: string },
  boolean,
  void
>('mailtxt/applyExplainedFix');

export interface SendersParams {
  /** Shows the senders under this policy, and the plan to get there: `none`, `quarantine` or `reject`. Default: the published policy. */
  readonly policy?: unknown;
}

/** The senders for the domains of the open files, and what receivers do with their mail. */
export const SendersRequest = new RequestType<SendersParams, ReportText, void>('mailtxt/senders');

export interface PolicyFixParams {
  readonly policy: unknown;
  /** The id of an action of its page. */
  readonly fix: unknown;
}

/** Computes an edit that the report on a policy offers, and has the editor apply it. Returns whether it was applied. */
export const ApplyPolicyFixRequest = new RequestType<PolicyFixParams, boolean, void>(
  'mailtxt/applyPolicyFix',
);

/** An item of the tree of senders: a domain, one of its senders, or the result of SPF, DKIM or DMARC for the sender. */
export interface SendersItem {
  /** Stays the same as long as the item has the same subject. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly meaning: string;
  readonly state: 'domain' | 'good' | 'warning' | 'error' | 'unknown' | 'implied';
  readonly location: Location | null;
  readonly children: readonly SendersItem[];
}

export interface SendersTreeParams {
  /** The DMARC policy to show the senders under: `none`, `quarantine` or `reject`. Default: the published policy. */
  readonly policy?: unknown;
}

/** null if the request failed, or if something changed in the meantime. */
export const SendersTreeRequest = new RequestType<SendersTreeParams, readonly SendersItem[] | null, void>(
  'mailtxt/sendersTree',
);

/** Tells an editor that shows the tree that it may have changed. */
export const SendersChangedNotification = new NotificationType0('mailtxt/sendersChanged');

/** The settings file of the open files, or the text of an initial one if there is none. */
export interface FirstSettingsResult {
  readonly uri: string;
  /** null: the file exists. */
  readonly text: string | null;
  /** For an existing file: the edits that add missing senders. */
  readonly edits?: readonly TextEdit[];
  /** What the edits add: `example.com: "google-workspace"`. */
  readonly added?: readonly string[];
}

/** null if no file in a folder is open. */
export const FirstSettingsRequest = new RequestType<object, FirstSettingsResult | null, void>(
  'mailtxt/firstSettings',
);

export interface GenerateOptionsParams {
  readonly textDocument: { readonly uri: string };
  /** Default: the first domain of the document. */
  readonly domain?: string;
}

/** The records that can be generated into a document. */
export interface GenerateOptionsResult {
  readonly kinds: readonly {
    readonly id: string;
    readonly title: string;
    readonly detail: string;
    /** Required and optional members of {@link GenerateParams}. */
    readonly needs: readonly string[];
    readonly takes: readonly string[];
  }[];
  readonly domains: readonly string[];
  /** For `stage`: the tags of each stage (`p=quarantine; t=y`), and its minimum number of days. 0 for the last one. */
  readonly stages: readonly { readonly name: string; readonly tags: string; readonly days: number }[];
  /** For `services`. Those that the records of the domain imply come first. */
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly lookups: number;
    /** `5 lookups` */
    readonly cost: string;
    readonly isLikely: boolean;
  }[];
  /** SPF lookups that are used in any case, and the number that receivers allow. */
  readonly ownLookups: number;
  readonly maxLookups: number;
}

/** The options of `mailtxt/generate` in a document. null: the document is unknown. */
export const GenerateOptionsRequest = new RequestType<
  GenerateOptionsParams,
  GenerateOptionsResult | null,
  void
>('mailtxt/generateOptions');

export interface GenerateParams {
  readonly textDocument: { readonly uri: string };
  /** An id of {@link GenerateOptionsResult.kinds}. */
  readonly kind: string;
  readonly domain: string;
  /** Ids of services, for `spf`. */
  readonly services?: readonly string[];
  /** For `dmarc`: `monitor`, `trial`, `quarantine` or `reject`. */
  readonly stage?: string;
  /** An email address for reports. Default: a mailbox of the domain. */
  readonly reportAddress?: string;
  /** For `mta-sts`: the web server that serves the policy. */
  readonly policyHost?: string;
  /** For `dkim`. */
  readonly selector?: string;
  /** For `dkim`: the text of a file with the public key. */
  readonly key?: string;
}

export interface GenerateResult {
  /** A sentence for users that says why there is no result. */
  readonly fault: string | null;
  /** The records that the edit adds or changes, in zone file format. */
  readonly records: readonly { readonly owner: string; readonly type: string; readonly data: string }[];
  /** Records that already exist. */
  readonly existing: readonly {
    readonly owner: string;
    readonly type: string;
    readonly data: string;
    readonly location: Location | null;
  }[];
  /** null if the files do not show where to put the records, so the user has to copy them. */
  readonly edit: WorkspaceEdit | null;
  /** Files that must be published in addition to the records. */
  readonly files: readonly { readonly name: string; readonly url: string; readonly text: string }[];
  /** Sentences about what the user needs to know or do. */
  readonly notes: readonly string[];
}

/** The mail records of a domain, and the edit that adds them. The request changes nothing. */
export const GenerateRequest = new RequestType<GenerateParams, GenerateResult, void>('mailtxt/generate');

/** URIs of folders whose entries are requested, and of files whose content is. Larger files are returned without content. */
export interface FetchFilesParams {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  readonly most: number;
}

/** The content of a file, without octets if it is too large. `modified`: milliseconds since 1970. */
export interface FetchedContent {
  readonly octets?: Uint8Array;
  readonly size: number;
  readonly modified: number;
}

/** In the order of the request. null for what does not exist or cannot be read. Folders are returned without symbolic links. */
export interface FetchedFiles {
  readonly folders: readonly (readonly (readonly [name: string, kind: 'file' | 'folder'])[] | null)[];
  readonly files: readonly (FetchedContent | null)[];
}

/** A request from the server to the client for files that only the client can read. */
export const FetchFilesRequest = new RequestType<FetchFilesParams, FetchedFiles, void>('mailtxt/fetchFiles');
