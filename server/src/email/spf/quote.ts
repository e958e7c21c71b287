import { quote } from '../../text/quote.ts';
import type { Range } from '../../text/range.ts';
import type { SpfRecord } from './model.ts';

/** The source text there, as quoted in a message. */
export function quoteTerm(spf: SpfRecord, range: Range): string {
  return quote(spf.value.text.slice(range.start, range.end));
}
