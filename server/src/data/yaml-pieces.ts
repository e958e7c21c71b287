import { rangeOf, shift } from '../text/range.ts';
import type { DataEntry, DataMap, DataProblem, ReadData } from './node.ts';
import { shiftedEntry } from './shifted.ts';
import { readYamlData } from './yaml.ts';

/** UTF-16 units of a YAML file that is read in pieces: about 80,000 records. The library takes 2 seconds for that many. */
export const MAX_PIECED_YAML_LENGTH = 5_242_880;

/** UTF-16 units after which a piece ends at the next entry. It is small because each edit reads its piece again. */
const PIECE_LENGTH = 4096;

/**
 * Cuts a text that is a block map into runs of whole entries, which can be read one by one. Concatenated they are the text.
 * `isFirst` means that it is the start of a file; otherwise it starts with an entry. `undefined` if it may be something else.
 */
export function cutYaml(text: string, isFirst: boolean): readonly string[] | undefined {
  // YAML ignores a byte order mark before a document, wherever that starts.
  if (text.includes('\uFEFF')) return undefined;
  const starts = entryStarts(text, isFirst);
  if (starts === undefined || (isFirst && !MAP.test(text.slice(starts[0])))) return undefined;
  const pieces: string[] = [];
  let from = 0;
  for (const start of starts) {
    if (start - from < PIECE_LENGTH) continue;
    pieces.push(text.slice(from, start));
    from = start;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** Starts with a key on one line, and so is certainly a map. Other texts may be a scalar or list of many lines. */
const MAP = /^(?:\?[ \t]|[^'"|>[{&!*@`%,][^\n]*|'(?:[^'\n]|'')*'[ \t]*:|"(?:[^"\\\n]|\\[^\n])*"[ \t]*:)/;

/** Whether a text starts with an entry of a block map, and not with a continuation of the entry before it. */
export function startsWithEntry(text: string): boolean {
  return isEntry(text, 0);
}

/**
 * Whether a line starts an entry: it is not indented, empty or a comment, and neither begins the value of an explicit key nor
 * continues the value before it.
 */
function isEntry(text: string, at: number): boolean {
  const c = text.charAt(at);
  if (c === '' || ' \t\r\n#]}'.includes(c)) return false;
  return !((c === ':' || c === '-') && ' \t\r\n'.includes(text.charAt(at + 1)));
}

/** The start offsets of the entries of a block map. */
function entryStarts(text: string, isFirst: boolean): readonly number[] | undefined {
  const starts: number[] = [];
  let isBegun = !isFirst;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    if (isEntry(text, at)) {
      if (text.startsWith('---', at)) {
        // A second `---` begins another document.
        const isAlone = /^---[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(at, next));
        if (isBegun || starts.length > 0 || !isAlone) return undefined;
        isBegun = true;
      } else if (text.startsWith('...', at) || text.startsWith('%', at)) return undefined;
      else starts.push(at);
    } else if (starts.length === 0 && !'\r\n#'.includes(text.charAt(at))) return undefined;
    at = next;
  }
  return starts.length === 0 || (!isFirst && starts[0] !== 0) ? undefined : starts;
}

/** Whether a text may have an anchor or an alias, whose target may be in another piece. */
export function sharingIn(text: string): { readonly anchors: boolean; readonly aliases: boolean } {
  return { anchors: ANCHOR.test(text), aliases: ALIAS.test(text) };
}

const ANCHOR = /(?:^|[\s[{,:-])&[^\s&]/;
const ALIAS = /(?:^|[\s[{,])\*[^\s'"]/;

const NEXT = '_: _\n';

/**
 * The data of a piece that {@link cutYaml} cut, with offsets in the piece. The result is the same as what `readYamlData` returns
 * for the piece within the whole text. If an entry has an error, the rest of that entry is unknown, and the next one is read.
 * `undefined` if its entries are not what they seem to be, so that the text has to be read as a whole.
 */
export function readYamlPiece(text: string, isLast: boolean): ReadData | undefined {
  const starts = entryStarts(text, true) ?? [];
  const read = readSound(text, starts, isLast);
  return read ?? readOneByOne(text, starts, isLast);
}

/** `undefined` if there is an error or the entries are not what they seem to be. */
function readSound(text: string, starts: readonly number[], isLast: boolean): ReadData | undefined {
  // The next entry ends the last value of this one.
  const { root, problems } = readYamlData(isLast ? text : text + NEXT);
  const places = isLast ? starts : [...starts, text.length];
  const isAsSeen =
    problems.length === 0 &&
    root?.kind === 'map' &&
    !root.isFlow &&
    root.tag === undefined &&
    root.entries.length === places.length &&
    root.entries.every(({ range, isMerged }, index) => !isMerged && range.start === places[index]);
  if (!isAsSeen) return undefined;
  const entries = isLast ? root.entries : root.entries.slice(0, -1);
  return { root: mapOf(entries, Math.min(root.range.end, text.length)), problems };
}

function readOneByOne(text: string, starts: readonly number[], isLast: boolean): ReadData | undefined {
  const entries: DataEntry[] = [];
  const problems: DataProblem[] = [];
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1];
    const lines = text.slice(start, next);
    // A single entry is already known not to be sound.
    const sound = starts.length === 1 ? undefined : readSound(lines, [0], isLast && next === undefined);
    const read = sound ?? readFaulty(lines);
    if (read === undefined) return undefined;
    const { root, problems: own } = read;
    if (root?.kind === 'map' && !root.isFlow)
      for (const entry of root.entries) if (!entry.isMerged) entries.push(shiftedEntry(entry, start));
    for (const problem of own) problems.push({ ...problem, range: shift(problem.range, start) });
  }
  return { root: mapOf(entries, entries.at(-1)?.range.end ?? 0), problems };
}

/** Reads an entry with an error. Nothing is appended to it, because it might become part of a value that does not end. */
function readFaulty(lines: string): ReadData | undefined {
  const alone = readYamlData(lines);
  if (alone.problems.length > 0) return alone;
  // It is not an entry if it is an error after one.
  const following = readYamlData(NEXT + lines).problems;
  // A single word, such as an unfinished name, has nothing to read.
  const isUnread = !/^\S*\s*$/.test(lines);
  const problems = following.map((one) => ({ ...one, isUnread, range: shift(one.range, -NEXT.length) }));
  const isAfter = problems.every(({ range }) => range.start >= 0);
  return problems.length > 0 && isAfter ? { root: undefined, problems } : undefined;
}

function mapOf(entries: readonly DataEntry[], end: number): DataMap {
  const start = entries[0]?.range.start ?? 0;
  return { kind: 'map', tag: undefined, range: rangeOf(start, Math.max(start, end)), isFlow: false, entries };
}
