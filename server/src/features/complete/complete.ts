import type { DocumentPath } from '../../analysis/finding.ts';
import type { PlacedRecord, Workspace } from '../../analysis/workspace.ts';
import { policyOf } from '../../analysis/engine/policies.ts';
import { isKnown, type DomainName } from '../../dns/names.ts';
import { spfDomainOfOwner } from '../../domain/spf/owner.ts';
import { policyKindOf, type PolicyKind } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import { shift } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import { completeComment } from './comment.ts';
import { completeField } from './field.ts';
import {
  hintedServices,
  knownNames,
  knownReportUris,
  type HintedServices,
  type KnownNames,
} from './known-names.ts';
import { completeSpf } from './spf.ts';
import type { Completion } from './suggestion.ts';
import { completeTags } from './tags.ts';
import { typedCursor } from './typed-text.ts';
import { completeVersion } from './version.ts';

/** What can be typed at `offset` of the document; `undefined` if nothing known fits. */
export function completionsAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): Completion | undefined {
  const source = workspace.textOf(path);
  if (source === undefined) return undefined;
  const placed = workspace.recordAt(path, offset);
  const found =
    (placed && completeText(workspace, path, source, offset, placed)) ??
    completeTyped(workspace, path, offset);
  const isEmpty = found?.suggestions.length === 0 && found.isIncomplete !== true;
  return isEmpty ? undefined : found;
}

/** Completes a comment that disables rules, or another field, even of a record that cannot be read yet. */
function completeTyped(workspace: Workspace, path: DocumentPath, offset: number): Completion | undefined {
  const document = workspace.documentOf(path);
  const comment = document && completeComment(workspace, path, document, offset);
  if (comment !== undefined) return comment;
  const field = document?.fieldAt?.(offset);
  return field && completeField(workspace, path, offset, field);
}

/** Completes the value of a TXT record. */
function completeText(
  workspace: Workspace,
  path: DocumentPath,
  source: SourceText,
  offset: number,
  { record, range }: PlacedRecord,
): Completion | undefined {
  if (record.rdata.kind !== 'text' || record.type !== 'TXT') return undefined;
  const { strings, value } = record.rdata;
  const base = range.start - record.range.start;
  const cursor = typedCursor(value, strings, offset - base, ({ start, end }) =>
    source.slice(base + start, base + end),
  );
  if (cursor === undefined) return undefined;
  const found = completePolicy(workspace, path, record, cursor.at);
  const typed = found && cursor.toSource(found.range);
  return typed && { ...found, range: shift(typed, base) };
}

/** Completes a policy. Ranges are in the decoded value of the record. */
function completePolicy(
  workspace: Workspace,
  path: DocumentPath,
  record: DnsRecord,
  at: number,
): Completion | undefined {
  const { owner, rdata } = record;
  if (rdata.kind !== 'text') return undefined;
  const version = completeVersion(owner, rdata.value.text, (kind) => hasOther(workspace, record, kind));
  if (version !== undefined) return version;
  const policy = policyOf(record);
  if (policy?.kind !== 'spf')
    return policy && completeTags(policy, at, () => reportUris(workspace, path, owner));
  const domain = spfDomainOfOwner(owner);
  return completeSpf(policy, at, {
    domain,
    names: (uses, typed) =>
      domain === undefined ? NO_NAMES : knownNames(workspace, path, { uses, typed, domain }),
    services: () => (domain === undefined ? NO_HINTS : hintedServices(workspace, path, domain)),
  });
}

/** The addresses in the records of the workspace, and the usual address of the domain. */
function reportUris(workspace: Workspace, path: DocumentPath, owner: DomainName): readonly string[] {
  const known = knownReportUris(workspace, path);
  const [, prefix, domain = ''] = /^(_dmarc|_smtp\._tls)\.(.+)$/.exec(owner) ?? [];
  if (prefix === undefined || !isKnown(domain)) return known;
  const usual = `mailto:${prefix === '_dmarc' ? 'dmarc' : 'tls-reports'}@${domain}`;
  return known.includes(usual) ? known : [...known, usual];
}

const NO_NAMES: KnownNames = { names: [], isWhole: true };
const NO_HINTS: HintedServices = { services: new Set(), isWhole: true };

function hasOther(workspace: Workspace, { owner, rdata }: DnsRecord, kind: PolicyKind): boolean {
  const own = rdata.kind === 'text' ? rdata.value.text : '';
  return workspace
    .recordsOf(owner, 'TXT')
    .some(
      ({ record: { rdata: other } }) =>
        other.kind === 'text' && other.value.text !== own && policyKindOf(other.value.text, owner) === kind,
    );
}
