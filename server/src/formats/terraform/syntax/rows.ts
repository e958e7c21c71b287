/** What a row of the structure says. */
export const ATTRIBUTE = 0;
export const BLOCK = 1;
/** A label of the block in the row before, or of the one before that, and so on. */
export const LABEL = 2;

const STRIDE = 5;

/**
 * The structure of a file as numbers, a row for each attribute, block and label, in the order of the text. Offsets count
 * from the start of the item that holds them.
 *
 * | kind      | 1          | 2        | 3                   | 4                       |
 * | --------- | ---------- | -------- | ------------------- | ----------------------- |
 * | attribute | name start | name end | expression start    | expression end          |
 * | block     | type start | type end | behind its brace    | the row behind its last |
 * | label     | start      | end      |                     |                         |
 *
 * Most of a file is of no interest, and numbers cost little: objects are made of the rows that somebody asks for.
 */
export class Rows {
  private cells = new Int32Array(256 * STRIDE);
  count = 0;

  push(kind: number, a: number, b: number, c: number, d: number): number {
    const at = this.count * STRIDE;
    if (at === this.cells.length) {
      const larger = new Int32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[at] = kind;
    this.cells[at + 1] = a;
    this.cells[at + 2] = b;
    this.cells[at + 3] = c;
    this.cells[at + 4] = d;
    return this.count++;
  }

  cell(row: number, column: number): number {
    return this.cells[row * STRIDE + column] ?? 0;
  }

  /** The row after this one and, for a block, after all that is in it. */
  next(row: number): number {
    return this.cell(row, 0) === BLOCK ? this.cell(row, 4) : row + 1;
  }

  set(row: number, column: number, value: number): void {
    this.cells[row * STRIDE + column] = value;
  }

  /** No more rows will come. */
  close(): void {
    this.cells = this.cells.slice(0, this.count * STRIDE);
  }
}
