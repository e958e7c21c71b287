import { MIN_RSA_BITS, type KeyDefect } from './usability.ts';

/** The end of a sentence that begins with "the key": why no signature verifies with it. */
const WORDS: Readonly<Record<KeyDefect, string>> = {
  revoked: 'is revoked',
  'tls-reports': 'is for TLS reports only ("s=tlsrpt")',
  'no-key': 'has no public key',
  undecodable: 'cannot be decoded',
  'too-short': `has fewer than ${MIN_RSA_BITS} bits`,
  exponent: 'has an exponent that is invalid for RSA',
  'key-type': 'has an undefined type ("k=")',
  mismatch: 'does not match its type ("k=")',
  hash: 'does not allow sha256 ("h=")',
  service: 'does not allow email ("s=")',
  version: 'has a version ("v=") that is not first or not DKIM1',
  'tag-list': 'is in a record that is not a valid tag list',
};

/** `has fewer than 1024 bits`, for the first of several defects. */
export function defectWords([first]: readonly KeyDefect[]): string {
  return first === undefined ? 'cannot be used' : WORDS[first];
}
