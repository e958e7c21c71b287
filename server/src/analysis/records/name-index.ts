import type { RecordBlock } from '../../records/document.ts';

const EMPTY = 0;
const GONE = -1;
/** The encoding of the position of list 0. */
const FIRST_LIST = -2;

/** A power of 2. A workspace can have many small zones. */
const FIRST_SIZE = 32;

/**
 * Which blocks have records of a name, by the name's hash.
 *
 * This is an open-addressed table of (hash, number) pairs, so a million names take 2 numbers each. The number is that of the only
 * block with records of the name or, for the few names with records in several blocks, identifies a list of block numbers.
 *
 * Invariant: for the hash of every owner name in a block that was added and not removed, there is one pair with the blocks that
 * contain it, each once.
 */
export class NameIndex {
  private hashes = new Int32Array(FIRST_SIZE);
  /** Above 0, the number of a block. Below `GONE`, the position of a list (see `listAt`). */
  private numbers = new Int32Array(FIRST_SIZE);
  private used = 0;
  private readonly lists: number[][] = [];
  private readonly freeLists: number[] = [];
  private readonly blocks: (RecordBlock | undefined)[] = [undefined];
  private readonly free: number[] = [];
  /** The inverse of `blocks`; `undefined` until a block is removed, which most of thousands of zones never see. */
  private numberOf: Map<RecordBlock, number> | undefined;

  add(block: RecordBlock): void {
    const number = this.free.pop() ?? this.blocks.length;
    this.blocks[number] = block;
    this.numberOf?.set(block, number);
    let previous: number | undefined;
    for (let i = 0; i < block.size; i++) {
      if (block.typeAt(i) > 0x10000) continue;
      const hash = block.ownerHashAt(i);
      // Records of one name are usually adjacent.
      if (hash !== previous) this.insert(hash, number);
      previous = hash;
    }
  }

  remove(block: RecordBlock): void {
    this.numberOf ??= numbersOf(this.blocks);
    const number = this.numberOf.get(block);
    if (number === undefined) return;
    for (let i = 0; i < block.size; i++) this.drop(block.ownerHashAt(i), number);
    this.numberOf.delete(block);
    this.blocks[number] = undefined;
    this.free.push(number);
  }

  /** The blocks that can have records of a name with this hash, each once, in no order. */
  blocksOf(hash: number): readonly RecordBlock[] {
    const number = this.numbers[this.find(hash)] ?? EMPTY;
    const numbers = number > 0 ? [number] : (this.listAt(number) ?? []);
    return numbers.map((one) => this.blocks[one]).filter((block) => block !== undefined);
  }

  /** Whether another block than this one can have records of a name with this hash. */
  hasOther(hash: number, block: RecordBlock): boolean {
    const number = this.numbers[this.find(hash)] ?? EMPTY;
    if (number > 0) return this.blocks[number] !== block;
    const list = this.listAt(number) ?? [];
    return list.length > 1 || (list[0] !== undefined && this.blocks[list[0]] !== block);
  }

  /** The slot of the pair of a hash. If there is none, the empty slot where the search ended. */
  private find(hash: number): number {
    const mask = this.hashes.length - 1;
    let at = spread(hash) & mask;
    while (this.numbers[at] !== EMPTY && (this.hashes[at] !== hash || this.numbers[at] === GONE)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private listAt(number: number): number[] | undefined {
    return this.lists[FIRST_LIST - number];
  }

  /** A block's names are inserted one after the other. If it is already in a list, it is the last item. */
  private insert(hash: number, number: number): void {
    if (this.used * 2 >= this.hashes.length) this.grow();
    const at = this.find(hash);
    const before = this.numbers[at] ?? EMPTY;
    if (before === number) return;
    if (before === EMPTY) {
      this.hashes[at] = hash;
      this.numbers[at] = number;
      this.used++;
    } else if (before > 0) {
      const place = this.freeLists.pop() ?? this.lists.length;
      this.lists[place] = [before, number];
      this.numbers[at] = FIRST_LIST - place;
    } else {
      const list = this.listAt(before);
      if (list?.at(-1) !== number) list?.push(number);
    }
  }

  private drop(hash: number, number: number): void {
    const at = this.find(hash);
    const before = this.numbers[at] ?? EMPTY;
    if (before === number) this.numbers[at] = GONE;
    const list = this.listAt(before);
    const place = list?.lastIndexOf(number) ?? -1;
    if (list === undefined || place < 0) return;
    list.splice(place, 1);
    if (list.length > 0) return;
    this.numbers[at] = GONE;
    this.freeLists.push(FIRST_LIST - before);
  }

  /** Doubles the capacity, or keeps it if the table is full of removed pairs. */
  private grow(): void {
    const { hashes, numbers } = this;
    let living = 0;
    for (const number of numbers) if (number !== EMPTY && number !== GONE) living++;
    const size = living * 4 > hashes.length ? hashes.length * 2 : hashes.length;
    this.hashes = new Int32Array(size);
    this.numbers = new Int32Array(size);
    this.used = living;
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? EMPTY;
      if (number === EMPTY || number === GONE) continue;
      const at = this.find(hashes[i] ?? 0);
      this.hashes[at] = hashes[i] ?? 0;
      this.numbers[at] = number;
    }
  }
}

function numbersOf(blocks: readonly (RecordBlock | undefined)[]): Map<RecordBlock, number> {
  const numbers = new Map<RecordBlock, number>();
  for (const [number, block] of blocks.entries()) if (block !== undefined) numbers.set(block, number);
  return numbers;
}

/** The polynomial's low bits depend on the name's last letters, so the high bits are mixed in. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
