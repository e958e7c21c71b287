import { HOLE } from '../../text/mapped-text.ts';
import type { DkimFault, DkimRecord } from './model.ts';
import { exactTag, visible } from './tags.ts';

/**
 * Why no signature verifies with a key. Intended by the publisher:
 * - revoked: `p=` is empty (RFC 6376 §3.6.1);
 * - tls-reports: `s=tlsrpt` limits it to reports about TLS (RFC 8460 §3);
 *
 * and faults, each of which a rule reports as an error:
 * - no-key: there is no `p=`, or its value is not a public key;
 * - undecodable: the key cannot be decoded;
 * - too-short: RSA below 1024 bits (RFC 8301 §3.2);
 * - exponent: invalid for RSA;
 * - key-type: `k=` has an undefined type (RFC 6376 §3.6.1, RFC 8463 §3);
 * - mismatch: the key does not match the type in `k=`;
 * - hash: `h=` does not allow sha256, and receivers accept nothing else (RFC 8301 §3.1);
 * - service: `s=` allows neither email nor `*` (RFC 6376 §3.6.1);
 * - version: `v=` is not the first tag, or not DKIM1 (RFC 6376 §3.6.1);
 * - tag-list: it is not a valid tag list, or a tag occurs twice (RFC 6376 §3.2).
 */
export type KeyDefect =
  | 'revoked'
  | 'tls-reports'
  | 'no-key'
  | 'undecodable'
  | 'too-short'
  | 'exponent'
  | 'key-type'
  | 'mismatch'
  | 'hash'
  | 'service'
  | 'version'
  | 'tag-list';

export type KeyUsability =
  | { readonly kind: 'usable' }
  /** At least one. */
  | { readonly kind: 'unusable'; readonly defects: readonly KeyDefect[] }
  /** An unresolved value decides. */
  | { readonly kind: 'unknown' };

/** RFC 8301 §3.2: verifiers must not consider signatures of smaller keys valid. */
export const MIN_RSA_BITS = 1024;

/** Whether signatures can verify with the key of a record. This is determined only here. */
export function usabilityOf(record: DkimRecord): KeyUsability {
  const defects = defectsOf(record);
  if (defects.length > 0) return { kind: 'unusable', defects };
  return decidesHole(record) ? { kind: 'unknown' } : { kind: 'usable' };
}

/** Whether a key has a defect. */
export function hasDefect(record: DkimRecord, defect: KeyDefect): boolean {
  return defectsOf(record).includes(defect);
}

/** Whether the publisher of the key intended the defect. */
export function isIntended(defect: KeyDefect): boolean {
  return defect === 'revoked' || defect === 'tls-reports';
}

/** The defect for each fault of the parser; `undefined` for faults that verifiers tolerate, or that the key itself shows. */
const BY_FAULT: Readonly<Record<DkimFault['code'], KeyDefect | undefined>> = {
  stray: 'tag-list',
  'tag-name-characters': 'tag-list',
  'missing-semicolon': 'tag-list',
  'tag-name': 'tag-list',
  'duplicate-tag': 'tag-list',
  'version-not-first': 'version',
  'version-invalid': 'version',
  signature: 'no-key',
  'p-missing': 'no-key',
  'key-elsewhere': 'no-key',
  'key-placeholder': 'no-key',
  'pem-armor': 'undecodable',
  'base64-character': 'undecodable',
  'key-truncated': 'undecodable',
  'key-damaged': 'undecodable',
  'key-not-der': 'undecodable',
  'key-length': 'undecodable',
  'key-foreign': 'no-key',
  'empty-tag': undefined,
  'empty-item': undefined,
  'unknown-tag': undefined,
  'tag-case': undefined,
  'base64-padding': undefined,
  'key-trailing': undefined,
  'key-bare': undefined,
};

function defectsOf(record: DkimRecord): readonly KeyDefect[] {
  const defects = new Set<KeyDefect>();
  for (const { code } of record.faults) {
    const defect = BY_FAULT[code];
    if (defect !== undefined) defects.add(defect);
  }
  for (const defect of [keyDefect(record), typeDefect(record), hashDefect(record), serviceDefect(record)]) {
    if (defect !== undefined) defects.add(defect);
  }
  return [...defects];
}

function keyDefect(record: DkimRecord): KeyDefect | undefined {
  const { key } = record;
  const isSkipped = exactTag(record, 'p') === undefined && record.tags.some(({ meant }) => meant === 'p');
  if (isSkipped) return 'no-key';
  switch (key.kind) {
    case 'revoked':
      return 'revoked';
    case 'private':
    case 'foreign':
      return 'no-key';
    case 'broken':
      return 'undecodable';
    case 'rsa':
      if (key.bits < MIN_RSA_BITS) return 'too-short';
      return isPossibleExponent(key.exponent) ? undefined : 'exponent';
    case 'ed25519':
    case 'absent':
    case 'unknown':
      return undefined;
  }
}

/** RFC 8017 §3.1: the exponent is odd, and at least 3. */
export function isPossibleExponent(exponent: bigint): boolean {
  return exponent % 2n !== 0n && exponent >= 3n;
}

function typeDefect(record: DkimRecord): KeyDefect | undefined {
  const tag = exactTag(record, 'k');
  if (tag?.hasHole) return undefined;
  // RFC 6376 §3.6.1: without a type, it is RSA. Most verifiers also read an empty type as RSA.
  const type = (tag === undefined ? '' : visible(tag.value).toLowerCase()) || 'rsa';
  const { key } = record;
  if (type !== 'rsa' && type !== 'ed25519') return 'key-type';
  if (key.kind === 'rsa' && type === 'ed25519') return 'mismatch';
  if (key.kind === 'ed25519' && (type === 'rsa' || key.form === 'spki')) return 'mismatch';
  return undefined;
}

function hashDefect({ hashes: words }: DkimRecord): KeyDefect | undefined {
  if (words === undefined || words.some(({ hasHole }) => hasHole)) return undefined;
  return words.some(({ text }) => text.toLowerCase() === 'sha256') ? undefined : 'hash';
}

function serviceDefect({ services: words }: DkimRecord): KeyDefect | undefined {
  if (words === undefined || words.some(({ hasHole }) => hasHole)) return undefined;
  const names = words.map(({ text }) => text.toLowerCase());
  if (names.includes('*') || names.includes('email')) return undefined;
  return names.includes('tlsrpt') ? 'tls-reports' : 'service';
}

/** Whether something that verifiers use is unknown, in a record without defects. Notes and undefined tags do not matter. */
function decidesHole({ value, tags, key }: DkimRecord): boolean {
  if (value.complete) return false;
  let holes = value.text.split(HOLE).length - 1;
  for (const tag of tags) {
    if (tag.meant === 'n' || tag.meant === undefined) {
      holes -= tag.value.split(HOLE).length - 1;
    }
  }
  // An unresolved note can contain the key after its semicolon.
  return holes > 0 || key.kind === 'absent';
}
