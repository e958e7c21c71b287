import type { DocumentPath } from '../../analysis/finding.ts';
import type { PlacedRecord, Workspace } from '../../analysis/workspace.ts';
import { policyOf } from '../../analysis/engine/policies.ts';
import { spfDomainOfOwner } from '../../domain/spf/owner.ts';
import { shift } from '../../text/range.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { completeSpf } from './spf.ts';
import type { Completion } from './suggestion.ts';
import { typedCursor } from './typed-text.ts';

/** What can be typed at `offset` of the document. `undefined` where nothing is known to fit. */
export function completionsAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): Completion | undefined {
  const placed = workspace.recordAt(path, offset);
  const found = placed && completeText(workspace, path, offset, placed);
  return found === undefined || found.suggestions.length === 0 ? undefined : found;
}

/** Within the text of a record that is a policy. */
function completeText(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  { record, range }: PlacedRecord,
): Completion | undefined {
  const source = workspace.textOf(path);
  if (record.rdata.kind !== 'text' || source === undefined) return undefined;
  const { strings, value } = record.rdata;
  const base = range.start - record.range.start;
  const cursor = typedCursor(value, strings, offset - base, ({ start, end }) =>
    source.slice(base + start, base + end),
  );
  const policy = policyOf(record);
  if (cursor === undefined || policy?.kind !== 'spf') return undefined;
  const domain = spfDomainOfOwner(record.owner);
  const found = completeSpf(policy, cursor.at, {
    domain,
    names: () => (domain === undefined ? NO_NAMES : knownNames(workspace, path, domain)),
  });
  const typed = found && cursor.toSource(found.range);
  return typed && { range: shift(typed, base), suggestions: found.suggestions };
}

const NO_NAMES: KnownNames = { hosts: [], exchanges: [], policies: [], services: new Set() };
