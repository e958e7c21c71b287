import { mend } from '../../email/dmarc/edits.ts';
import type { PolicyFault } from '../../email/policy-record.ts';
import { quote } from '../../text/quote.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A list of report addresses that receivers cannot read, or an address in it. */
export default defineRule({
  id: 'dmarc-rua-invalid',
  subject: 'dmarc',
  needs: [
    'uri-list-empty',
    'uri-empty',
    'uri-semicolon',
    'uri-blank-between',
    'uri-size-invalid',
    'uri-malformed',
    'uri-decorated',
    'uri-address',
    'uri-blank',
    'uri-character',
  ],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 9989 §4.8', 'RFC 9989 §4.6', 'RFC 7489 §6.4'],
  why: 'Receivers skip a report address that is not a valid URI, and the rest of a list that is not separated by commas. Reports do not come, and a record without a valid p counts for nothing.',
  messages: {
    listEmpty: '"{tag}" has no address.',
    empty: 'There is no address before or behind this comma in "{tag}".',
    semicolon: '";" ends the list of "{tag}": a comma belongs between two addresses.',
    blankBetween: 'A comma is missing before "{uri}" in "{tag}".',
    size: '"{size}" in "{tag}" is neither a part of the address ("!" is written "%21" there) nor a size like "!10m".',
    malformed: '"{uri}" in "{tag}" is not an address for reports.',
    decorated: '"{uri}" in "{tag}" has signs that do not belong to the address.',
    address: '"{uri}" in "{tag}" is not a mail address: {reason}.',
    blank: '"{uri}" in "{tag}" has a blank in it.',
    character: '"{found}" in "{uri}" must be encoded in "{tag}".',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) report(fault, context);
  },
});

type Message =
  | 'listEmpty' | 'empty' | 'semicolon' | 'blankBetween' | 'size' | 'malformed' | 'decorated' | 'address' | 'blank'
  | 'character'; // prettier-ignore

/** What each fault is called here, and how its mend is offered. */
const FAULTS: Readonly<Record<string, { readonly message: Message; readonly title: string }>> = {
  'uri-list-empty': { message: 'listEmpty', title: '' },
  'uri-empty': { message: 'empty', title: 'Delete the comma' },
  'uri-semicolon': { message: 'semicolon', title: 'Use ","' },
  'uri-blank-between': { message: 'blankBetween', title: 'Use ","' },
  'uri-size-invalid': { message: 'size', title: 'Delete it' },
  'uri-malformed': { message: 'malformed', title: '' },
  'uri-decorated': { message: 'decorated', title: 'Keep the address alone' },
  'uri-address': { message: 'address', title: 'Delete the last dot' },
  'uri-blank': { message: 'blank', title: '' },
  'uri-character': { message: 'character', title: 'Write "%21"' },
};

function report(fault: PolicyFault, context: RuleContext<Message>): void {
  const known = FAULTS[fault.code];
  if (known === undefined) return;
  const { uri = '', ...data } = fault.data ?? {};
  const fix = mend(fault, known.title, 'safe');
  // Some receivers read a size with blanks in it, or take the rest for the address.
  const severity = fault.code === 'uri-size-invalid' ? 'warning' : 'error';
  context.report({
    at: fault.range,
    message: known.message,
    data: { ...data, uri: quote(uri) },
    severity,
    fix,
  });
}
