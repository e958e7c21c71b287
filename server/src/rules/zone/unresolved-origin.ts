import { mailKind } from '../../email/mail-kind.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** Mail records whose names are relative to an origin that nothing tells. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'info',
  sameWhere: [],
  specs: ['RFC 1035 §5.1'],
  why: 'Without the name of the zone, records cannot be compared with each other, so some mistakes in them are not seen. In a zone file a line "$ORIGIN example.com." or a comment "; mailtxt: origin=example.com." gives it, and "origins" in .mailtxt.json for any file.',
  messages: {
    unknown: 'The names end in an origin that is not known, so only the text of their records is checked.',
  },
  check(owner, context) {
    if (!owner.name.endsWith(HOLE)) return;
    const first = owner.records.find((record) => mailKind(record) !== undefined);
    if (first === undefined) return;
    // Once for a file: at the domain itself where it has such records.
    const atDomain = owner.name === HOLE || !context.recordsAt(HOLE).some((r) => mailKind(r) !== undefined);
    if (atDomain) context.report({ at: { part: 'owner', record: first }, message: 'unknown' });
  },
});
