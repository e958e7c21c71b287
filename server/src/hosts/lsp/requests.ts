import {
  NotificationType0,
  RequestType,
  type Location,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
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
export const ExplainRequest = new RequestType<{ readonly text: string }, ExplanationText, void>(
  'mailtxt/explain',
);

/** An explanation, the edits that it offers, and the reports in it that are there to be copied. */
export interface ExplanationText extends ReportText {
  readonly fixes: readonly ExplainedFix[];
  readonly copies: readonly CopyableReport[];
}

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

/** Who sends mail for the domains of the open files, and what receivers make of it. */
export const SendersRequest = new RequestType<object, ReportText, void>('mailtxt/senders');

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
