import type { DomainName } from '../../dns/names.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { ReportUri, ReportUriFault } from '../dmarc/model.ts';
import { readReportUris } from '../dmarc/report-uris.ts';
import { byPlace } from '../policy-record.ts';
import { readVersionedTags, tagsNamed, versionRange, type TagForm } from '../versioned-tags.ts';
import type { TlsRptFault, TlsRptRecord } from './model.ts';

/** RFC 8460 §3: the grammar allows any number of fields, and so several `rua`. */
const FORM: TagForm = { version: 'TLSRPTv1', names: ['rua'], repeatable: ['rua'], allowsSpaces: false };

/**
 * Whether a text is meant to be TLS-RPT: it has its version or, where senders look it up, text that resembles a version or an
 * address.
 */
export function isTlsRpt(text: string, owner: DomainName): boolean {
  if (/^[ \t"]*v[ \t]*=[ \t]*TLS-?RPTv?\d/i.test(text)) return true;
  return (
    owner.startsWith('_smtp._tls.') &&
    /^[ \t"]*(?:(?:v[ \t]*[=:][ \t]*)?(?:smtp-?)?tls|rua[ \t]*=)/i.test(text)
  );
}

/** Never throws, regardless of the text. Unresolved values are never faults. */
export function parseTlsRpt(value: MappedText): TlsRptRecord {
  const { tags, faults } = readVersionedTags(value, FORM);
  const fields = tagsNamed(tags, 'rua');
  const lists = fields.map(({ valueRange }) => readReportUris(value.text, valueRange));
  const record = { kind: 'tls-rpt', value, tags, rua: lists.flatMap(({ uris }) => uris) } as const;
  const all: TlsRptFault[] = [...faults];
  if (fields.length === 0) {
    if (value.complete) all.push({ code: 'rua-missing', range: versionRange(record) });
    return { ...record, faults: all.sort(byPlace) };
  }
  for (const [i, field] of fields.entries()) {
    const list = lists[i];
    if (field.value === '') all.push({ code: 'rua-missing', range: field.range });
    else if (list !== undefined) {
      all.push(...list.faults.flatMap((fault) => faultsHere(fault, list.uris)), ...sizes(list.uris));
    }
  }
  return { ...record, faults: all.sort(byPlace) };
}

/** Faults in DMARC that are valid here: reports are also sent to `https:` (RFC 8460 §3). */
function faultsHere(fault: ReportUriFault, uris: readonly ReportUri[]): readonly TlsRptFault[] {
  if (fault.code === 'uri-list-empty') return [{ code: 'rua-missing', range: fault.range }];
  if (fault.code === 'uri-size-invalid') return [];
  if (fault.code !== 'uri-scheme-unsupported') return [fault];
  const uri = uris.find(({ range }) => range.start === fault.range.start);
  return uri?.scheme === 'https' ? [] : [fault];
}

/** RFC 8460 §3: "!" is encoded in an address. There are no size limits after it, as DMARC once had. */
function sizes(uris: readonly ReportUri[]): readonly TlsRptFault[] {
  return uris.flatMap(({ size }) =>
    size === undefined ? [] : [{ code: 'uri-size', range: size.range, size: size.text, replacement: '' }],
  );
}
