import type { DnsRecord } from '../records/record.ts';
import type { OwnerSubject } from '../records/subjects.ts';
import type { RuleContext } from './rule.ts';

/** Reports each record behind the first that readers of a kind would take, where they want exactly one at a name. */
export function reportRepeated(
  owner: OwnerSubject,
  context: RuleContext<'second'>,
  /** Whether readers take the text for one of the kind. */
  counts: (text: string) => boolean,
): void {
  const [first, ...others] = distinct(
    owner
      .ofType('TXT')
      .filter(
        ({ rdata, conditional }) =>
          rdata.kind === 'text' && !conditional && rdata.value.complete && counts(rdata.value.text),
      ),
  );
  if (first === undefined) return;
  for (const record of others) {
    context.report({
      at: { part: 'rdata', record },
      message: 'second',
      data: { name: owner.name, count: others.length + 1 },
      fixes: [
        { title: 'Delete this record', safety: 'review', edits: [{ kind: 'remove', record }] },
        ...(others.length > 1
          ? []
          : [
              {
                title: 'Delete the other record',
                safety: 'review' as const,
                edits: [{ kind: 'remove' as const, record: first }],
              },
            ]),
      ],
      related: [{ at: { part: 'rdata', record: first }, message: 'The first one' }],
    });
  }
}

/** Equal records are one to DNS (RFC 2181 §5), and another rule's affair. */
export function distinct(records: readonly DnsRecord[]): readonly DnsRecord[] {
  const seen = new Set<string>();
  return records.filter(({ rdata }) => {
    const key = rdata.kind === 'text' ? JSON.stringify(rdata.strings.map(({ value }) => value.text)) : '';
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
