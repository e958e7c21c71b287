/**
 * The table of a block's entries. Each entry is a few numbers instead of an object, so that a million records are cheap to keep
 * and compare. Offsets are relative to the start of the block.
 */
export const START = 0;
/** The end of the last character that belongs to the entry; comments after it do not. */
export const END = 1;
export const OWNER_HASH = 2;
/** The row of the entry with the owner in its source text; -1 if that is before the block. */
export const OWNER_ROW = 3;
/** Type in the low 20 bits, flags above. */
export const TYPE = 4;
export const RDATA = 5;
/** Seconds as an unsigned number; -1 if unknown. */
export const TTL = 6;
/** Index into the block's contexts. */
export const CONTEXT = 7;
export const STRIDE = 8;

export const TYPE_MASK = 0xfffff;
/** A type with a word but without a number. */
export const UNKNOWN_TYPE = 0x10000;
export const ORIGIN_DIRECTIVE = 0x10001;
export const TTL_DIRECTIVE = 0x10002;
export const INCLUDE_DIRECTIVE = 0x10003;
export const GENERATE_DIRECTIVE = 0x10004;
/** `$DATE`, `$UNKNOWN`, or a line that is only readable after its template is filled in. */
export const OTHER_LINE = 0x10005;
/** A byte order mark before a line, which is not part of any name. */
export const BYTE_ORDER_MARK = 0x10006;
export const FIRST_DIRECTIVE = ORIGIN_DIRECTIVE;

/** The entry has a template, an escape, a character outside ASCII or an unusual form, and needs the slow path. */
export const UNUSUAL = 1 << 20;
/** The scanner found a fault in it. */
export const FAULTY = 1 << 21;
/** A character-string in it is longer than 255 characters in the source. */
export const LONG_STRING = 1 << 22;
/** It has its own TTL. */
export const OWN_TTL = 1 << 23;

/** Rows that grow while a block is read. */
export class RowBuffer {
  private rows = new Int32Array(STRIDE * 512);
  count = 0;

  add(start: number, ownerHash: number, ownerRow: number, context: number): void {
    if ((this.count + 1) * STRIDE > this.rows.length) {
      const larger = new Int32Array(this.rows.length * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    const at = this.count * STRIDE;
    const rows = this.rows;
    rows[at + START] = start;
    rows[at + OWNER_HASH] = ownerHash;
    rows[at + OWNER_ROW] = ownerRow;
    rows[at + CONTEXT] = context;
    this.count++;
  }

  /** Gives the last row its own owner. */
  own(ownerHash: number, row: number): void {
    const at = (this.count - 1) * STRIDE;
    this.rows[at + OWNER_HASH] = ownerHash;
    this.rows[at + OWNER_ROW] = row;
  }

  /** Completes the last row. */
  finish(end: number, type: number, rdata: number, ttl: number): void {
    const at = (this.count - 1) * STRIDE;
    const rows = this.rows;
    rows[at + END] = end;
    rows[at + TYPE] = type;
    rows[at + RDATA] = rdata;
    rows[at + TTL] = ttl;
  }

  /** The rows read so far; the buffer starts over. */
  take(): Int32Array {
    const taken = this.rows.slice(0, this.count * STRIDE);
    this.count = 0;
    return taken;
  }
}
