import { mend } from '../../email/dmarc/edits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A list of report addresses that senders cannot read, or an address in it. */
export default defineRule({
  id: 'tls-rpt-rua-invalid',
  subject: 'tls-rpt',
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8460 §3'],
  why: 'Senders skip an address that is not a valid URI, or the whole record. Reports do not come.',
  messages: {
    empty: 'There is no address before or behind this comma.',
    semicolon: '";" ends the list of addresses: a comma belongs between two.',
    blankBetween: 'A comma is missing before "{uri}".',
    malformed: '"{uri}" is not an address for reports.',
    decorated: '"{uri}" has signs that do not belong to the address.',
    address: '"{uri}" is not a mail address: {reason}.',
    blank: '"{uri}" has a blank in it.',
    character: '"{found}" in "{uri}" must be encoded.',
    size: '"{size}" is no part of the address: TLS-RPT has no limit of size, and writes "!" as "%21".',
  },
  check(rpt, context) {
    for (const fault of rpt.faults) {
      const told = FAULTS[fault.code];
      if (told === undefined) continue;
      const { uri = '', ...data } = fault.data ?? {};
      context.report({
        at: fault.range,
        message: told.message,
        data: { ...data, uri: quote(uri) },
        fix: mend(fault, told.title, 'safe'),
      });
    }
  },
});

type Message =
  | 'empty' | 'semicolon' | 'blankBetween' | 'malformed' | 'decorated' | 'address' | 'blank' | 'character' | 'size'; // prettier-ignore

/** What each fault is called here, and how its mend is offered. */
const FAULTS: Readonly<Record<string, { readonly message: Message; readonly title: string }>> = {
  'uri-empty': { message: 'empty', title: 'Delete the comma' },
  'uri-semicolon': { message: 'semicolon', title: 'Use ","' },
  'uri-blank-between': { message: 'blankBetween', title: 'Use ","' },
  'uri-malformed': { message: 'malformed', title: '' },
  'uri-decorated': { message: 'decorated', title: 'Keep the address alone' },
  'uri-address': { message: 'address', title: 'Delete the last dot' },
  'uri-blank': { message: 'blank', title: '' },
  'uri-character': { message: 'character', title: 'Write "%21"' },
  'uri-size': { message: 'size', title: 'Delete it' },
};
