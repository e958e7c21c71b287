import type { FileEdit, Finding, Fix } from '../../server/src/analysis/finding.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { fixWorkspace } from '../../server/src/hosts/cli/fix.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { applyEdits, sortEdits } from '../../server/src/text/edit.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import type { Range } from '../../server/src/text/range.ts';
import { workspace } from './workspace.ts';
import type { WorkspaceOptions } from './workspace.ts';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** What a fix must not do. */
export type ViolationKind =
  /** The finding is there after the fix. */
  | 'not-removed'
  /** A safe fix brings up a finding that was not there. */
  | 'new-by-safe'
  /** Something cannot be read after the fix that could be before. */
  | 'unreadable'
  /** A record is gone that the finding is not about. */
  | 'record-gone'
  /** Edits overlap, or lie outside of their document. */
  | 'bad-edit'
  /** Reading, checking or fixing throws. */
  | 'throws'
  /** `--fix` does not reach an end, or changes more when it is run again. */
  | 'not-stable'
  /** After `--fix` there is a finding that was not there. */
  | 'new-by-all';

export interface Violation {
  readonly kind: ViolationKind;
  readonly rule: string;
  readonly title: string;
  readonly safety: string;
  /** What is seen, with its place. */
  readonly detail: string;
}

export interface FixCounts {
  /** Fixes that were applied, one at a time. */
  applied: number;
  /** Findings that were looked at. */
  findings: number;
}

export interface FixCheck extends FixCounts {
  readonly violations: readonly Violation[];
}

const FAULT_RULES: ReadonlySet<string> = new Set(
  rules.filter(({ subject }) => subject === 'fault').map(({ id }) => id),
);

/**
 * Applies every offered fix of every finding, each to the files as they are, and checks them anew; then all safe fixes
 * together. It shares nothing with how the product itself finds out what a fix does: it compares two workspaces that are
 * each read from nothing.
 */
export function checkFixes(files: Files, options: WorkspaceOptions = {}): FixCheck {
  const violations: Violation[] = [];
  const counts: FixCounts = { applied: 0, findings: 0 };
  const before = snapshotOf(files, options);
  for (const [path, finding] of before.findings) {
    counts.findings++;
    for (const fix of before.workspace.fixesOf(path, finding)) {
      counts.applied++;
      const add = (kind: ViolationKind, detail: string): void => {
        const { title, safety } = fix;
        violations.push({ kind, rule: finding.rule, title, safety, detail: `${path}: ${detail}` });
      };
      try {
        tryFix(before, [path, finding], fix, options, add);
      } catch (error) {
        add('throws', error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }
  violations.push(...checkFixAll(before, options));
  return { ...counts, violations };
}

/** @throws Error with the first violations. */
export function assertFixes(files: Files, options: WorkspaceOptions = {}): FixCounts {
  const { violations, ...counts } = checkFixes(files, options);
  if (violations.length > 0) throw new Error(violations.slice(0, 5).map(showViolation).join('\n'));
  return counts;
}

export function showViolation({ kind, rule, title, safety, detail }: Violation): string {
  return `${kind} ${rule} "${title}" (${safety}): ${detail}`;
}

type Placed = readonly [path: string, finding: Finding];

interface Snapshot {
  readonly files: Files;
  readonly workspace: Workspace;
  readonly findings: readonly Placed[];
  readonly problems: readonly string[];
  readonly records: ReadonlyMap<string, number>;
}

function snapshotOf(files: Files, options: WorkspaceOptions): Snapshot {
  const made = workspace(options);
  for (const [path, text] of Object.entries({ ...options.beside, ...files })) {
    if (!made.add(path, text)) made.add(path, text, { format: 'zone' });
  }
  const paths = made.paths();
  const findings = paths.flatMap((path) =>
    made.findings(path).findings.map((finding): Placed => [path, finding]),
  );
  const problems = paths.flatMap((path) => made.problems(path).map(({ message }) => `${path}: ${message}`));
  const records = new Map<string, number>();
  for (const path of paths) {
    for (const { record } of made.records(path)) {
      const owner = record.owner.replace(new RegExp(`${HOLE}\\d+$`), HOLE);
      const key = `${owner} ${record.type} ${printRdata(record.type, record.rdata)}`;
      records.set(key, (records.get(key) ?? 0) + 1);
    }
  }
  return { files: { ...options.beside, ...files }, workspace: made, findings, problems, records };
}

function tryFix(
  before: Snapshot,
  [path, finding]: Placed,
  fix: Fix,
  options: WorkspaceOptions,
  add: (kind: ViolationKind, detail: string) => void,
): void {
  const edited = editsByPath(fix.edits);
  if (edited.size === 0) add('bad-edit', 'no edits');
  const files: Record<string, string> = { ...before.files };
  for (const [at, edits] of edited) {
    const text = files[at];
    const length = text?.length ?? -1;
    const isOutside = edits.some(
      ({ range }) => range.start < 0 || range.end < range.start || range.end > length,
    );
    if (text === undefined || isOutside || sortEdits(edits) === undefined) {
      add('bad-edit', JSON.stringify(edits));
      return;
    }
    files[at] = applyEdits(text, edits);
  }
  const after = snapshotOf(files, options);
  const { stays, fresh } = compare(before.findings, [path, finding], after.findings, edited);
  const where = `at ${finding.range.start} of ${JSON.stringify(recordText(before.files[path] ?? '', finding.range))}`;
  if (stays !== undefined) add('not-removed', `${where}: ${stays.message}`);
  for (const [at, { rule, message, range }] of fresh) {
    const isFault = FAULT_RULES.has(rule);
    if (fix.safety === 'safe') add('new-by-safe', `${where}: ${at}: ${rule}: ${message}`);
    else if (isFault && isWritten(at, range, edited))
      add('unreadable', `${where}: ${at}: ${rule}: ${message}`);
  }
  for (const problem of after.problems) {
    if (!before.problems.includes(problem) && after.problems.length > before.problems.length)
      add('unreadable', `${where}: ${problem}`);
  }
  for (const gone of otherRecordsGone(before.records, after.records, finding)) {
    add('record-gone', `${where}: ${gone}`);
  }
}

/** Whether a range after the edits holds or touches what they wrote. */
function isWritten(path: string, range: Range, edited: ReadonlyMap<string, readonly FileEdit[]>): boolean {
  return (edited.get(path) ?? []).some((edit) => {
    const written = mapRange(edit.range, edited.get(path) ?? []);
    return range.start <= written.end && written.start <= range.end;
  });
}

function recordText(text: string, { start, end }: Range): string {
  return text.slice(Math.max(0, start - 60), Math.min(text.length, end + 60));
}

/** Findings before and after an edit: which one is still there, and what was not there before. */
function compare(
  before: readonly Placed[],
  subject: Placed,
  after: readonly Placed[],
  edited: ReadonlyMap<string, readonly FileEdit[]>,
): { readonly stays: Finding | undefined; readonly fresh: readonly Placed[] } {
  const left = new Map<string, Finding[]>();
  for (const [path, finding] of after) push(left, `${path} ${finding.rule}`, finding);
  const take = ([path, finding]: Placed, isSame: (other: Finding) => boolean): Finding | undefined => {
    const candidates = left.get(`${path} ${finding.rule}`) ?? [];
    const at = candidates.findIndex(isSame);
    return at < 0 ? undefined : candidates.splice(at, 1)[0];
  };
  const mapped = ([path, { range }]: Placed): Range => mapRange(range, edited.get(path) ?? []);
  const exactly = (placed: Placed): Finding | undefined => {
    const range = mapped(placed);
    return take(placed, (other) => other.range.start === range.start && other.range.end === range.end);
  };
  const touching = (placed: Placed): Finding | undefined => {
    const range = mapped(placed);
    return take(placed, (other) => other.range.start <= range.end && range.start <= other.range.end);
  };
  const ofRecord = (placed: Placed): Finding | undefined => {
    const [, { owner, type }] = placed;
    return take(placed, (other) => other.owner === owner && other.type === type);
  };
  let others = before.filter((placed) => placed[1] !== subject[1]);
  let stays: Finding | undefined;
  for (const find of [exactly, touching, ofRecord]) {
    others = others.filter((placed) => find(placed) === undefined);
    stays ??= find(subject);
  }
  const fresh = [...left].flatMap(([key, list]) =>
    list.map((finding): Placed => [key.slice(0, key.lastIndexOf(' ')), finding]),
  );
  return { stays, fresh };
}

/** The range after edits of its document, including what replaced its characters. */
function mapRange({ start, end }: Range, edits: readonly FileEdit[]): Range {
  const map = (offset: number, isEnd: boolean): number => {
    let moved = 0;
    for (const { range, text } of sortEdits(edits) ?? []) {
      const isBefore = isEnd ? range.start <= offset : range.start < offset;
      if (!isBefore) break;
      if (range.end <= offset) moved += text.length - (range.end - range.start);
      else moved += (isEnd ? text.length : 0) + range.start - offset;
    }
    return offset + moved;
  };
  return { start: map(start, false), end: map(end, true) };
}

/**
 * Records that are gone though the finding is not about their name. One may be: a fault is shown on no record, and what
 * was read in its place is none of those that were meant.
 */
function otherRecordsGone(
  before: Snapshot['records'],
  after: Snapshot['records'],
  { owner }: Finding,
): readonly string[] {
  const total = (records: Snapshot['records']): number =>
    [...records.values()].reduce((sum, n) => sum + n, 0);
  if (total(before) - total(after) <= 1) return [];
  const gone = [...before.keys()].filter((key) => (before.get(key) ?? 0) > (after.get(key) ?? 0));
  return gone.filter((key) => owner === null || !key.startsWith(`${owner} `));
}

/** All safe fixes, as `--fix` applies them. */
function checkFixAll(before: Snapshot, options: WorkspaceOptions): readonly Violation[] {
  const violations: Violation[] = [];
  const add = (kind: ViolationKind, detail: string): void => {
    violations.push({ kind, rule: '--fix', title: '', safety: 'safe', detail });
  };
  try {
    const once = allFixed(before.files, options);
    const twice = allFixed(once, options);
    for (const [path, text] of Object.entries(once)) {
      if (twice[path] !== text) add('not-stable', `${path}: ${JSON.stringify([text, twice[path]])}`);
    }
    const counts = countsOf(before.findings);
    for (const [key, count] of countsOf(snapshotOf(once, options).findings)) {
      if (count > (counts.get(key) ?? 0)) add('new-by-all', `${key}: ${JSON.stringify(once)}`);
    }
  } catch (error) {
    add('throws', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return violations;
}

function allFixed(files: Files, options: WorkspaceOptions): Files {
  const { workspace: made } = snapshotOf(files, options);
  const { changed } = fixWorkspace(made, { safe: true, rules: new Set(), files: new Set(made.paths()) });
  return { ...files, ...Object.fromEntries([...changed].map(([path, { after }]) => [path, after])) };
}

function countsOf(findings: readonly Placed[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [path, { rule }] of findings) {
    const key = `${path} ${rule}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function editsByPath(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
  const byPath = new Map<string, FileEdit[]>();
  for (const edit of edits) push(byPath, edit.path, edit);
  return byPath;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
