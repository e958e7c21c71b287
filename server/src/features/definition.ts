import type { DocumentPath } from '../analysis/finding.ts';
import type { LocatedRecord, Workspace } from '../analysis/workspace.ts';
import { isKnown, type DomainName } from '../dns/names.ts';
import type { SpfTerm } from '../email/spf/model.ts';
import { policyKindOf } from '../email/policies.ts';
import { rangeOf } from '../text/range.ts';
import { shift, type Range } from '../text/range.ts';
import { nameAt } from './references.ts';
import { spfAt } from './spf-at.ts';

/** The target of a name. */
export interface Definition {
  /** The characters of the link in the document. */
  readonly from: Range;
  readonly targets: readonly DefinitionTarget[];
}

export interface DefinitionTarget {
  readonly path: DocumentPath;
  /** The whole record, or the resource that defines it; for a file, its start. */
  readonly range: Range;
  /** The data within it. */
  readonly data: Range;
}

/** The path that an include of a document points to; `undefined` if it is unknown. */
export type PathOf = (file: string, from: DocumentPath) => DocumentPath | undefined;

/**
 * The records that the name at `offset` points to: the target of an SPF term, or a name in the data of a record. For `$INCLUDE`,
 * the file. For `local.spf`, the declaration. For an owner name, all records of the name. `undefined` if there is no name, or
 * nothing in the workspace has it.
 */
export function definitionAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  pathOf: PathOf,
): Definition | undefined {
  const found =
    ofTerm(workspace, path, offset) ??
    ofField(workspace, path, offset) ??
    ofInclude(workspace, path, offset, pathOf) ??
    ofReference(workspace, path, offset) ??
    ofOwner(workspace, path, offset);
  return found === undefined || found.targets.length === 0 ? undefined : found;
}

function ofTerm(workspace: Workspace, path: DocumentPath, offset: number): Definition | undefined {
  const spf = spfAt(workspace, path, offset);
  if (spf === undefined) return undefined;
  for (const { term, target } of spf.tree.terms) {
    const typed = spf.spf.value.toSource(term.range);
    const from = typed && shift(typed, spf.base);
    if (from === undefined || !holds(from, offset)) continue;
    return target === undefined ? undefined : { from, targets: targetsOf(term, target, workspace) };
  }
  return undefined;
}

function targetsOf({ kind }: SpfTerm, name: DomainName, workspace: Workspace): readonly DefinitionTarget[] {
  switch (kind) {
    case 'include':
    case 'redirect':
      return recordsNamed(workspace, name, ['TXT', 'CNAME']).filter(isSpfOrAlias).map(targetOf);
    case 'exp':
      return recordsNamed(workspace, name, ['TXT', 'CNAME']).map(targetOf);
    case 'mx':
      return recordsNamed(workspace, name, ['MX', 'CNAME']).map(targetOf);
    default:
      return recordsNamed(workspace, name, OF_HOSTS).map(targetOf);
  }
}

function isSpfOrAlias({ record: { rdata, owner } }: LocatedRecord): boolean {
  return rdata.kind !== 'text' || policyKindOf(rdata.value.text, owner) === 'spf';
}

/** The maximum number of places. */
const MAX_TARGETS = 100;

/** The records of mail servers. */
const OF_HOSTS = ['A', 'AAAA', 'CNAME'];
/** The targets of an alias: a key or a policy before an address. */
const OF_ALIASES = ['TXT', 'MX', ...OF_HOSTS];

function ofField(workspace: Workspace, path: DocumentPath, offset: number): Definition | undefined {
  const placed = workspace.recordAt(path, offset);
  if (placed?.record.rdata.kind !== 'fields') return undefined;
  const { record, range } = placed;
  const base = range.start - record.range.start;
  const field = placed.record.rdata.fields.find((one) => holds(shift(one.range, base), offset));
  if (field?.kind !== 'name' || field.value === '' || !isKnown(field.value)) return undefined;
  const types = record.type === 'CNAME' || record.type === 'DNAME' ? OF_ALIASES : OF_HOSTS;
  return {
    from: shift(field.range, base),
    targets: recordsNamed(workspace, field.value, types).map(targetOf),
  };
}

function ofInclude(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  pathOf: PathOf,
): Definition | undefined {
  const include = workspace
    .documentOf(path)
    ?.includes()
    .find(({ range }) => holds(range, offset));
  const target = include === undefined ? undefined : pathOf(include.file, path);
  if (include === undefined || target === undefined) return undefined;
  const top = rangeOf(0, 0);
  return { from: include.range, targets: [{ path: target, range: top, data: top }] };
}

function ofReference(workspace: Workspace, path: DocumentPath, offset: number): Definition | undefined {
  const found = workspace.documentOf(path)?.referenceAt?.(offset);
  return (
    found && {
      from: found.from,
      targets: found.targets.map(({ path: at, range, name }) => ({ path: at, range, data: name })),
    }
  );
}

/** The records of a name in a zone or a module, those for mail first. */
const OF_OWNERS = ['TXT', 'SPF', 'MX', 'TLSA', 'SRV', 'PTR', 'NS', 'SOA', 'DNAME', ...OF_HOSTS];

function ofOwner(workspace: Workspace, path: DocumentPath, offset: number): Definition | undefined {
  const found = nameAt(workspace, path, offset);
  if (found?.role !== 'owner') return undefined;
  return { from: found.range, targets: recordsNamed(workspace, found.name, OF_OWNERS).map(targetOf) };
}

function recordsNamed(
  workspace: Workspace,
  name: DomainName,
  types: readonly string[],
): readonly LocatedRecord[] {
  return types.flatMap((type) => workspace.recordsOf(name, type)).slice(0, MAX_TARGETS);
}

/** A cursor directly after the last character counts, as it does for words. */
function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

function targetOf({ path, record, range }: LocatedRecord): DefinitionTarget {
  return { path, range, data: shift(record.rdataRange, range.start - record.range.start) };
}
