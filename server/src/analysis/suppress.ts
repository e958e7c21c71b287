import type { RecordDocument, RecordBlock } from '../records/document.ts';
import type { Range } from '../text/range.ts';

/** A comment that turns rules off for some entries. Ranges are offsets in the document. */
interface Disable extends Comment {
  /** Entries whose start lies in it are concerned. */
  readonly reach: Range;
  /** Findings that start in it are concerned too: what a record is made of may stand far from it. */
  readonly line?: Range | undefined;
  readonly used: Set<string>;
}

interface Comment {
  /** Where each rule is named; `undefined`: every rule. */
  readonly rules: ReadonlyMap<string, Range> | undefined;
  readonly comment: Range;
  /** What goes when the comment goes: its line, where it stands alone. */
  readonly whole: Range;
}

/** A comment that speaks to us and says nothing, or nothing that can be understood. */
export interface IdleComment {
  readonly kind: 'unused' | 'unknown-rule' | 'not-understood';
  readonly range: Range;
  readonly what: string;
  /** What to delete so that nothing idle is left. */
  readonly removal?: Range;
}

const FORM = /^mailtxt-(disable-next-line|disable-line|disable|enable)(?![\w-])[ \t]*(.*)$/;

/** What the `mailtxt-disable` comments of a document turn off. */
export class Suppressions {
  private readonly disables: readonly Disable[];
  private readonly misread: readonly IdleComment[];

  constructor(disables: readonly Disable[], misread: readonly IdleComment[]) {
    this.disables = disables;
    this.misread = misread;
  }

  /** Where an entry starts, and what was found of it: offsets in the document. */
  covers(rule: string, entryStart: number, findingStart = entryStart): boolean {
    let covered = false;
    for (const disable of this.disables) {
      const { reach, line } = disable;
      const isConcerned = isIn(reach, entryStart) || (line !== undefined && isIn(line, findingStart));
      if (!isConcerned) continue;
      if (disable.rules !== undefined && !disable.rules.has(rule)) continue;
      disable.used.add(rule);
      covered = true;
    }
    return covered;
  }

  /** To be asked when every finding has been through `covers`. */
  idle(): readonly IdleComment[] {
    const idle: IdleComment[] = [...this.misread];
    for (const { rules, used, comment, whole } of this.disables) {
      const known = [...(rules ?? [])];
      if (used.size === 0) {
        // A comment that names no rule that exists is told of as that.
        if (rules?.size === 0) continue;
        const what = rules === undefined ? 'any rule' : known.map(([rule]) => rule).join(', ');
        idle.push({ kind: 'unused', range: comment, what, removal: whole });
        continue;
      }
      for (const [rule, range] of known) {
        if (used.has(rule)) continue;
        idle.push({ kind: 'unused', range, what: rule, removal: { start: range.start - 1, end: range.end } });
      }
    }
    return idle;
  }
}

function isIn({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset < end;
}

/** `undefined` when no comment of the document speaks to us. */
export function suppressionsOf(
  document: RecordDocument,
  isRule: (id: string) => boolean,
  /** What belongs to an entry may stand anywhere, in other documents too. */
  isOfFamily: boolean,
): Suppressions | undefined {
  if (!document.blocks.some((block) => block.hasPragmas)) return undefined;
  const disables: Disable[] = [];
  const misread: IdleComment[] = [];
  const open: (Comment & { readonly from: number })[] = [];
  let base = 0;
  for (const block of document.blocks) {
    for (const pragma of block.hasPragmas ? block.pragmas : []) {
      const comment = { start: base + pragma.range.start, end: base + pragma.range.end };
      const match = FORM.exec(pragma.text);
      if (match === null) {
        if (!/^mailtxt:[ \t]*origin=/.test(pragma.text))
          misread.push({ kind: 'not-understood', range: comment, what: pragma.text });
        continue;
      }
      const named = rulesOf(pragma.text, (match[2] ?? '').length, base + pragma.at);
      const known = new Map([...(named ?? [])].filter(([rule]) => isRule(rule)));
      for (const [rule, range] of named ?? []) {
        if (!known.has(rule)) misread.push({ kind: 'unknown-rule', range, what: rule });
      }
      const rules = named === undefined ? undefined : known;
      const whole = wholeOf(document, comment, pragma.alone);
      const at = base + pragma.at;
      switch (match[1]) {
        case 'disable-line':
        case 'disable-next-line': {
          const reach = entryReach(document, block, base, pragma.at, match[1] === 'disable-line');
          const line = isOfFamily ? lineMeant(document, comment, match[1] === 'disable-line') : undefined;
          disables.push({ rules, reach, line, comment, whole, used: new Set() });
          break;
        }
        case 'disable':
          open.push({ rules, from: at, comment, whole });
          break;
        default:
          for (const region of open.splice(0)) {
            disables.push({ ...region, reach: { start: region.from, end: at }, used: new Set() });
          }
      }
    }
    base += block.length;
  }
  for (const region of open) {
    disables.push({ ...region, reach: { start: region.from, end: Infinity }, used: new Set() });
  }
  return new Suppressions(disables, misread);
}

/**
 * The ids before `--`, blanks or commas between them, and where each stands; `undefined` when none is named.
 * They are the last `length` characters of the comment's text, which stands at `at` in the document.
 */
function rulesOf(comment: string, length: number, at: number): ReadonlyMap<string, Range> | undefined {
  const from = comment.length - length;
  const list = comment.slice(from).split(/(?:^|[ \t])--/)[0] ?? '';
  const rules = new Map<string, Range>();
  for (const { 0: id, index } of list.matchAll(/[^\s,]+/g)) {
    const start = at + from + index;
    rules.set(id, { start, end: start + id.length });
  }
  return rules.size === 0 ? undefined : rules;
}

/** The comment with its line, or with the blanks that set it off from what it stands behind. */
function wholeOf(document: RecordDocument, comment: Range, alone: boolean): Range {
  const { text } = document;
  const { line } = text.offsetToPosition(comment.start);
  const { start } = text.lineRange(line);
  if (!alone) {
    const before = text.slice(start, comment.start);
    return { start: start + before.trimEnd().length, end: comment.end };
  }
  const end = line + 1 < text.lineCount ? text.lineRange(line + 1).start : comment.end;
  return { start, end };
}

/** The line that a comment means, of a document in which what belongs to an entry may stand anywhere. */
function lineMeant(document: RecordDocument, comment: Range, sameLine: boolean): Range | undefined {
  const { text } = document;
  let { line } = text.offsetToPosition(comment.start);
  if (sameLine) return text.lineRange(line);
  do line++;
  while (
    line < text.lineCount &&
    SKIPPED.test(text.slice(text.lineRange(line).start, text.lineRange(line).end))
  );
  return line < text.lineCount ? text.lineRange(line) : undefined;
}

/** Nothing, or another comment. */
const SKIPPED = /^\s*(?:#|\/\/|$)/;

/**
 * Whether an entry stands on the next line. In a zone the next entry always does; what a block of Terraform publishes may be
 * typed in another place, and then the comment above the block speaks of nothing here.
 */
function isNext(document: RecordDocument, block: RecordBlock, index: number, between: Range): boolean {
  if (document.madeBy(block, index) === undefined) return true;
  const lines = document.text.slice(between.start, between.end).split(/\r\n|\r|\n/);
  return lines.slice(1, -1).every((line) => SKIPPED.test(line));
}

/** The one entry that a comment means: the one it stands in or behind, or else the next one. */
function entryReach(
  document: RecordDocument,
  block: RecordBlock,
  base: number,
  at: number,
  sameLine: boolean,
): Range {
  for (let i = 0; i < block.size; i++) {
    const start = block.startAt(i);
    const inside = start < at && at < block.endAt(i);
    const isLast = start < at && (i + 1 === block.size || block.startAt(i + 1) > at);
    if (inside || (sameLine && isLast)) return { start: base + start, end: base + start + 1 };
    if (start > at) {
      const isMeant = !sameLine && isNext(document, block, i, { start: base + at, end: base + start });
      return isMeant ? { start: base + start, end: base + start + 1 } : { start: 0, end: 0 };
    }
  }
  if (sameLine) return { start: 0, end: 0 };
  let from = base + block.length;
  for (let b = document.blockAt(from); b < document.blocks.length; b++) {
    const next = document.blocks[b];
    if (next === undefined) break;
    if (next.size > 0) return { start: from + next.startAt(0), end: from + next.startAt(0) + 1 };
    from += next.length;
  }
  return { start: 0, end: 0 };
}
