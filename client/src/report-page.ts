import type { Location } from 'vscode-languageclient';

/** A report as the server sends it. */
export interface ReportText {
  readonly text: string;
  /** Absent if the report could not be created. `text` then gives the reason. */
  readonly page?: {
    readonly blocks: readonly ShownBlock[];
    readonly links: readonly Location[];
    readonly actions: readonly ShownAction[];
  };
}

/** An edit that a report offers. */
export interface ShownAction {
  readonly id: string;
  readonly title: string;
}

/** A block of a page. Links and actions are indices, so the page does not contain files or edits. */
export type ShownBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly words: ShownWords }
  | { readonly kind: 'verdict'; readonly style: string; readonly word: string; readonly text: string }
  | { readonly kind: 'paragraph'; readonly words: ShownWords; readonly action?: number }
  | { readonly kind: 'facts'; readonly rows: readonly ShownFact[] }
  | {
      readonly kind: 'table';
      readonly label: string;
      readonly columns: readonly { readonly title: string; readonly isCheck?: boolean }[];
      readonly rows: readonly ShownRow[];
    }
  | {
      readonly kind: 'list';
      readonly marker: 'number' | 'bullet' | 'none';
      readonly items: readonly ShownItem[];
    }
  | { readonly kind: 'tree'; readonly label: string; readonly nodes: readonly ShownNode[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'part'; readonly blocks: readonly ShownBlock[] }
  | { readonly kind: 'action'; readonly title: string; readonly action: number }
  | {
      readonly kind: 'copy';
      readonly title: string;
      readonly text: string;
      readonly heading: string;
      readonly blocks: readonly ShownBlock[];
    }
  | {
      readonly kind: 'diagram';
      readonly label: string;
      readonly limit: number;
      readonly nodes: readonly ShownCost[];
    }
  | { readonly kind: 'gap' };

export interface ShownRun {
  readonly text: string;
  readonly style?: string;
  readonly link?: number;
}

export type ShownWords = readonly ShownRun[];

export interface ShownFact {
  readonly label: string;
  readonly words: ShownWords;
  readonly at?: ShownRun;
  readonly action?: number;
  readonly details?: readonly ShownBlock[];
}

export interface ShownRow {
  readonly cells: readonly ShownWords[];
  readonly details?: readonly ShownBlock[];
}

export interface ShownItem {
  readonly words: ShownWords;
  readonly details?: readonly ShownBlock[];
}

export interface ShownNode {
  readonly words: ShownWords;
  readonly children: readonly ShownNode[];
}

export interface ShownCost {
  readonly words: ShownWords;
  readonly meaning: string;
  readonly lookups: number;
  readonly isOver: boolean;
  readonly children: readonly ShownCost[];
}

/** The texts of a page that are not part of a report. */
export interface PageTexts {
  readonly copy: string;
  readonly print: string;
  readonly apply: string;
  readonly overLimit: string;
  readonly updated: string;
}

/** A message from the extension to a page. */
export type MessageToPage =
  | {
      readonly kind: 'show';
      readonly title: string;
      readonly blocks: readonly ShownBlock[];
      readonly texts: PageTexts;
      /** The state that restores the page after a restart. */
      readonly state: unknown;
    }
  | { readonly kind: 'said'; readonly text: string };

/** A request from a page. Numbers are indices into the report from the server. */
export type MessageFromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly link: number }
  | { readonly kind: 'apply'; readonly action: number }
  /** The index of the part on the page; without it, the whole report. */
  | { readonly kind: 'copy'; readonly part?: number }
  /** The page as it is drawn, to be printed in a browser. */
  | { readonly kind: 'print'; readonly html: string };
