import { orRoot } from '../dns/names.ts';
import { certainlyDistinct } from '../dns/distinct-texts.ts';
import type { DomainName } from '../dns/names.ts';
import type { DnsRecord, TextRdata } from '../records/record.ts';
import type { OwnerSubject } from '../records/subjects.ts';
import type { RuleFix } from '../records/report.ts';
import { defineRule, type AnyRuleDefinition } from './rule.ts';

/** A record with character-strings. */
export type TextRecord = DnsRecord & { readonly rdata: TextRdata };

/** A kind of record of which a name may have only one. */
export interface SingleRecordKind {
  readonly specs: readonly string[];
  readonly why: string;
  readonly symptoms?: readonly string[];
  /** May have the placeholders `{name}` and `{count}`. */
  readonly message: string;
  /** Whether such a record is queried at the name. */
  isAskedFor(name: DomainName): boolean;
  /** Whether readers take the record for one of the kind, whatever its unresolved values are. */
  counts(record: TextRecord): boolean;
  /** Whether another rule reports the fault of the records at the name. */
  isAnotherFault?(owner: OwnerSubject): boolean;
  /** Fixes for the records, of which there are at least two. By default, the fixes delete one of two. */
  fixes?(records: readonly TextRecord[]): readonly RuleFix[];
}

/** Defines the rule that reports, in one finding, all records of a kind at a name that may have only one. */
export function defineSeveralRecords(kind: SingleRecordKind): AnyRuleDefinition {
  const { specs, why, symptoms, message } = kind;
  return defineRule({
    subject: 'owner',
    types: ['TXT'],
    atLeast: 2,
    severity: 'error',
    specs,
    why,
    ...(symptoms === undefined ? {} : { symptoms }),
    messages: { several: message },
    check(owner, context) {
      if (!kind.isAskedFor(owner.name) || kind.isAnotherFault?.(owner) === true) return;
      const candidates = owner
        .ofType('TXT')
        .filter(isCertain)
        .filter((record) => kind.counts(record));
      const records = certainlyDistinct(candidates, ({ rdata }) =>
        rdata.strings.map(({ value }) => value.text),
      );
      const [, second] = records;
      if (second === undefined) return;
      context.report({
        at: { part: 'rdata', record: second },
        message: 'several',
        data: { name: orRoot(owner.name), count: records.length },
        fixes: (kind.fixes ?? deletions)(records),
        related: records
          .filter((record) => record !== second)
          .map((record) => ({ at: { part: 'rdata', record }, message: 'Another record of this kind' })),
      });
    },
  });
}

/** Text that is certainly at the name, although parts of it may be unknown. */
function isCertain(record: DnsRecord): record is TextRecord {
  return record.rdata.kind === 'text' && !record.conditional;
}

function deletions(records: readonly TextRecord[]): readonly RuleFix[] {
  const [first, second, third] = records;
  // With more than 2 records, deleting one does not remove the fault.
  if (first === undefined || second === undefined || third !== undefined) return [];
  return [
    { title: 'Delete this record', safety: 'review', edits: [{ kind: 'remove', record: second }] },
    { title: 'Delete the other record', safety: 'review', edits: [{ kind: 'remove', record: first }] },
  ];
}
