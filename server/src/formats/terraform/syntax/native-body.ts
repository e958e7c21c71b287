import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Attribute, Block, Body, Label, RawExpression } from './body.ts';
import * as rows from './rows.ts';
import type { Rows } from './rows.ts';
import { quotedLabel } from './string-literal.ts';

/** Rows `from` to `to` of a structure. */
export interface RowSpan {
  readonly rows: Rows;
  readonly from: number;
  readonly to: number;
}

/** The rows of a body in native syntax. Objects are created only for what is used. */
export class NativeBody implements Body {
  private readonly text: string;
  private readonly span: RowSpan;

  constructor(text: string, span: RowSpan) {
    this.text = text;
    this.span = span;
  }

  get attributes(): readonly Attribute[] {
    const found: Attribute[] = [];
    this.visit(rows.ATTRIBUTE, (row) => found.push(new NativeAttribute(this.text, this.span.rows, row)));
    return found;
  }

  attribute(name: string): Attribute | undefined {
    const { rows: table, from, to } = this.span;
    for (let row = from; row < to; row = table.next(row)) {
      if (table.cell(row, 0) !== rows.ATTRIBUTE) continue;
      if (isWord(this.text, table.cell(row, 1), table.cell(row, 2), name)) {
        return new NativeAttribute(this.text, table, row);
      }
    }
    return undefined;
  }

  get allBlocks(): readonly Block[] {
    const found: Block[] = [];
    this.visit(rows.BLOCK, (row) => found.push(new NativeBlock(this.text, this.span.rows, row)));
    return found;
  }

  blocks(type: string): readonly Block[] {
    const { rows: table } = this.span;
    const found: Block[] = [];
    this.visit(rows.BLOCK, (row) => {
      if (!isWord(this.text, table.cell(row, 1), table.cell(row, 2), type)) return;
      found.push(new NativeBlock(this.text, table, row));
    });
    return found;
  }

  private visit(kind: number, visitor: (row: number) => void): void {
    const { rows: table, from, to } = this.span;
    for (let row = from; row < to; row = table.next(row)) if (table.cell(row, 0) === kind) visitor(row);
  }
}

function isWord(text: string, start: number, end: number, word: string): boolean {
  return end - start === word.length && text.startsWith(word, start);
}

class NativeAttribute implements Attribute {
  private readonly text: string;
  private readonly rows: Rows;
  private readonly row: number;

  constructor(text: string, table: Rows, row: number) {
    this.text = text;
    this.rows = table;
    this.row = row;
  }

  get name(): string {
    return this.text.slice(this.rows.cell(this.row, 1), this.rows.cell(this.row, 2));
  }

  get nameRange(): Range {
    return rangeOf(this.rows.cell(this.row, 1), this.rows.cell(this.row, 2));
  }

  get expression(): RawExpression {
    const range = rangeOf(this.rows.cell(this.row, 3), this.rows.cell(this.row, 4));
    return { kind: 'native', range };
  }
}

class NativeBlock implements Block {
  private readonly text: string;
  private readonly rows: Rows;
  private readonly row: number;

  constructor(text: string, table: Rows, row: number) {
    this.text = text;
    this.rows = table;
    this.row = row;
  }

  get type(): string {
    return this.text.slice(this.rows.cell(this.row, 1), this.rows.cell(this.row, 2));
  }

  get typeRange(): Range {
    return rangeOf(this.rows.cell(this.row, 1), this.rows.cell(this.row, 2));
  }

  get range(): Range {
    return rangeOf(this.rows.cell(this.row, 1), this.rows.cell(this.row, 3));
  }

  get labels(): readonly Label[] {
    const { text, rows: table } = this;
    const labels: Label[] = [];
    const end = this.firstInside;
    for (let row = this.row + 1; row < end; row++) {
      const range = rangeOf(table.cell(row, 1), table.cell(row, 2));
      const isQuoted = text.charCodeAt(range.start) === 0x22;
      const label = isQuoted
        ? quotedLabel(text, range.start, range.end).text
        : text.slice(range.start, range.end);
      labels.push({ text: label, range });
    }
    return labels;
  }

  get body(): Body {
    const { rows: table, row } = this;
    return new NativeBody(this.text, { rows: table, from: this.firstInside, to: table.next(row) });
  }

  private get firstInside(): number {
    const { rows: table } = this;
    const end = table.next(this.row);
    let inside = this.row + 1;
    while (inside < end && table.cell(inside, 0) === rows.LABEL) inside++;
    return inside;
  }
}
