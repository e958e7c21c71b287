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

/** What LSP has no words for. An editor without them loses a view and two commands, and nothing else. */

export interface SpfTreeParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** An index of the `zones` of an earlier answer: the first one where it is left out. */
  readonly zone?: number;
}

/** What a term of an SPF record costs; the first one is the record itself. */
export interface SpfTreeItem {
  /** `include:_spf.example.net` */
  readonly label: string;
  /** `3 (7 so far)` */
  readonly detail: string;
  /** `3 lookups; 7 of 10 up to here` */
  readonly meaning: string;
  readonly remark: { readonly kind: 'error' | 'warning' | 'unknown'; readonly text: string } | null;
  /** Where its lookups are known from. */
  readonly source: string | null;
  /** With it the check goes past the limit. */
  readonly isOver: boolean;
  /** The record it leads to, or the term itself. */
  readonly location: Location | null;
  readonly children: readonly SpfTreeItem[];
  /** Of the record itself: the zones that use the file, where there are several. */
  readonly zones?: readonly string[];
}

/** The tree of the SPF record at a position; null where no such record stands. */
export const SpfTreeRequest = new RequestType<SpfTreeParams, SpfTreeItem | null, void>('mailtxt/spfTree');

/** To an editor that shows the tree: it may be another now. */
export const SpfTreeChangedNotification = new NotificationType0('mailtxt/spfTreeChanged');

export interface SimulateParams {
  /** The document that the question is asked in: of several zones with one name, its zone answers. */
  readonly textDocument?: { readonly uri: string };
  readonly mail: TypedMail;
}

/** A text for people, and the places of it that lead somewhere. */
export interface ReportText {
  readonly text: string;
  readonly links: readonly ReportLink[];
  /** The lines that offer an edit. */
  readonly fixes: readonly ExplainedFix[];
  /** The reports in it that are there to be copied. */
  readonly copies: readonly CopyableReport[];
  /** The same as a document, for an editor that says in its greeting that it shows `pages`. */
  readonly page?: ReportPage;
}

/** A report as blocks. Their links and actions are indices of the lists here. */
export interface ReportPage {
  readonly blocks: readonly PageBlock<number, number>[];
  readonly links: readonly Location[];
  readonly actions: readonly { readonly id: string; readonly title: string }[];
}

export interface ReportLink {
  readonly range: Range;
  /** A URI with the line as its fragment. */
  readonly target: string;
}

/** Would this mail pass? */
export const SimulateRequest = new RequestType<SimulateParams, ReportText | MailFault, void>(
  'mailtxt/simulate',
);

/** The first thing that is wrong with a mail of which not everything is said yet. */
export const CheckMailRequest = new RequestType<Partial<TypedMail>, MailFault | null, void>(
  'mailtxt/checkMail',
);

/** What a bounce, an answer of a server or a log means. */
export const ExplainRequest = new RequestType<{ readonly text: string }, ReportText, void>('mailtxt/explain');

export interface CopyableReport {
  /** The line of the text that is its heading. */
  readonly line: number;
  readonly title: string;
  /** What is copied: the report without the explanation around it. */
  readonly text: string;
}

export interface ExplainedFix {
  /** The line of the text that says it. */
  readonly line: number;
  readonly title: string;
}

/** Has the editor make an edit that the explanation of the text offers, as it is worked out now. True when it did. */
export const ApplyExplainedFixRequest = new RequestType<
  { readonly text: string; readonly title: string },
  boolean,
  void
>('mailtxt/applyExplainedFix');

export interface SendersParams {
  /** The senders under this policy, and the plan to get there: `none`, `quarantine` or `reject`. Without it, as they are. */
  readonly policy?: unknown;
}

/** Who sends mail for the domains of the open files, and what receivers do with it. */
export const SendersRequest = new RequestType<SendersParams, ReportText, void>('mailtxt/senders');

export interface PolicyFixParams {
  readonly policy: unknown;
  /** The id of an action of its page. */
  readonly fix: unknown;
}

/** Has the editor make an edit that the report on a policy offers, as it is worked out now. True when it did. */
export const ApplyPolicyFixRequest = new RequestType<PolicyFixParams, boolean, void>(
  'mailtxt/applyPolicyFix',
);

/** The same as a tree: a domain, a sender of it, or what SPF, DKIM or DMARC makes of the sender. */
export interface SendersItem {
  /** The same as long as it is about the same. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly meaning: string;
  readonly state: 'domain' | 'good' | 'warning' | 'error' | 'unknown' | 'implied';
  readonly location: Location | null;
  readonly children: readonly SendersItem[];
}

export interface SendersTreeParams {
  /** A DMARC policy under which the senders are shown: `none`, `quarantine` or `reject`. Without it, the published one. */
  readonly policy?: unknown;
}

/** null where it was asked in vain: something changed meanwhile, or went wrong. */
export const SendersTreeRequest = new RequestType<SendersTreeParams, readonly SendersItem[] | null, void>(
  'mailtxt/sendersTree',
);

/** To an editor that shows the tree: it may be another now. */
export const SendersChangedNotification = new NotificationType0('mailtxt/sendersChanged');

/** The settings file of the open files, with the text of a first one where there is none. */
export interface FirstSettingsResult {
  readonly uri: string;
  /** null: the file is there. */
  readonly text: string | null;
  /** Of a file that is there: the edits that add senders which are missing in it. */
  readonly edits?: readonly TextEdit[];
  /** What they add: `example.com: "google-workspace"`. */
  readonly added?: readonly string[];
}

/** null where no file is open that lies in a folder. */
export const FirstSettingsRequest = new RequestType<object, FirstSettingsResult | null, void>(
  'mailtxt/firstSettings',
);

export interface GenerateOptionsParams {
  readonly textDocument: { readonly uri: string };
  /** Without it, the first one of the document. */
  readonly domain?: string;
}

/** What records can be generated into a document. */
export interface GenerateOptionsResult {
  readonly kinds: readonly {
    readonly id: string;
    readonly title: string;
    readonly detail: string;
    /** Members of {@link GenerateParams} that have to be given, and those that may be left out. */
    readonly needs: readonly string[];
    readonly takes: readonly string[];
  }[];
  readonly domains: readonly string[];
  /** For `stage`: what each asks of receivers (`p=quarantine; t=y`), and for how many days at least; 0 for the last one. */
  readonly stages: readonly { readonly name: string; readonly tags: string; readonly days: number }[];
  /** For `services`, those first that the records of the domain show. */
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly lookups: number;
    /** `5 lookups` */
    readonly cost: string;
    readonly isLikely: boolean;
  }[];
  /** Lookups of SPF that are there in any case, and those that receivers allow. */
  readonly ownLookups: number;
  readonly maxLookups: number;
}

/** What can be asked of `mailtxt/generate` in a document. null: it is not known. */
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
  /** A mail address for reports; without it, a mailbox of the domain. */
  readonly reportAddress?: string;
  /** For `mta-sts`: the web server that serves the policy. */
  readonly policyHost?: string;
  /** For `dkim`. */
  readonly selector?: string;
  /** For `dkim`: the text of a file with the public key. */
  readonly key?: string;
}

export interface GenerateResult {
  /** Why there is nothing, in a sentence for people. */
  readonly fault: string | null;
  /** The records that the edit adds or changes, as a zone file would have them. */
  readonly records: readonly { readonly owner: string; readonly type: string; readonly data: string }[];
  /** Records that are there already. */
  readonly existing: readonly {
    readonly owner: string;
    readonly type: string;
    readonly data: string;
    readonly location: Location | null;
  }[];
  /** null where the files do not show where to put the records: they have to be copied. */
  readonly edit: WorkspaceEdit | null;
  /** Files that have to be published beside the records. */
  readonly files: readonly { readonly name: string; readonly url: string; readonly text: string }[];
  /** What the user has to know or to do, in sentences. */
  readonly notes: readonly string[];
}

/** Records for mail of a domain, and the edit that adds them. Nothing is changed. */
export const GenerateRequest = new RequestType<GenerateParams, GenerateResult, void>('mailtxt/generate');

/** URIs of folders whose entries are wanted, and of files whose content is. Files of more octets come without. */
export interface FetchFilesParams {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  readonly most: number;
}

/** What is brought of a file; without octets where it is too large. `modified`: milliseconds since 1970. */
export interface FetchedContent {
  readonly octets?: Uint8Array;
  readonly size: number;
  readonly modified: number;
}

/** In the order of the question; null for what is not there, or cannot be read. Links are left out of folders. */
export interface FetchedFiles {
  readonly folders: readonly (readonly (readonly [name: string, kind: 'file' | 'folder'])[] | null)[];
  readonly files: readonly (FetchedContent | null)[];
}

/** The server asks the client for files: only that one reads where they are. */
export const FetchFilesRequest = new RequestType<FetchFilesParams, FetchedFiles, void>('mailtxt/fetchFiles');
