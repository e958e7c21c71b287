import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { completeName, labelsOf, type DomainName } from '../../dns/names.ts';
import { policyKindOf, type PolicyKind } from '../../email/policies.ts';
import { LABELS } from '../../email/underscored-names.ts';
import { TEXT_FIELD, type TypedField } from '../../records/typed-field.ts';
import { meaningOfOwner } from '../owner-meaning.ts';
import { meaningOfType } from '../record-types.ts';
import { completeHost } from './host.ts';
import { hintedServices } from './known-names.ts';
import { isKeyAlias, keyOwners } from './service-keys.ts';
import type { Completion, Suggestion } from './suggestion.ts';
import { completeVersion } from './version.ts';

/** Names below a domain at which receivers look up records for mail. */
const OWNERS = ['_dmarc', 'default._domainkey', LABELS['MTA-STS'], LABELS['TLS-RPT'], LABELS.BIMI] as const;

const TYPES = ['TXT', 'MX', 'A', 'AAAA', 'CNAME', 'TLSA', 'SRV', 'PTR', 'NS', 'CAA'] as const;

/** What fits into the field of a record, complete or not, at `offset`. */
export function completeField(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  field: TypedField,
): Completion | undefined {
  const typed = (start: number, end: number): string => workspace.textOf(path)?.slice(start, end) ?? '';
  const { range } = field;
  switch (field.part) {
    case 'owner':
      return completeOwner(workspace, path, field, typed(range.start, range.end));
    case 'type':
      return { range, suggestions: types(field) };
    case 'data':
      return field.field === TEXT_FIELD
        ? completeText(workspace, field)
        : completeHost(workspace, path, field, typed(range.start, offset));
  }
}

/** The policy that receivers look up at the owner name, if the value is still empty. */
function completeText(workspace: Workspace, { owner, range, isQuoted }: TypedField): Completion | undefined {
  if (owner === undefined || range.end > range.start) return undefined;
  const found = completeVersion(owner, '', (kind) => hasPolicy(workspace, owner, kind));
  if (found === undefined) return undefined;
  const suggestions = found.suggestions.map((one) => ({
    ...one,
    text: isQuoted ? one.text : `"${one.text}"`,
  }));
  return { range, suggestions };
}

function hasPolicy(workspace: Workspace, owner: DomainName, kind: PolicyKind): boolean {
  return workspace
    .recordsOf(owner, 'TXT')
    .some(({ record: { rdata } }) => rdata.kind === 'text' && policyKindOf(rdata.value.text, owner) === kind);
}

/** Names that mail needs and that do not exist yet, and the names of the DKIM keys of services. */
function completeOwner(
  workspace: Workspace,
  path: DocumentPath,
  field: TypedField,
  typed: string,
): Completion {
  const { origin, range, write } = field;
  const isFree = (name: DomainName): boolean => typed === write(name) || !isThere(workspace, name);
  const names = OWNERS.map((label, rank): Suggestion | undefined => {
    const name = origin === undefined ? undefined : completeName(label, origin);
    if (name !== undefined && !isFree(name)) return undefined;
    return {
      text: name === undefined ? label : write(name),
      kind: 'owner',
      detail: undefined,
      rank,
      goesOn: false,
      explain: () => (name === undefined ? undefined : meaningOfOwner(name)),
    };
  }).filter((one) => one !== undefined);
  if (origin === undefined) return { range, suggestions: names };
  const { services, isWhole } = hintedServices(workspace, path, origin);
  const keys = keyOwners(field, origin, services, isFree);
  return { range, suggestions: [...names, ...keys], isIncomplete: !isWhole };
}

function isThere(workspace: Workspace, name: DomainName): boolean {
  return ['TXT', 'CNAME'].some((type) => workspace.recordsOf(name, type).length > 0);
}

function types({ isQuoted, owner }: TypedField): readonly Suggestion[] {
  const usual = owner === undefined ? undefined : usualType(owner);
  return TYPES.map((type, rank) => ({
    text: type,
    kind: 'type',
    detail: undefined,
    rank: type === usual ? 0 : rank + 1,
    goesOn: false,
    commitCharacters: isQuoted ? ['"'] : [' ', '\t'],
    explain: () => meaningOfType(type),
  }));
}

/** The type that is looked up at a name; `undefined` for names that can have any type. */
function usualType(owner: DomainName): string | undefined {
  const [first = '', second = ''] = labelsOf(owner);
  if (/^_\d+$/.test(first) && /^_(?:tcp|udp|sctp)$/.test(second)) return 'TLSA';
  if (first.startsWith('_') && /^_(?:tcp|udp)$/.test(second)) return 'SRV';
  return isKeyAlias(owner) ? 'CNAME' : undefined;
}
