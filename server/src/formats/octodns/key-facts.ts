import type { DataEntry } from '../../data/node.ts';
import { isInOrder, misplacedIn, type MisplacedEntry } from './order.ts';
import type { ZonePiece } from './piece.ts';
import type { NamedSets, OctoSettings } from './zone-data.ts';

/** What the names of all entries of a file mean for those of one piece, by their index in it. */
export interface PieceFacts {
  /** Entries that do not count because their name is repeated. `merged` marks a name that is merged into the file (`<<`). */
  readonly hidden: ReadonlyMap<number, 'lost' | 'merged'>;
  readonly misplaced: ReadonlyMap<number, MisplacedName>;
}

/** An entry that is out of order. */
export interface MisplacedName {
  readonly reason: 'keys out of order' | 'keys out of order by default';
  /** Whether it is one of a few, which can be moved to their places. */
  readonly isMovable: boolean;
}

/** By piece. Pieces without facts are left out. */
export type KeyFacts = ReadonlyMap<ZonePiece, PieceFacts>;

const NOTHING: PieceFacts = { hidden: new Map(), misplaced: new Map() };

export function factsOf(facts: KeyFacts, piece: ZonePiece): PieceFacts {
  return facts.get(piece) ?? NOTHING;
}

/** `names` is the number of different names in the pieces. */
export function keyFactsOf(pieces: readonly ZonePiece[], names: number, settings: OctoSettings): KeyFacts {
  const facts = new Map<
    ZonePiece,
    { hidden: Map<number, 'lost' | 'merged'>; misplaced: Map<number, MisplacedName> }
  >();
  const of = (
    piece: ZonePiece,
  ): { hidden: Map<number, 'lost' | 'merged'>; misplaced: Map<number, MisplacedName> } => {
    const known = facts.get(piece) ?? { hidden: new Map(), misplaced: new Map() };
    facts.set(piece, known);
    return known;
  };
  const count = pieces.reduce((sum, { entries }) => sum + entries.length, 0);
  if (names < count) addHidden(pieces, (piece, index, why) => of(piece).hidden.set(index, why));
  const misplaced = misplacedNames(pieces, settings);
  if (misplaced.size > 0) {
    for (const piece of pieces)
      for (const [index, { entry }] of piece.entries.entries()) {
        const found = misplaced.get(entry);
        if (found !== undefined) of(piece).misplaced.set(index, found);
      }
  }
  return facts;
}

/** Among entries with one name the last one counts, and one of the file itself before a merged one. */
function addHidden(
  pieces: readonly ZonePiece[],
  add: (piece: ZonePiece, index: number, why: 'lost' | 'merged') => void,
): void {
  const last = new Map<string, NamedSets>();
  for (const { entries } of pieces)
    for (const one of entries) if (!one.entry.isMerged || !last.has(one.key)) last.set(one.key, one);
  for (const piece of pieces)
    for (const [index, one] of piece.entries.entries())
      if (last.get(one.key) !== one) add(piece, index, one.entry.isMerged ? 'merged' : 'lost');
}

/** The number of names below which a file does not show that it is sorted. */
const ENOUGH_NAMES = 5;
/** Names that are reported as out of order. If there are more, the file is not sorted at all. */
const MANY_MISPLACED = 20;

function misplacedNames(
  pieces: readonly ZonePiece[],
  { order }: OctoSettings,
): ReadonlyMap<DataEntry, MisplacedName> {
  const misplaced = new Map<DataEntry, MisplacedName>();
  if (order === 'any' || areInOrder(pieces, order ?? 'natural')) return misplaced;
  const entries = entriesOf(pieces);
  const found = misplacedIn(entries, order ?? 'natural');
  const { length } = entries;
  // Without a configuration, a file with only a few names out of order is assumed to be sorted on purpose.
  const isMeant =
    order !== undefined || (length >= ENOUGH_NAMES && found.length * 10 <= Math.max(length, 10));
  if (!isMeant) return misplaced;
  const isMovable = found.length <= MANY_MISPLACED;
  const reason = order === undefined ? 'keys out of order by default' : 'keys out of order';
  for (const { entry } of isMovable ? found : found.slice(0, 1)) misplaced.set(entry, { reason, isMovable });
  return misplaced;
}

function entriesOf(pieces: readonly ZonePiece[]): readonly DataEntry[] {
  return pieces.flatMap(({ entries }) => entries.map(({ entry }) => entry));
}

/** Whether each piece is sorted, which is checked once. After that only the ends of pieces are compared. */
const inOrder = { natural: new WeakMap<ZonePiece, boolean>(), simple: new WeakMap<ZonePiece, boolean>() };

function areInOrder(pieces: readonly ZonePiece[], order: 'natural' | 'simple'): boolean {
  const known = inOrder[order];
  const ends: DataEntry[] = [];
  for (const piece of pieces) {
    const { entries } = piece;
    let isSorted = known.get(piece);
    if (isSorted === undefined) known.set(piece, (isSorted = isInOrder(entriesOf([piece]), order)));
    if (!isSorted) return false;
    const [first] = entries;
    const last = entries.at(-1);
    if (first !== undefined && last !== undefined) ends.push(first.entry, last.entry);
  }
  return isInOrder(ends, order);
}

/** Whether the facts of a piece are the same. */
export function areSameFacts(one: PieceFacts, other: PieceFacts): boolean {
  return one === other || textOf(one) === textOf(other);
}

function textOf({ hidden, misplaced }: PieceFacts): string {
  return JSON.stringify([
    [...hidden],
    [...misplaced].map(([index, { reason, isMovable }]) => [index, reason, isMovable]),
  ]);
}

/** The position of a misplaced entry among all entries of a file. */
export function placeOf(
  entry: DataEntry,
  entries: readonly DataEntry[],
  order: 'natural' | 'simple',
): MisplacedEntry | undefined {
  return misplacedIn(entries, order).find((found) => found.entry === entry);
}
