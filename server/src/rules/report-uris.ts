import type { AddressReason } from '../email/dmarc/model.ts';
import { replacementFix, type Replaceable } from '../email/replacement.ts';
import type { RuleFix } from '../records/report.ts';

/** Why an address takes no mail. */
const REASONS: Readonly<Record<AddressReason, string>> = {
  'no-at': 'it has no "@"',
  'several-at': 'it has more than one "@"',
  'no-mailbox': 'nothing stands before the "@"',
  'no-domain': 'nothing stands behind the "@"',
  'final-dot': 'an address does not end in a dot',
  'empty-label': 'its domain has an empty label',
  'domain-characters': '"{domain}" is not a domain name',
};

/** One message for each reason why an address takes no mail, with `{reason}` filled in. */
export function addressMessages<T extends string>(message: T): Readonly<Record<AddressReason, T>> {
  const texts = Object.entries(REASONS).map(([reason, text]) => [reason, message.replace('{reason}', text)]);
  return Object.fromEntries(texts) as Readonly<Record<AddressReason, T>>;
}

const TITLES: Readonly<Record<string, string>> = {
  'uri-empty': 'Delete the comma',
  'uri-semicolon': 'Use ","',
  'uri-blank-between': 'Use ","',
  'uri-size': 'Delete it',
  'uri-size-invalid': 'Delete it',
  'uri-decorated': 'Keep the address alone',
  'uri-address': 'Delete the last dot',
  'uri-character': 'Write "%21"',
};

/** Writes what can only have been meant in a list of report addresses. */
export function reportUriFix(fault: Replaceable & { readonly code: string }): RuleFix | undefined {
  return replacementFix(fault, 'safe', TITLES[fault.code]);
}
