import type { AddressReason } from '../email/dmarc/model.ts';
import { replacementFix, type Replaceable } from '../email/replacement.ts';
import type { RuleFix } from '../records/report.ts';

/** Why an email address is invalid. */
const REASONS: Readonly<Record<AddressReason, string>> = {
  'no-at': 'it has no "@"',
  'several-at': 'it has more than one "@"',
  'no-mailbox': 'nothing precedes the "@"',
  'no-domain': 'nothing follows the "@"',
  'final-dot': 'it ends with a dot',
  'empty-label': 'its domain has an empty label',
  'domain-characters': '"{domain}" is not a domain name',
};

/** One message for each reason why an email address is invalid, with `{reason}` filled in. */
export function addressMessages<T extends string>(message: T): Readonly<Record<AddressReason, T>> {
  const texts = Object.entries(REASONS).map(([reason, text]) => [reason, message.replace('{reason}', text)]);
  return Object.fromEntries(texts) as Readonly<Record<AddressReason, T>>;
}

const TITLES: Readonly<Record<string, string>> = {
  'uri-empty': 'Delete the comma',
  'uri-semicolon': 'Replace ";" with ","',
  'uri-blank-between': 'Add a comma',
  'uri-size': 'Delete the size limit',
  'uri-size-invalid': 'Delete the size limit',
  'uri-decorated': 'Keep only the address',
  'uri-address': 'Delete the trailing dot',
  'uri-character': 'Replace with "%21"',
};

/** Fix for a list of report addresses in which only one meaning is possible. */
export function reportUriFix(fault: Replaceable & { readonly code: string }): RuleFix | undefined {
  return replacementFix(fault, 'safe', TITLES[fault.code]);
}
