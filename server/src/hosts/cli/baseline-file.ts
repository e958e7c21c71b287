import {
  readConfigJson,
  configText,
  listOf,
  objectOf,
  wholeNumberSetting,
} from '../../analysis/input/config-reader.ts';
import type { ConfigProblem, Read } from '../../analysis/input/config-reader.ts';
import { rangeOf } from '../../text/range.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { toDocumentPath } from '../node/paths.ts';
import { readTextFile } from '../node/text-file.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import { jsonText } from './reporters/json.ts';

/** The version of the format. It also determines what fingerprints are computed from. */
const VERSION = 1;

/** The key that identifies a file as a baseline. */
const KEY = 'mailtxtBaseline';

/** Entries of a baseline file: tens of megabytes. */
export const MAX_BASELINE_ENTRIES = 100_000;

/** Equal findings that one entry of a baseline accepts. */
const MAX_COUNT = 1_000_000;

interface BaselineJson {
  readonly [KEY]: number;
  readonly findings: readonly Partial<BaselineEntry>[];
}

const readEntry = objectOf<Required<BaselineEntry>>({
  fingerprint: configText((text) =>
    /^[0-9a-f]{32}$/.test(text) ? undefined : 'is not a fingerprint (32 hexadecimal digits)',
  ),
  count: wholeNumberSetting(1, MAX_COUNT),
  path: configText(),
  rule: configText(),
  owner: configText(),
  type: configText(),
  message: configText(),
  reason: configText(),
  expires: configText((text) => (isDate(text) ? undefined : 'is not a date such as "2027-01-31"')),
}) as Read<Partial<BaselineEntry>>;

const readObject = objectOf<BaselineJson>({
  [KEY]: wholeNumberSetting(0, Number.MAX_SAFE_INTEGER),
  findings: listOf((node, report) => {
    const entry = readEntry(node, report);
    if (entry !== undefined && entry.fingerprint === undefined && node.type === 'object')
      report({ range: rangeOf(node.offset, node.offset + 1), message: 'this entry has no "fingerprint"' });
    return entry;
  }, MAX_BASELINE_ENTRIES),
});

/** For a file of another program, one problem is enough: more would be noise. */
const readRoot: Read<Partial<BaselineJson>> = (node, report) => {
  const version = node.children?.find(({ children }) => children?.[0]?.value === KEY)?.children?.[1];
  if (node.type !== 'object' || version === undefined) {
    const message = `this is not a mailtxt baseline: it has no "${KEY}"; --write-baseline creates a baseline`;
    report({ range: rangeOf(node.offset, node.offset + Math.min(1, node.length)), message });
    return undefined;
  }
  if (version.value !== VERSION) {
    const message = `this version of mailtxt only reads baselines of version ${VERSION}`;
    report({ range: rangeOf(version.offset, version.offset + version.length), message });
    return undefined;
  }
  return readObject(node, report);
};

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The entries of a baseline, and its problems with their positions. */
export function parseBaseline(json: string): {
  readonly entries: readonly BaselineEntry[];
  readonly problems: readonly ConfigProblem[];
} {
  const { value, problems } = readConfigJson(json, readRoot);
  if (value === undefined && problems.length === 0) {
    const message = 'the file is empty; --write-baseline creates a baseline';
    return { entries: [], problems: [{ range: rangeOf(0, 0), message }] };
  }
  const entries = (value?.findings ?? []).flatMap(
    ({ fingerprint, count = 1, path = '', rule = '', message = '', ...more }) =>
      fingerprint === undefined ? [] : [{ fingerprint, count, path, rule, message, ...more }],
  );
  return { entries, problems };
}

/** The text of a baseline file: one entry per line, in an order that keeps diffs small. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const keyOf = ({ path, rule, owner = '', fingerprint }: BaselineEntry): string =>
    [path, rule, owner, fingerprint].join('\0');
  const lines = entries
    .map((entry) => ({ key: keyOf(entry), entry }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry: { fingerprint, count, path, rule, owner, type, message, reason, expires } }) =>
      jsonText({ fingerprint, count, path, rule, owner, type, message, reason, expires }),
    );
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  "${KEY}": ${VERSION},\n  "findings": ${list}\n}\n`;
}

/** The entries of a baseline file. There are no problems only if the whole file can be used. */
export function readBaselineFile(path: string): {
  readonly entries: readonly BaselineEntry[];
  readonly problems: readonly FileProblem[];
} {
  const documentPath = toDocumentPath(path);
  const file = readTextFile(path);
  if (file.kind === 'unreadable')
    return { entries: [], problems: [{ path: documentPath, message: file.reason, fatal: true }] };
  const { entries, problems } = parseBaseline(file.text);
  return {
    entries,
    problems: problems.map((problem) => ({ ...problem, path: documentPath, text: file.text, fatal: true })),
  };
}
