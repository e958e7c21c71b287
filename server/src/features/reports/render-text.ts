import { toColumns } from '../../text/columns.ts';
import { printable } from '../../text/printable.ts';
import type {
  PageBlock,
  PageCopy,
  PageFact,
  PageNode,
  PageRow,
  PageRun,
  PageTable,
  PageWords,
} from './page.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

export interface ReportTextOptions {
  readonly paint: Paint;
  /** The maximum number of columns of prose; `Infinity` if the host wraps lines. */
  readonly width: number;
}

/** A report, or a part of one, as text. */
export interface RenderedText {
  readonly text: string;
  /** The parts to copy. */
  readonly copies: readonly RenderedCopy[];
  /** The lines that offer an edit, from 0. */
  readonly actions: readonly { readonly title: string; readonly line: number }[];
}

interface RenderedCopy {
  readonly title: string;
  /** The line of its heading, from 0. */
  readonly line: number;
  /** The text to copy. */
  readonly text: string;
}

/** Blocks as text. `indent` is the number of spaces before each line. */
export function renderText(
  blocks: readonly PageBlock[],
  options: ReportTextOptions,
  indent = 0,
): RenderedText {
  const renderer = new TextRenderer(options);
  renderer.blocks(blocks, indent);
  return renderer;
}

class TextRenderer implements RenderedText {
  text = '';
  readonly copies: RenderedCopy[] = [];
  readonly actions: { readonly title: string; readonly line: number }[] = [];
  private readonly paint: Paint;
  private readonly width: number;

  constructor({ paint, width }: ReportTextOptions) {
    this.paint = paint;
    this.width = width;
  }

  blocks(blocks: readonly PageBlock[], indent: number): void {
    for (const block of blocks) this.block(block, indent);
  }

  private block(block: PageBlock, indent: number): void {
    switch (block.kind) {
      case 'heading':
        // The heading of the whole part, such as a reply, stays on one line.
        this.line(indent, '', block.words, { wraps: block.level > 2 });
        break;
      case 'paragraph':
        this.line(indent, '', block.words);
        break;
      case 'verdict':
        this.line(indent, '', [
          { text: block.word.toUpperCase(), style: block.style },
          { text: `  ${block.text}` },
        ]);
        break;
      case 'facts':
        for (const row of block.rows) this.fact(row, block.text, indent);
        break;
      case 'table':
        this.table(block, indent);
        break;
      case 'list':
        for (const [i, item] of block.items.entries()) {
          const marker = { number: `${i + 1}. `, bullet: '- ', none: '' }[block.marker];
          this.line(indent, marker, item.words);
          this.blocks(item.details ?? [], indent + (marker.length || 2));
        }
        break;
      case 'tree':
        this.nodes(block.nodes, indent);
        break;
      case 'code':
        for (const line of block.lines) this.text += `${' '.repeat(indent)}${printable(line)}\n`;
        break;
      case 'part':
        this.blocks(block.blocks, indent + 2);
        break;
      case 'action':
        this.actions.push({ title: block.title, line: this.lines() });
        this.line(indent, '', [{ text: block.title, style: 'strong' }]);
        break;
      case 'copy':
        this.copy(block, indent);
        break;
      case 'gap':
        this.text += '\n';
        break;
      case 'diagram':
        break;
    }
  }

  /** The number of lines so far. */
  private lines(): number {
    return this.text.split('\n').length - 1;
  }

  private copy({ title, text, heading, blocks }: PageCopy, indent: number): void {
    this.copies.push({ title, text, line: this.lines() });
    this.line(indent, '', [{ text: heading, style: 'strong' }]);
    this.blocks(blocks, indent);
  }

  private fact(
    { label, words, at, details = [] }: PageFact,
    { label: columns, style }: { readonly label: number; readonly style?: PageRun['style'] },
    indent: number,
  ): void {
    const padded = printable(label).padEnd(columns);
    this.line(indent, style === undefined ? padded : this.paint(style, padded), words, {
      hanging: indent + columns,
      at,
    });
    this.blocks(details, indent + columns);
  }

  private table(table: PageTable, indent: number): void {
    const { columns, head, rows } = table;
    if (head) {
      const titles = columns.map(({ title, width = 0 }) => title.padEnd(width)).join('');
      this.text += `${' '.repeat(indent)}${this.paint('faint', titles)}\n`;
    }
    for (const row of rows) this.row(row, table, indent);
  }

  private row(
    { cells, details = [] }: PageRow,
    { columns, detailsIndent = 2 }: PageTable,
    indent: number,
  ): void {
    let text = '';
    for (const [i, cell] of cells.entries()) {
      const width = columns[i]?.width;
      const plain = cell.map((run) => printable(run.text)).join('');
      // The heading of a row is truncated if it is too long, but not the result of a check.
      if (width !== undefined && i === 0) {
        const name = fitted(plain, width - 2);
        text += this.painted({ ...cell[0], text: name }) + ' '.repeat(Math.max(0, width - name.length));
      } else {
        text += cell.map((run) => this.painted(run)).join('');
        if (width !== undefined && i < cells.length - 1)
          text += ' '.repeat(Math.max(0, width - plain.length));
      }
    }
    this.text += `${' '.repeat(indent)}${text.trimEnd()}\n`;
    this.blocks(details, indent + detailsIndent);
  }

  private nodes(nodes: readonly PageNode[], indent: number): void {
    for (const { words, children } of nodes) {
      this.line(indent, '', words, { wraps: false });
      this.nodes(children, indent + 2);
    }
  }

  /** `hanging` is the indentation of further lines. */
  private line(
    indent: number,
    marker: string,
    words: PageWords,
    {
      hanging = indent + marker.length,
      at,
      wraps = true,
    }: { readonly hanging?: number; readonly at?: PageRun | undefined; readonly wraps?: boolean } = {},
  ): void {
    const runs = words.map((run) => ({ ...run, text: printable(run.text) }));
    const plain = runs.map(({ text }) => text).join('');
    const wrapped = wraps ? wrap(plain, this.width - hanging, hanging) : plain;
    this.text += `${' '.repeat(indent)}${marker}${this.paintWrapped(runs, wrapped)}`;
    if (at !== undefined) {
      const place = printable(at.text);
      const last = wrapped.length - wrapped.lastIndexOf('\n') - 1;
      const fits = last + 2 + place.length <= this.width - hanging;
      this.text += `${fits ? '  ' : `\n${' '.repeat(hanging)}`}${this.painted(at)}`;
    }
    this.text += '\n';
  }

  /** The runs, with line breaks instead of some of their spaces. */
  private paintWrapped(runs: PageWords, wrapped: string): string {
    if (!wrapped.includes('\n')) return runs.map((run) => this.painted(run)).join('');
    let at = 0;
    return runs
      .map((run) => {
        let text = '';
        for (let left = run.text.length; left > 0; left--) {
          const lineEnd = /\n */y;
          lineEnd.lastIndex = at;
          const found = lineEnd.exec(wrapped)?.[0] ?? wrapped[at] ?? '';
          text += found;
          at += found.length;
        }
        return run.style === undefined ? text : this.paint(run.style, text);
      })
      .join('');
  }

  private painted({ text, style }: PageRun): string {
    return style === undefined ? printable(text) : this.paint(style, printable(text));
  }
}

/** Printable text with at most that many columns. */
function fitted(text: string, width: number): string {
  const columns = toColumns(printable(text));
  return columns.length <= width ? printable(text) : `${columns.slice(0, width - 1)}…`;
}
