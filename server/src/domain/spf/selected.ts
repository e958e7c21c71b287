import type { DomainName } from '../../dns/names.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import type { DnsRecord, TextRdata } from '../../records/record.ts';
import type { RecordView } from '../view.ts';

/** True for text that receivers take as SPF: `v=spf1` and a space or the end. RFC 7208 §4.5. */
export function isSelected(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** A TXT record that receivers take as SPF. */
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

/** Whether there is SPF, or what was meant for it: text that is nearly SPF, and the type of old, have rules of their own. */
export const hasSpfText = oncePerList((records): boolean =>
  records.some(({ type, rdata }) => {
    if (type !== 'TXT') return type === 'SPF';
    return rdata.kind !== 'text' || /spf/i.test(rdata.value.text);
  }),
);
