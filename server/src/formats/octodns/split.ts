import {
  cutYaml,
  MAX_PIECED_YAML_LENGTH,
  readYamlPiece,
  sharingIn,
  startsWithEntry,
} from '../../data/yaml-pieces.ts';
import type { ReadData } from '../../data/node.ts';
import { readYamlData } from '../../data/yaml.ts';
import type { BlockText } from '../../text/block-text.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import type { OctoBlock } from './block.ts';
import { pieceOf, type ZonePiece } from './piece.ts';
import type { OctoSettings } from './zone-data.ts';

/** The pieces of a zone file. It is a single piece if it cannot be cut. */
export function piecesOf(text: string, settings: OctoSettings): readonly ZonePiece[] {
  if (text.length > MAX_PIECED_YAML_LENGTH) return [pieceOf(text, tooLong(text), settings)];
  if (isPart(settings)) return [pieceOf(text, readYamlData(text), settings)];
  const { anchors, aliases } = sharingIn(text);
  const pieces = anchors && aliases ? undefined : cutPieces(text, { isFirst: true, isLast: true }, settings);
  return pieces ?? [pieceOf(text, readYamlData(text), settings)];
}

/** Whether a file is not a map of names. */
function isPart({ part }: OctoSettings): boolean {
  return part?.of === 'sets' || part?.of === 'values';
}

function tooLong(text: string): ReadData {
  const message = `The file has more than ${MAX_PIECED_YAML_LENGTH} characters, so it was not read.`;
  return {
    root: { kind: 'unknown', range: rangeOf(0, text.length) },
    problems: [{ message, range: rangeOf(0, 1), isUnread: true, isLimit: true }],
  };
}

function cutPieces(
  text: string,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
  settings: OctoSettings,
): readonly ZonePiece[] | undefined {
  const texts = cutYaml(text, isFirst);
  if (texts === undefined) return undefined;
  const pieces: ZonePiece[] = [];
  for (const [index, own] of texts.entries()) {
    const read = readYamlPiece(own, isLast && index === texts.length - 1);
    if (read === undefined) return undefined;
    pieces.push(pieceOf(own, read, settings, true));
  }
  return pieces;
}

/** The pieces that replace the blocks from `first` to `last` after an edit. */
export interface PiecesAfter {
  readonly first: number;
  readonly last: number;
  readonly pieces: readonly ZonePiece[];
}

export function piecesAfter(
  blocks: readonly OctoBlock[],
  text: BlockText,
  { range, text: typed }: Edit,
  settings: OctoSettings,
): PiecesAfter {
  const end = blocks.length - 1;
  const within = (first: number, last: number): string => {
    const from = text.startOf(first);
    return text.slice(from, range.start) + typed + text.slice(range.end, text.startOf(last + 1));
  };
  let first = text.blockAt(range.start);
  let last = text.blockAt(range.end);
  for (;;) {
    const region = within(first, last);
    // What the edit left may belong to an entry of the block before or after it.
    if (first > 0 && !startsWithEntry(region)) first--;
    else if (last < end && !region.endsWith('\n')) last++;
    else break;
  }
  const isTooLong = text.length - (range.end - range.start) + typed.length > MAX_PIECED_YAML_LENGTH;
  const pieces =
    isTooLong || isPart(settings)
      ? undefined
      : cutPieces(within(first, last), { isFirst: first === 0, isLast: last === end }, settings);
  if (pieces !== undefined && !sharesNodes([...blocks.slice(0, first), ...blocks.slice(last + 1)], pieces))
    return { first, last, pieces };
  return { first: 0, last: end, pieces: piecesOf(within(0, end), settings) };
}

/** Whether an alias may refer to an anchor in another piece. */
function sharesNodes(kept: readonly OctoBlock[], pieces: readonly ZonePiece[]): boolean {
  const all = [...kept.map(({ piece }) => piece), ...pieces];
  return all.some(({ sharing }) => sharing.anchors) && all.some(({ sharing }) => sharing.aliases);
}
