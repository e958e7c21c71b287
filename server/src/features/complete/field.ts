import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { completeName, type DomainName } from '../../dns/names.ts';
import { LABELS } from '../../email/underscored-names.ts';
import type { TypedField } from '../../records/typed-field.ts';
import { meaningOfOwner } from '../owner-meaning.ts';
import { meaningOfType } from '../record-types.ts';
import { completeHost } from './host.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/** Names below a domain at which receivers look for what mail needs. */
const OWNERS = ['_dmarc', 'default._domainkey', LABELS['MTA-STS'], LABELS['TLS-RPT'], LABELS.BIMI] as const;

const TYPES = ['TXT', 'MX', 'A', 'AAAA', 'CNAME', 'TLSA', 'SRV', 'PTR', 'NS', 'CAA'] as const;

/** What fits into a field of a record, finished or not, where `offset` is in it. */
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
      return { range, suggestions: owners(workspace, field, typed(range.start, range.end)) };
    case 'type':
      return { range, suggestions: types() };
    case 'data':
      return completeHost(workspace, path, field, typed(range.start, offset));
  }
}

function owners(workspace: Workspace, { origin, write }: TypedField, typed: string): readonly Suggestion[] {
  return OWNERS.flatMap((label, rank): readonly Suggestion[] => {
    const name = origin === undefined ? undefined : completeName(label, origin);
    const text = name === undefined ? label : write(name);
    if (name !== undefined && isThere(workspace, name) && typed !== text) return [];
    return [
      {
        text,
        kind: 'owner',
        detail: undefined,
        rank,
        goesOn: false,
        explain: () => (name === undefined ? undefined : meaningOfOwner(name)),
      },
    ];
  });
}

function isThere(workspace: Workspace, name: DomainName): boolean {
  return ['TXT', 'CNAME'].some((type) => workspace.recordsOf(name, type).length > 0);
}

function types(): readonly Suggestion[] {
  return TYPES.map((type, rank) => ({
    text: type,
    kind: 'type',
    detail: undefined,
    rank,
    goesOn: false,
    explain: () => meaningOfType(type),
  }));
}
