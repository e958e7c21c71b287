import type { Workspace } from '../analysis/workspace.ts';
import type { Unread, UnreadKind } from '../records/unread.ts';
import { groupDigits } from '../text/group-digits.ts';
import { printable } from '../text/printable.ts';
import { shorten } from '../text/shorten.ts';

/** The maximum number of lines that list what was not examined. */
export const MAX_UNREAD_LINES = 8;
/** Entries of a kind to show one by one. More are combined into one line. */
const MAX_SINGLE = 2;
/** Names in a line. The others are counted. */
const MAX_NAMED = 3;
/** UTF-16 units of a name in a line. */
const MAX_NAME_LENGTH = 80;

/** One line of the list, and the entries that it represents. */
export interface UnreadLine {
  readonly text: string;
  readonly entries: readonly Unread[];
}

/** The place of an entry: `main.tf:3:12`, or only the path; empty if it is in no file. */
export type PlaceOf = (unread: Unread) => string;

/** Places in the documents of a workspace. Lines and columns start at 1, and columns are in UTF-16 units. */
export function placesIn(texts: Pick<Workspace, 'textOf'>, nameOf: (path: string) => string): PlaceOf {
  return ({ path, range }) => {
    const text = range === undefined ? undefined : texts.textOf(path);
    if (range === undefined || text === undefined) return nameOf(path);
    const { line, character } = text.offsetToPosition(range.start);
    return `${nameOf(path)}:${line + 1}:${character + 1}`;
  };
}

/**
 * What was not examined, in at most {@link MAX_UNREAD_LINES} lines that can follow "Not checked: ". The entries that are most
 * likely to have mail records come first.
 */
export function unreadLines(
  unread: readonly Unread[],
  nameOf: (path: string) => string,
  placeOf: PlaceOf,
): readonly UnreadLine[] {
  const lines = KINDS.flatMap((kind) => {
    const entries = unread.filter((one) => one.kind === kind);
    if (entries.length === 0) return [];
    if (entries.length <= MAX_SINGLE || kind === 'dns')
      return entries.map((entry) => ({ text: entryLine(entry, placeOf), entries: [entry] }));
    return kind === 'format'
      ? formatLines(entries, nameOf)
      : [{ text: GROUPED[kind](entries, nameOf, placeOf), entries }];
  });
  if (lines.length <= MAX_UNREAD_LINES) return lines;
  const rest = lines.slice(MAX_UNREAD_LINES - 1).flatMap(({ entries }) => entries);
  return [
    ...lines.slice(0, MAX_UNREAD_LINES - 1),
    { text: `${groupDigits(rest.length)} more, of other kinds`, entries: rest },
  ];
}

/** An entry as its own line. */
export function entryLine(unread: Unread, placeOf: PlaceOf): string {
  const place = printable(placeOf(unread));
  const message = printable(unread.message);
  return place === '' ? message : `${place}: ${message}`;
}

const KINDS: readonly UnreadKind[] = [
  'format',
  'module',
  'variables',
  'include',
  'duplicate-zone',
  'name',
  'limit',
  'dns',
];

type NameOf = (path: string) => string;
type Grouped = (entries: readonly Unread[], nameOf: NameOf, placeOf: PlaceOf) => string;

/** Several entries of a kind in one line. */
const GROUPED: Readonly<Record<Exclude<UnreadKind, 'format' | 'dns'>, Grouped>> = {
  module: (entries) =>
    `${many(entries.length, 'module')} that are not in the workspace: ${listed(subjectsOf(entries))}`,
  variables: (entries, nameOf) => {
    const files = entries.filter(({ subject }) => subject === undefined);
    const names = subjectsOf(entries.filter(({ subject }) => subject !== undefined));
    const parts = [
      ...(names.length === 0 ? [] : [`${many(names.length, 'variable')} without a value: ${listed(names)}`]),
      ...(files.length === 0
        ? []
        : [`${many(files.length, 'file')} with values of variables: ${listed(pathsOf(files, nameOf))}`]),
    ];
    return parts.join('; ');
  },
  include: (entries) => `${many(entries.length, 'file')} that are missing: ${listed(subjectsOf(entries))}`,
  'duplicate-zone': (entries) =>
    `${many(entries.length, 'zone')} in several files: ${listed(subjectsOf(entries))}`,
  name: (entries, nameOf) => {
    const count = entries.reduce((sum, one) => sum + one.count, 0);
    const files = pathsOf(entries, nameOf);
    return `the domain of ${many(count, 'record')} is unknown, in ${many(files.length, 'file')}: ${listed(files)}`;
  },
  limit: (entries, _, placeOf) =>
    `${many(entries.length, 'place')} where a limit was reached: ${listed(entries.map((entry) => placeOf(entry) || entry.message))}`,
};

/** A line for each format. If there are many, those with the fewest files share one. */
function formatLines(entries: readonly Unread[], nameOf: NameOf): readonly UnreadLine[] {
  const byFormat = new Map<string, Unread[]>();
  for (const entry of entries) {
    const format = entry.subject ?? '';
    const same = byFormat.get(format);
    if (same === undefined) byFormat.set(format, [entry]);
    else same.push(entry);
  }
  const sorted = [...byFormat].sort(([, a], [, b]) => b.length - a.length);
  const own = sorted.length <= MAX_NAMED ? sorted : sorted.slice(0, MAX_NAMED - 1);
  const lines = own.map(([format, same]) => ({
    text: formatText(format, pathsOf(same, nameOf)),
    entries: same,
  }));
  const rest = sorted.slice(own.length);
  if (rest.length === 0) return lines;
  const others = rest.flatMap(([, same]) => same);
  const formats = listed(rest.map(([format]) => (format === '' ? 'parts of files' : format)));
  return [
    ...lines,
    {
      text: `${many(others.length, 'file')} that look like DNS records in other formats: ${formats}`,
      entries: others,
    },
  ];
}

/** `format` is empty if it is one that mailtxt reads, but a part of a file could not be read. */
function formatText(format: string, paths: readonly string[]): string {
  const files = many(paths.length, 'file');
  if (format === '') return `${files} with parts that could not be read: ${listed(paths)}`;
  const looks = paths.length === 1 ? 'looks' : 'look';
  return `${files} that ${looks} like DNS records in ${format}, which mailtxt does not read: ${listed(paths)}`;
}

/** The subjects of the entries without duplicates, the most frequent first. */
function subjectsOf(entries: readonly Unread[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { subject } of entries)
    if (subject !== undefined) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([subject]) => subject);
}

function pathsOf(entries: readonly Unread[], nameOf: NameOf): readonly string[] {
  return [...new Set(entries.map(({ path }) => nameOf(path)))];
}

function listed(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map((name) => printable(shorten(name, MAX_NAME_LENGTH)));
  const more = names.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${groupDigits(more)} more` : ''}`;
}

function many(count: number, one: string): string {
  return `${groupDigits(count)} ${one}${count === 1 ? '' : 's'}`;
}
