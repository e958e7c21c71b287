import { BARE_RECORD_NAME, looksLikeBareRecord, TABLE_NAME } from '../../formats/pasted/recognize.ts';
import { looksLikeTable } from '../../formats/pasted/table.ts';

/** The name of standard input if it is a zone file. */
export const STDIN_NAME = '<stdin>';

/** Matches a line of a zone file: an owner name, and then a type. */
const ZONE_LINE =
  /^\s*[^\s"=]+\s+(?:\d\w*\s+)?(?:IN\s+)?(?:\d\w*\s+)?(?:TXT|SPF|MX|A|AAAA|CNAME|NS|PTR|SRV|TLSA|CAA|SOA)\s/i;

/**
 * The file name for a text that was given with the command, by its content: a bare record, a table of records, or otherwise a
 * zone file. `isArgument`: the text is from `-e`, where anything but a table or a line of a zone file is a bare record.
 */
export function nameOfGiven(text: string, { isArgument }: { readonly isArgument: boolean }): string {
  if (looksLikeBareRecord(text)) return BARE_RECORD_NAME;
  if (looksLikeTable(text)) return TABLE_NAME;
  return isArgument && !ZONE_LINE.test(text) ? BARE_RECORD_NAME : STDIN_NAME;
}
