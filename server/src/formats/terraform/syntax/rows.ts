/** Kind of a row. */
export const ATTRIBUTE = 0;
export const BLOCK = 1;
/** A label of the block in the previous row, or in the one before that, and so on. */
export const LABEL = 2;

const STRIDE = 5;

/**
 * The structure of a file as numbers, with a row for each attribute, block and label, in the order of the text. Offsets are
 * relative to the start of the item that contains them.
 *
 * | kind      | 1          | 2        | 3                   | 4                       |
 * | --------- | ---------- | -------- | ------------------- | ----------------------- |
 * | attribute | name start | name end | expression start    | expression end          |
 * | block     | type start | type end | after its brace     | the row after its last  |
 * | label     | start      | end      |                     |                         |
 *
 * Most of a file is not needed, and numbers are cheap: objects are created only for the rows that are used.
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

  /** The row after this one or, for a block, after all of its content. */
  next(row: number): number {
    return this.cell(row, 0) === BLOCK ? this.cell(row, 4) : row + 1;
  }

  set(row: number, column: number, value: number): void {
    this.cells[row * STRIDE + column] = value;
  }

  /** No more rows will be added. */
  close(): void {
    this.cells = this.cells.slice(0, this.count * STRIDE);
  }
}
