import { quote } from '../../text/quote.ts';
import type { Range } from '../../text/range.ts';
import type { SpfRecord } from './model.ts';

/** What was typed there, as a message quotes it. */
export function quoteTerm(spf: SpfRecord, range: Range): string {
  return quote(spf.value.text.slice(range.start, range.end));
}
