import { mailKind } from '../../email/mail-kind.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** The names of mail records are relative to an unknown origin. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'info',
  sameWhere: [],
  specs: ['RFC 1035 §5.1'],
  why: 'Without the name of the zone, mailtxt cannot compare records with each other and misses some mistakes. Add "$ORIGIN example.com." or "; mailtxt: origin=example.com." to a zone file, or set "origins" in .mailtxt.json for any file.',
  messages: {
    unknown: 'The origin of these names is unknown, so only the values of the records are checked.',
  },
  check(owner, context) {
    if (!owner.name.endsWith(HOLE)) return;
    const first = owner.records.find((record) => mailKind(record) !== undefined);
    if (first === undefined) return;
    // Reported once per file: at the domain itself if it has such records.
    const atDomain = owner.name === HOLE || !context.recordsAt(HOLE).some((r) => mailKind(r) !== undefined);
    if (atDomain) context.report({ at: { part: 'owner', record: first }, message: 'unknown' });
  },
});
