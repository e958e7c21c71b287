import type { RecordDocument } from '../../records/document.ts';
import { countUpTo, RangeUnion } from '../../text/range-union.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { CommentedBlock, CommentedLines, followingEntries, NOWHERE } from './commented-entries.ts';

/** A comment that turns rules off for some entries. Ranges are offsets in the document. */
interface Disable extends Comment {
  /** It applies to entries that start in this range. */
  readonly reach: Range;
  /** It also applies to findings that start in this range, because the definition of a record can be far from it. */
  readonly line?: Range | undefined;
}

interface Comment {
  /** The range of each rule id; `undefined` for every rule. */
  readonly rules: ReadonlyMap<string, Range> | undefined;
  readonly comment: Range;
  /** The range to delete with the comment: its line, if there is nothing else on it. */
  readonly whole: Range;
}

/** A comment for mailtxt that is empty or cannot be understood. */
export interface IdleComment {
  readonly kind: 'unused' | 'unknown-rule' | 'not-understood';
  readonly range: Range;
  readonly what: string;
  /** What to delete so that nothing unused is left. */
  readonly removal?: Range;
}

const FORM = /^mailtxt-(disable-next-line|disable-line|disable|enable)(?![\w-])(?:[ \t]+(?![ \t]))?(.*)$/;

/**
 * What the `mailtxt-disable` comments of a document turn off. Thousands of comments can each apply to thousands of findings, so
 * findings are looked up among the places where a rule is turned off, and comments among those of the findings.
 */
export class Suppressions {
  private readonly disables: readonly Disable[];
  private readonly misread: readonly IdleComment[];
  /** Where each rule is turned off; '' is for every rule. */
  private readonly reaches: ReadonlyMap<string, RangeUnion>;
  private readonly lines: ReadonlyMap<string, RangeUnion>;
  /** For findings that are turned off, by rule: where their entries start, and where they start. */
  private readonly covered = new Map<string, { readonly entries: number[]; readonly findings: number[] }>();

  constructor(disables: readonly Disable[], misread: readonly IdleComment[]) {
    this.disables = disables;
    this.misread = misread;
    this.reaches = unionsByRule(disables, ({ reach }) => reach);
    this.lines = unionsByRule(disables, ({ line }) => line);
  }

  /** Where an entry and its finding start. Offsets in the document. */
  covers(rule: string, entryStart: number, findingStart = entryStart): boolean {
    if (!this.turnsOff(rule, entryStart, findingStart)) return false;
    const known = this.covered.get(rule);
    if (known === undefined) {
      this.covered.set(rule, { entries: [entryStart], findings: [findingStart] });
    } else {
      known.entries.push(entryStart);
      known.findings.push(findingStart);
    }
    return true;
  }

  /** The same for a finding that does not exist, so that it does not use a comment. */
  turnsOff(rule: string, entryStart: number, findingStart = entryStart): boolean {
    return [rule, ''].some(
      (id) =>
        this.reaches.get(id)?.has(entryStart) === true || this.lines.get(id)?.has(findingStart) === true,
    );
  }

  /** To be called after every finding has been passed to `covers`. */
  idle(): readonly IdleComment[] {
    const ascending = (list: readonly number[]): readonly number[] => [...list].sort((a, b) => a - b);
    const covered = [...this.covered].map(([rule, { entries, findings }]) => {
      return [rule, { entries: ascending(entries), findings: ascending(findings) }] as const;
    });
    const byRule = new Map(covered);
    const uses = ({ reach, line }: Disable, rule: string): boolean => {
      const starts = byRule.get(rule);
      if (starts === undefined) return false;
      return hasIn(starts.entries, reach) || (line !== undefined && hasIn(starts.findings, line));
    };
    const idle: IdleComment[] = [...this.misread];
    for (const disable of this.disables) {
      const { rules, comment, whole } = disable;
      if (rules === undefined) {
        const isUsed = covered.some(([rule]) => uses(disable, rule));
        if (!isUsed) idle.push({ kind: 'unused', range: comment, what: 'any rule', removal: whole });
        continue;
      }
      // A comment without any existing rule is reported as such.
      const unused = [...rules].filter(([rule]) => !uses(disable, rule));
      if (rules.size === 0 || unused.length === 0) continue;
      if (unused.length === rules.size) {
        const what = unused.map(([rule]) => rule).join(', ');
        idle.push({ kind: 'unused', range: comment, what, removal: whole });
        continue;
      }
      for (const [rule, { start, end }] of unused) {
        idle.push({
          kind: 'unused',
          range: rangeOf(start, end),
          what: rule,
          removal: rangeOf(start - 1, end),
        });
      }
    }
    return idle;
  }
}

function unionsByRule(
  disables: readonly Disable[],
  rangeOf: (disable: Disable) => Range | undefined,
): ReadonlyMap<string, RangeUnion> {
  const ranges = new Map<string, Range[]>();
  for (const disable of disables) {
    const range = rangeOf(disable);
    if (range === undefined) continue;
    for (const rule of disable.rules?.keys() ?? ['']) {
      const list = ranges.get(rule);
      if (list === undefined) ranges.set(rule, [range]);
      else list.push(range);
    }
  }
  return new Map([...ranges].map(([rule, list]) => [rule, new RangeUnion(list)]));
}

/** Whether one of the ascending offsets is in the range. */
function hasIn(offsets: readonly number[], { start, end }: Range): boolean {
  const next = offsets[countUpTo(offsets, start - 1)];
  return next !== undefined && next < end;
}

/** `undefined` if the document has no comment for mailtxt. */
export function suppressionsOf(
  document: RecordDocument,
  isRule: (id: string) => boolean,
  /** Parts of an entry can be anywhere, also in other documents. */
  isOfFamily: boolean,
): Suppressions | undefined {
  if (!document.blocks.some((block) => block.hasPragmas)) return undefined;
  const disables: Disable[] = [];
  const misread: IdleComment[] = [];
  const open: (Comment & { readonly from: number })[] = [];
  let base = 0;
  const following = followingEntries(document);
  const lines = new CommentedLines(document.text);
  for (const [i, block] of document.blocks.entries()) {
    const commented = block.hasPragmas
      ? new CommentedBlock(document, block, base, following[i] ?? NOWHERE)
      : undefined;
    for (const pragma of commented === undefined ? [] : block.pragmas) {
      const comment = rangeOf(base + pragma.range.start, base + pragma.range.end);
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
          const reach = commented?.reach(pragma.at, match[1] === 'disable-line') ?? NOWHERE;
          const line = isOfFamily ? lines.of(comment, match[1] === 'disable-line') : undefined;
          disables.push({ rules, reach, line, comment, whole });
          break;
        }
        case 'disable':
          open.push({ rules, from: at, comment, whole });
          break;
        default:
          for (const region of open.splice(0)) {
            disables.push({ ...region, reach: rangeOf(region.from, at) });
          }
      }
    }
    base += block.length;
  }
  for (const region of open) {
    disables.push({ ...region, reach: rangeOf(region.from, Infinity) });
  }
  return new Suppressions(disables, misread);
}

/**
 * The ids before `--`, separated by spaces or commas, with the place of each; `undefined` if there is none. They are the last
 * `length` characters of the comment's text, which is at `at` in the document.
 */
function rulesOf(comment: string, length: number, at: number): ReadonlyMap<string, Range> | undefined {
  const from = comment.length - length;
  const list = comment.slice(from).split(/(?:^|[ \t])--/)[0] ?? '';
  const rules = new Map<string, Range>();
  for (const { 0: id, index } of list.matchAll(/[^\s,]+/g)) {
    const start = at + from + index;
    rules.set(id, rangeOf(start, start + id.length));
  }
  return rules.size === 0 ? undefined : rules;
}

/** The comment with its line, or with the spaces between it and the text before it. */
function wholeOf(document: RecordDocument, comment: Range, alone: boolean): Range {
  const { text } = document;
  const { line } = text.offsetToPosition(comment.start);
  const { start } = text.lineRange(line);
  if (!alone) {
    const before = text.slice(start, comment.start);
    return rangeOf(start + before.trimEnd().length, comment.end);
  }
  const end = line + 1 < text.lineCount ? text.lineRange(line + 1).start : comment.end;
  return rangeOf(start, end);
}
