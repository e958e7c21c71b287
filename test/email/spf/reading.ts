import type { SpfRecord } from '../../../server/src/email/spf/model.ts';
import { parseSpf } from '../../../server/src/email/spf/parse.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import type { Range } from '../../../server/src/text/range.ts';

/**
 * A record from strings that `|` separates; `…` is an unknown part. Characters beyond Latin-1 become their UTF-8
 * octets, as the readers of formats do.
 */
export function read(typed: string): SpfRecord {
  const strings = typed.split('|').map(toOctets);
  return parseSpf(MappedText.join(strings.map((text, i) => MappedText.verbatim(text, i * 1000))));
}

function toOctets(typed: string): string {
  return typed
    .split('…')
    .map((part) => (/[^\0-\xff]/.test(part) ? Buffer.from(part, 'utf8').toString('latin1') : part))
    .join(HOLE);
}

export function at(record: SpfRecord, range: Range): string {
  return record.value.text.slice(range.start, range.end).replaceAll(HOLE, '…');
}

/** `code "text"` for each fault, with `(legal)` or `(none)` if it is not a permerror. */
export function faultsOf(typed: string): readonly string[] {
  const record = read(typed);
  return record.faults.map(({ code, range, effect }) => {
    const suffix = effect === 'permerror' ? '' : ` (${effect})`;
    return `${code} "${at(record, range)}"${suffix}`;
  });
}

/** Each term as it was understood: kind, sign and text. */
export function termsOf(typed: string): readonly string[] {
  const record = read(typed);
  return record.terms.map((term) => {
    const sign = 'qualifier' in term ? term.qualifier : '';
    return `${sign}${term.kind} "${at(record, term.range)}"`;
  });
}
