import { labelsOf } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** A selector that cannot be written into a signature. Labels that are too long are refused as names. */
export default defineRule({
  subject: 'record',
  types: ['TXT', 'CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.1', 'RFC 5321 §4.1.2'],
  why:
    'The signature names the selector in "s=", where only letters, digits and hyphens between them may stand, and dots ' +
    'between the parts. Receivers refuse a signature with any other selector and never ask for its key.',
  messages: {
    invalid: '"{label}" cannot be part of a selector: only letters, digits and hyphens between them can.',
    underscore: '"{label}" has an underscore, which strict receivers refuse in a selector.',
  },
  check({ record }, context) {
    const name = dkimNameOf(record.owner);
    if (name.kind !== 'key' || name.selector === '*') return;
    for (const label of labelsOf(name.selector)) {
      // An asterisk in front of other labels is a wildcard, too.
      if (label.includes(HOLE) || label === '*' || /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label)) continue;
      const at = { part: 'owner' } as const;
      if (/^[a-z0-9_-]+$/.test(label) && /^[a-z0-9_].*[a-z0-9_]$|^[a-z0-9_]$/.test(label)) {
        context.report({ at, message: 'underscore', data: { label }, severity: 'hint' });
      } else {
        context.report({ at, message: 'invalid', data: { label } });
      }
      return;
    }
  },
});
