import { labelsOf } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** A selector is not valid in a signature. Labels that are too long are reported as invalid names. */
export default defineRule({
  subject: 'record',
  types: ['TXT', 'CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.1', 'RFC 5321 §4.1.2'],
  why:
    'In a signature, the selector "s=" may have only letters, digits and hyphens between them, with dots between its parts. ' +
    'Receivers reject a signature with any other selector and never query its key.',
  messages: {
    invalid: '"{label}" is not a valid part of a selector.',
    underscore: '"{label}" has an underscore, which strict receivers reject in a selector.',
  },
  check({ record }, context) {
    const name = dkimNameOf(record.owner);
    if (name.kind !== 'key' || name.selector === '*') return;
    for (const label of labelsOf(name.selector)) {
      // An asterisk before other labels is also a wildcard.
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
