import type { Answer, QuestionType } from '../../dns/facts.ts';
import { isKnown } from '../../dns/names.ts';
import { policyKindOf, POLICY_KINDS, titleOfPolicy } from '../../email/policies.ts';
import { fieldOf, type DnsRecord } from '../../records/record.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { quote } from '../../text/quote.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Different records of one kind at a name, where the values in both files are known. */
interface Difference {
  readonly what: string;
  /** The first such record in this document. */
  readonly record: DnsRecord;
  readonly theirs: string;
}

/** A record that a tool publishes, and a different one in another file of the workspace. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'CNAME', 'TXT'],
  severity: 'warning',
  specs: ['RFC 2181 §5'],
  why: 'Only one of the two is published. A change in the other file has no effect, and the next run of the publishing tool may undo what works now.',
  messages: {
    other: 'Another file in this workspace has a different {what} for {name}: "{theirs}".',
  },
  check(owner, context) {
    // A zone file answers for its own names, so only records that a tool publishes can differ from it.
    if (owner.records[0]?.publication === undefined || !isKnown(owner.name)) return;
    for (const { what, record, theirs } of differences(owner, context)) {
      context.report({
        at: { part: 'rdata', record },
        message: 'other',
        data: { what, name: owner.name, theirs: quote(theirs) },
      });
    }
  },
});

function* differences(owner: OwnerSubject, context: RuleContext): Iterable<Difference> {
  const mx = inZone(owner, 'MX', context);
  if (mx !== undefined) {
    const hosts = mx.map(({ exchange }) => exchange);
    yield* compared('MX', owner.ofType('MX'), hosts, (record) => fieldOf(record, 'exchange')?.value);
  }
  const cname = inZone(owner, 'CNAME', context);
  if (cname !== undefined) {
    yield* compared('CNAME', owner.ofType('CNAME'), cname, (record) => fieldOf(record, 'cname')?.value);
  }
  const txt = inZone(owner, 'TXT', context)?.map((strings) => strings.join(''));
  for (const kind of txt === undefined ? [] : POLICY_KINDS) {
    const isOfKind = (text: string): boolean => policyKindOf(text, owner.name) === kind;
    const here = owner.ofType('TXT').filter((record) => isOfKind(textOf(record) ?? ''));
    yield* compared(`${titleOfPolicy(kind)} record`, here, (txt ?? []).filter(isOfKind), textOf);
  }
}

/** The answer of a zone in the workspace for the name; `undefined` if no zone has one. */
function inZone<T extends QuestionType>(
  owner: OwnerSubject,
  type: T,
  context: RuleContext,
): Extract<Answer<T>, { status: 'data' }>['data'] | undefined {
  if (owner.ofType(type).length === 0) return undefined;
  const answer = context.facts.ask(owner.name, type);
  return answer.status === 'data' && answer.source.kind === 'workspace' ? answer.data : undefined;
}

function* compared(
  what: string,
  records: readonly DnsRecord[],
  theirs: readonly string[],
  valueOf: (record: DnsRecord) => string | undefined,
): Iterable<Difference> {
  const [record] = records;
  if (record === undefined || theirs.length === 0) return;
  const ours = records.map((each) => (each.conditional ? undefined : valueOf(each)));
  // An unresolved value, on either side, may be the same.
  if (ours.some((value) => value === undefined || value.includes(HOLE))) return;
  if (theirs.some((value) => value.includes(HOLE))) return;
  const here = new Set(ours);
  const there = new Set<string | undefined>(theirs);
  if (here.size === there.size && [...here].every((value) => there.has(value))) return;
  yield { what, record, theirs: theirs.join(', ') };
}

function textOf({ rdata }: DnsRecord): string | undefined {
  return rdata.kind === 'text' ? rdata.value.text : undefined;
}
