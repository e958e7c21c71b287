import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { canonicalName, completeName, isKnown, type DomainName } from '../../dns/names.ts';
import { LABELS } from '../../email/underscored-names.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import { meaningOfOwner } from '../owner-meaning.ts';
import { meaningOfType } from '../record-types.ts';
import type { Completion, Suggestion, SuggestionKind } from './suggestion.ts';

/** Lines before the cursor in which an open parenthesis is looked for: longer records are rare, and each key press looks. */
export const MAX_LINES_BACK = 100;

/** Characters before the cursor in which `$ORIGIN` is looked for. */
export const MAX_ORIGIN_BACK = 100_000;

/** Names below a domain at which receivers look for what mail needs. */
const OWNERS = ['_dmarc', 'default._domainkey', LABELS['MTA-STS'], LABELS['TLS-RPT'], LABELS.BIMI] as const;

const TYPES = ['TXT', 'MX', 'A', 'AAAA', 'CNAME', 'TLSA', 'SRV', 'PTR', 'NS', 'CAA'] as const;

const OWNER_PLACE = /^[\w.-]*$/;
/** A name or blanks, and then TTL and class in any order. */
const TYPE_PLACE = /^[\w.@*-]*[ \t]+(?:(?:IN|\d[\dsmhdw]*)[ \t]+)*([A-Za-z]\w*)?$/i;

/** The owner or the type of an entry of a zone file, where the cursor is in the place of one. */
export function completeZoneLine(
  workspace: Workspace,
  path: DocumentPath,
  source: SourceText,
  offset: number,
): Completion | undefined {
  const { line } = source.offsetToPosition(offset);
  const { start, end } = source.lineRange(line);
  const before = source.slice(start, offset);
  const isOwner = OWNER_PLACE.test(before);
  const type = isOwner ? undefined : TYPE_PLACE.exec(before);
  if ((!isOwner && type === null) || isContinued(source, line)) return undefined;
  const behind = /^[\w.-]*/.exec(source.slice(offset, end))?.[0].length ?? 0;
  const range = rangeOf(isOwner ? start : offset - (type?.[1]?.length ?? 0), offset + behind);
  return { range, suggestions: isOwner ? owners(workspace, path, source, range) : types() };
}

/** Whether the line belongs to an entry that began before it. */
function isContinued(source: SourceText, line: number): boolean {
  let depth = 0;
  for (let i = Math.max(0, line - MAX_LINES_BACK); i < line; i++) {
    const { start, end } = source.lineRange(i);
    const signs = source.slice(start, end).replace(/"(?:[^"\\]|\\.)*"|\\.|;.*/g, '');
    for (const sign of signs) {
      if (sign === '(') depth++;
      else if (sign === ')') depth = Math.max(0, depth - 1);
    }
  }
  return depth > 0;
}

function owners(
  workspace: Workspace,
  path: DocumentPath,
  source: SourceText,
  { start, end }: Range,
): readonly Suggestion[] {
  const origin = originAt(workspace, path, source, start);
  const typed = source.slice(start, end);
  return OWNERS.flatMap((owner, rank): readonly Suggestion[] => {
    const name = origin === undefined ? undefined : completeName(owner, origin);
    const isThere =
      name !== undefined && ['TXT', 'CNAME'].some((type) => workspace.recordsOf(name, type).length > 0);
    if (isThere && typed !== owner) return [];
    return [suggestion('owner', owner, rank, () => (name === undefined ? undefined : meaningOfOwner(name)))];
  });
}

/** What completes names in that line; `undefined` where that is not plain. */
function originAt(
  workspace: Workspace,
  path: DocumentPath,
  source: SourceText,
  offset: number,
): DomainName | undefined {
  const from = Math.max(0, offset - MAX_ORIGIN_BACK);
  const last = [...source.slice(from, offset).matchAll(/^\$ORIGIN[ \t]+([^\s;]+)/gim)].at(-1)?.[1];
  if (last !== undefined) return /^[\w.-]+\.$/.test(last) ? canonicalName(last) : undefined;
  const { name } = workspace.originOf(path);
  return from > 0 || name === undefined || !isKnown(name) ? undefined : name;
}

function types(): readonly Suggestion[] {
  return TYPES.map((type, rank) => suggestion('type', type, rank, () => meaningOfType(type)));
}

function suggestion(
  kind: SuggestionKind,
  text: string,
  rank: number,
  explain: Suggestion['explain'],
): Suggestion {
  return { text, kind, detail: undefined, rank, goesOn: false, explain };
}
