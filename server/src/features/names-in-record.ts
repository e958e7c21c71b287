import { policyOf } from '../analysis/engine/policies.ts';
import { isKnown, type DomainName } from '../dns/names.ts';
import type { DnsRecord } from '../records/record.ts';
import type { MappedText } from '../text/mapped-text.ts';
import { rangeOf, type Range } from '../text/range.ts';

/** A name that is typed in a record. */
export interface NameInRecord {
  readonly name: DomainName;
  /** owner: whose record it is. target: what its data, or a term of SPF, leads to. */
  readonly role: 'owner' | 'target';
  /** Counts from the record's anchor. */
  readonly range: Range;
}

/**
 * The names that a record has, each where it is typed: its owner, the names in its data, and those that terms of SPF ask for.
 * Names with unknown parts and those that are not typed (an owner that is inherited, a bare `mx`) are not among them.
 * `isWhole`: the ranges of all parts are in one document; else only what is typed as a text of its own is known.
 */
export function namesInRecord(record: DnsRecord, isWhole = true): readonly NameInRecord[] {
  const names: NameInRecord[] = [];
  const add = (role: NameInRecord['role'], name: DomainName | undefined, range: Range | undefined): void => {
    if (name !== undefined && name !== '' && isKnown(name) && range !== undefined)
      names.push({ name, role, range });
  };
  add('owner', record.owner, typedIn(record.ownerText) ?? (isWhole ? record.ownerRange : undefined));
  if (record.rdata.kind === 'fields') {
    for (const field of record.rdata.fields) {
      // The name of a mailbox is none of a host.
      if (field.kind !== 'name' || field.name === 'rname') continue;
      add('target', field.value, typedIn(field.text) ?? (isWhole ? field.range : undefined));
    }
  }
  const policy = policyOf(record);
  if (policy?.kind !== 'spf') return names;
  for (const term of policy.terms) {
    if (!('domain' in term) || term.domain === undefined) continue;
    add('target', term.domain.name, policy.value.toSource(term.domain.range));
  }
  return names;
}

function typedIn(text: MappedText | undefined): Range | undefined {
  return text === undefined || text.length === 0 ? undefined : text.toSource(rangeOf(0, text.length));
}
