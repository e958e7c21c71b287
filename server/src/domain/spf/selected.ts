import type { DomainName } from '../../dns/names.ts';
import { isSelected } from '../../email/spf/evaluate/select-record.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import type { DnsRecord, TextRdata } from '../../records/record.ts';
import type { RecordView } from '../view.ts';

/** A TXT record that receivers use as SPF. */
export type SelectedRecord = DnsRecord & { readonly rdata: TextRdata };

export const selectedAmong = oncePerList((records): readonly SelectedRecord[] =>
  records.filter(
    (record): record is SelectedRecord =>
      record.type === 'TXT' && record.rdata.kind === 'text' && isSelected(record.rdata.value.text),
  ),
);

export function selectedRecordsAt(
  context: Pick<RecordView, 'recordsAt'>,
  name: DomainName,
): readonly SelectedRecord[] {
  return selectedAmong(context.recordsAt(name, 'TXT'));
}

/** The record that receivers use, if that is certain. Equal records are one in DNS (RFC 2181 §5). */
export function onlySelected(records: readonly SelectedRecord[]): SelectedRecord | undefined {
  const [first] = records;
  if (first === undefined || first.conditional || !first.rdata.value.complete) return undefined;
  const stringsOf = ({ rdata }: SelectedRecord): string =>
    JSON.stringify(rdata.strings.map(({ value }) => value.text));
  return records.every((record) => stringsOf(record) === stringsOf(first)) ? first : undefined;
}

/**
 * Whether there is SPF or something meant as SPF. Text that is almost SPF, and the obsolete SPF type, have their own
 * rules.
 */
export const hasSpfText = oncePerList((records): boolean =>
  records.some(({ type, rdata }) => {
    if (type !== 'TXT') return type === 'SPF';
    return rdata.kind !== 'text' || /spf/i.test(rdata.value.text);
  }),
);
