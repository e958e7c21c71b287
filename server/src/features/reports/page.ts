import type { DocumentPath, Fix } from '../../analysis/finding.ts';
import type { Range } from '../../text/range.ts';
import type { Style } from './paint.ts';

/**
 * A report as a document: its content without its appearance. The command line and editors without pages show it as text ({@link
 * renderText}), VS Code as a page. Every text in it is data: a renderer makes it printable, and never interprets it as markup.
 *
 * `L` is the target of a link and `A` the effect of an action. A host that sends the report replaces them with numbers.
 */
export type PageBlock<L = PagePlace, A = Fix> =
  | PageHeading<L>
  | PageVerdict
  | PageParagraph<L, A>
  | PageFacts<L, A>
  | PageTable<L, A>
  | PageList<L, A>
  | PageTree<L>
  | PageCode
  | PagePart<L, A>
  | PageAction<A>
  | PageCopy<L, A>
  | PageDiagram<L>
  | PageGap;

/** The target of a link; without a range, the file. */
export interface PagePlace {
  readonly path: DocumentPath;
  readonly range: Range | undefined;
}

/** A piece of text in one style. */
export interface PageRun<L = PagePlace> {
  readonly text: string;
  readonly style?: Style;
  readonly link?: L;
}

export type PageWords<L = PagePlace> = readonly PageRun<L>[];

export interface PageHeading<L = PagePlace> {
  readonly kind: 'heading';
  /** The title of the page is level 1. */
  readonly level: 2 | 3;
  readonly words: PageWords<L>;
}

/** The result of the whole report. */
export interface PageVerdict {
  readonly kind: 'verdict';
  readonly style: Style;
  /** One word: `rejected` */
  readonly word: string;
  readonly text: string;
}

export interface PageParagraph<L = PagePlace, A = Fix> {
  readonly kind: 'paragraph';
  readonly words: PageWords<L>;
  /** The edit that it describes. A page shows a button for it. */
  readonly action?: A;
}

/** Labels with their values. */
export interface PageFacts<L = PagePlace, A = Fix> {
  readonly kind: 'facts';
  readonly rows: readonly PageFact<L, A>[];
  readonly text: {
    /** Columns of the label in the text form. */
    readonly label: number;
    readonly style?: Style;
  };
}

export interface PageFact<L = PagePlace, A = Fix> {
  readonly label: string;
  readonly words: PageWords<L>;
  /** The source of the fact: after the words if it fits, otherwise on its own line. */
  readonly at?: PageRun<L>;
  /** The edit that it describes. A page shows a button for it. */
  readonly action?: A;
  readonly details?: readonly PageBlock<L, A>[];
}

export interface PageTable<L = PagePlace, A = Fix> {
  readonly kind: 'table';
  /** A description of the list for screen readers. */
  readonly label: string;
  readonly columns: readonly PageColumn[];
  /** Whether the text form begins with the titles of the columns. */
  readonly head: boolean;
  /** Columns of the text form by which details are indented further than their row; 2 by default. */
  readonly detailsIndent?: number;
  readonly rows: readonly PageRow<L, A>[];
}

export interface PageColumn {
  readonly title: string;
  /** Columns of the text form; by default, the rest of the line. */
  readonly width?: number;
  /** Whether the cells are results of a check. A page adds a symbol for their style. */
  readonly isCheck?: boolean;
}

/** The first cell is the heading of the row. */
export interface PageRow<L = PagePlace, A = Fix> {
  readonly cells: readonly PageWords<L>[];
  readonly details?: readonly PageBlock<L, A>[];
}

export interface PageList<L = PagePlace, A = Fix> {
  readonly kind: 'list';
  readonly marker: 'number' | 'bullet' | 'none';
  readonly items: readonly PageItem<L, A>[];
}

export interface PageItem<L = PagePlace, A = Fix> {
  readonly words: PageWords<L>;
  readonly details?: readonly PageBlock<L, A>[];
}

export interface PageTree<L = PagePlace> {
  readonly kind: 'tree';
  readonly label: string;
  readonly nodes: readonly PageNode<L>[];
}

export interface PageNode<L = PagePlace> {
  readonly words: PageWords<L>;
  readonly children: readonly PageNode<L>[];
}

/** Lines as in a file. */
export interface PageCode {
  readonly kind: 'code';
  readonly lines: readonly string[];
}

/** A group of blocks, which the text form indents. */
export interface PagePart<L = PagePlace, A = Fix> {
  readonly kind: 'part';
  readonly blocks: readonly PageBlock<L, A>[];
}

/** An edit that is offered. */
export interface PageAction<A = Fix> {
  readonly kind: 'action';
  readonly title: string;
  readonly action: A;
}

/** A part to copy. */
export interface PageCopy<L = PagePlace, A = Fix> {
  readonly kind: 'copy';
  /** The title of the button. */
  readonly title: string;
  /** The text to copy. */
  readonly text: string;
  readonly heading: string;
  readonly blocks: readonly PageBlock<L, A>[];
}

/** The lookups of an SPF record, term by term. The text form omits it. */
export interface PageDiagram<L = PagePlace> {
  readonly kind: 'diagram';
  readonly label: string;
  /** The maximum number of lookups. */
  readonly limit: number;
  readonly nodes: readonly PageCost<L>[];
}

export interface PageCost<L = PagePlace> {
  readonly words: PageWords<L>;
  /** In words: `at least 3 lookups; 7 of 10 up to here` */
  readonly meaning: string;
  /** Lookups of the term, including those below it. */
  readonly lookups: number;
  readonly isOver: boolean;
  readonly children: readonly PageCost<L>[];
}

/** An empty line of the text form. Pages have their own spacing. */
export interface PageGap {
  readonly kind: 'gap';
}

export const GAP: PageGap = { kind: 'gap' };

/** Text in a style. */
export function styled(style: Style, text: string): PageRun {
  return { text, style };
}

/** A text with a link. If `style` is omitted, the text form shows it without a style. */
export function linked(text: string, place: PagePlace, style?: Style): PageRun {
  return style === undefined ? { text, link: place } : { text, link: place, style };
}

export function words(text: string): PageWords {
  return [{ text }];
}
