import type { RecordBlock } from '../records/document.ts';

const EMPTY = 0;
const GONE = -1;

/** A power of two; a workspace may have many small zones. */
const FIRST_SIZE = 32;

/**
 * Which blocks hold records of a name, by the name's hash.
 *
 * An open-addressed table of (hash, block number) pairs: a million names cost two numbers each.
 * Invariant: for every record entry of every block added and not removed there is one pair of its owner's hash and its
 * block's number; a pair may stand for several entries of one block.
 */
export class NameIndex {
  private hashes = new Int32Array(FIRST_SIZE);
  private numbers = new Int32Array(FIRST_SIZE);
  private used = 0;
  private readonly blocks: (RecordBlock | undefined)[] = [undefined];
  private readonly numberOf = new Map<RecordBlock, number>();
  private readonly free: number[] = [];

  add(block: RecordBlock): void {
    const number = this.free.pop() ?? this.blocks.length;
    this.blocks[number] = block;
    this.numberOf.set(block, number);
    let previous: number | undefined;
    for (let i = 0; i < block.size; i++) {
      if (block.typeAt(i) > 0x10000) continue;
      const hash = block.ownerHashAt(i);
      // Records of one name mostly stand together.
      if (hash !== previous) this.insert(hash, number);
      previous = hash;
    }
  }

  remove(block: RecordBlock): void {
    const number = this.numberOf.get(block);
    if (number === undefined) return;
    for (let i = 0; i < block.size; i++) this.drop(block.ownerHashAt(i), number);
    this.numberOf.delete(block);
    this.blocks[number] = undefined;
    this.free.push(number);
  }

  /** The blocks that may hold records of a name with this hash, each once, in no order. */
  blocksOf(hash: number): readonly RecordBlock[] {
    const found: RecordBlock[] = [];
    const mask = this.hashes.length - 1;
    for (let at = spread(hash) & mask; this.numbers[at] !== EMPTY; at = (at + 1) & mask) {
      if (this.hashes[at] !== hash) continue;
      const number = this.numbers[at] ?? GONE;
      const block = number > 0 ? this.blocks[number] : undefined;
      if (block !== undefined && !found.includes(block)) found.push(block);
    }
    return found;
  }

  /** Whether another block than this one may hold records of a name with this hash. */
  hasOther(hash: number, block: RecordBlock): boolean {
    const mask = this.hashes.length - 1;
    for (let at = spread(hash) & mask; this.numbers[at] !== EMPTY; at = (at + 1) & mask) {
      const number = this.numbers[at] ?? GONE;
      if (this.hashes[at] === hash && number > 0 && this.blocks[number] !== block) return true;
    }
    return false;
  }

  private insert(hash: number, number: number): void {
    if (this.used * 2 >= this.hashes.length) this.grow();
    const mask = this.hashes.length - 1;
    let at = spread(hash) & mask;
    while (this.numbers[at] !== EMPTY) {
      if (this.hashes[at] === hash && this.numbers[at] === number) return;
      at = (at + 1) & mask;
    }
    this.hashes[at] = hash;
    this.numbers[at] = number;
    this.used++;
  }

  private drop(hash: number, number: number): void {
    const mask = this.hashes.length - 1;
    for (let at = spread(hash) & mask; this.numbers[at] !== EMPTY; at = (at + 1) & mask) {
      if (this.hashes[at] === hash && this.numbers[at] === number) {
        this.numbers[at] = GONE;
        return;
      }
    }
  }

  /** Twice the room, or the same when it is filled with pairs that are gone. */
  private grow(): void {
    const { hashes, numbers } = this;
    let living = 0;
    for (const number of numbers) if (number > 0) living++;
    const size = living * 4 > hashes.length ? hashes.length * 2 : hashes.length;
    this.hashes = new Int32Array(size);
    this.numbers = new Int32Array(size);
    this.used = 0;
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? EMPTY;
      if (number > 0) this.insert(hashes[i] ?? 0, number);
    }
  }
}

/** The polynomial's low bits follow the name's last letters; mix the high ones in. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
