import type { RecordDocument, RecordBlock } from '../records/document.ts';
import type { Range } from '../text/range.ts';

/** A comment that turns rules off for some entries. Ranges are offsets in the document. */
interface Disable {
  /** `undefined`: every rule. */
  readonly rules: ReadonlySet<string> | undefined;
  /** Entries whose start lies in it are concerned. */
  readonly reach: Range;
  readonly comment: Range;
  readonly used: Set<string>;
}

/** A comment that speaks to us and says nothing, or nothing that can be understood. */
export interface IdleComment {
  readonly kind: 'unused' | 'unknown-rule' | 'not-understood';
  readonly range: Range;
  readonly what: string;
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

  /** `entryStart` is an offset in the document. */
  covers(rule: string, entryStart: number): boolean {
    let covered = false;
    for (const disable of this.disables) {
      if (entryStart < disable.reach.start || entryStart >= disable.reach.end) continue;
      if (disable.rules !== undefined && !disable.rules.has(rule)) continue;
      disable.used.add(rule);
      covered = true;
    }
    return covered;
  }

  /** To be asked when every finding has been through `covers`. */
  idle(): readonly IdleComment[] {
    const idle: IdleComment[] = [...this.misread];
    for (const { rules, used, comment } of this.disables) {
      const unused = rules === undefined ? [] : [...rules].filter((rule) => !used.has(rule));
      if (used.size === 0)
        idle.push({ kind: 'unused', range: comment, what: [...(rules ?? ['every rule'])].join(', ') });
      else if (unused.length > 0) idle.push({ kind: 'unused', range: comment, what: unused.join(', ') });
    }
    return idle;
  }
}

/** `undefined` when no comment of the document speaks to us. */
export function suppressionsOf(
  document: RecordDocument,
  isRule: (id: string) => boolean,
): Suppressions | undefined {
  if (!document.blocks.some((block) => block.hasPragmas)) return undefined;
  const disables: Disable[] = [];
  const misread: IdleComment[] = [];
  const open: { rules: ReadonlySet<string> | undefined; from: number; comment: Range }[] = [];
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
      const rules = rulesOf(match[2] ?? '');
      for (const rule of rules ?? []) {
        if (!isRule(rule)) misread.push({ kind: 'unknown-rule', range: comment, what: rule });
      }
      const at = base + pragma.at;
      switch (match[1]) {
        case 'disable-line':
        case 'disable-next-line': {
          const reach = entryReach(document, block, base, pragma.at, match[1] === 'disable-line');
          disables.push({ rules, reach, comment, used: new Set() });
          break;
        }
        case 'disable':
          open.push({ rules, from: at, comment });
          break;
        default:
          for (const region of open.splice(0)) {
            disables.push({
              rules: region.rules,
              reach: { start: region.from, end: at },
              comment: region.comment,
              used: new Set(),
            });
          }
      }
    }
    base += block.length;
  }
  for (const region of open) {
    disables.push({
      rules: region.rules,
      reach: { start: region.from, end: Infinity },
      comment: region.comment,
      used: new Set(),
    });
  }
  return new Suppressions(disables, misread);
}

/** The ids before `--`, blanks or commas between them; `undefined` when none is named. */
function rulesOf(text: string): ReadonlySet<string> | undefined {
  const ids = (text.split(/(?:^|[ \t])--/)[0] ?? '').split(/[\s,]+/).filter((id) => id !== '');
  return ids.length === 0 ? undefined : new Set(ids);
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
    if (start > at) return sameLine ? { start: 0, end: 0 } : { start: base + start, end: base + start + 1 };
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
