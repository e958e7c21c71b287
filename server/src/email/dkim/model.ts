import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';

/**
 * One DKIM key record (RFC 6376 §3.6.1), read with recovery: what can be told of it is told, whatever else is wrong.
 *
 * A tag that is there twice counts where it stands first. Faults have these codes:
 * - of the list: `stray` (text), `empty-tag`, `missing-semicolon` (name), `tag-name` (name, meant), `tag-case` (name,
 *   meant), `unknown-tag` (name), `duplicate-tag` (name), `empty-item` (name);
 * - of the record: `version-not-first`, `version-value` (value), `p-missing`, `key-elsewhere` (name: of the tag that
 *   holds the key), `signature` (it is one, and no key);
 * - of the key: `pem-armor` (label), `base64-character` (text), `base64-padding` (kind, expected), `key-truncated`
 *   (expected and actual octets), `key-trailing` (octets), `key-bare` (not in a SubjectPublicKeyInfo), `key-damaged`,
 *   `key-not-der` (actual octets), `key-length` (actual octets of an Ed25519 key), `key-foreign` (what),
 *   `key-placeholder` (text).
 */
export interface DkimRecord extends PolicyRecord {
  readonly kind: 'dkim';
  /** In the order of the text. Tags that ran together for want of a ";" are apart here. */
  readonly tags: readonly DkimTag[];
  /** What `k=` says; `rsa` where there is none. `unknown` where it cannot be seen, `other` where nobody defined it. */
  readonly keyType: 'rsa' | 'ed25519' | 'other' | 'unknown';
  /** `h=`. `undefined`: every hash. */
  readonly hashes: readonly DkimWord[] | undefined;
  /** `s=`. `undefined`: every service. */
  readonly services: readonly DkimWord[] | undefined;
  /** `t=`. */
  readonly flags: readonly DkimWord[];
  readonly key: DkimKey;
}

export interface DkimTag extends Tag {
  /** The standard's tag that it is or, but for capitals and stray characters, is meant to be. */
  readonly meant: TagName | undefined;
  /** The next tag follows without a ";". */
  readonly runsOn: boolean;
}

/** The tags of RFC 6376 §3.6.1, and `g` of RFC 4871 §3.6.1. */
export type TagName = 'v' | 'k' | 'p' | 'h' | 's' | 't' | 'n' | 'g';

/** An item of a list with colons. */
export interface DkimWord {
  readonly text: string;
  readonly range: Range;
  /** A part of it is not known. */
  readonly hasHole: boolean;
}

/** What `p=` holds, by its octets alone. */
export type DkimKey =
  /** There is no `p=`. */
  | { readonly kind: 'absent' }
  /** `p=` is empty. */
  | { readonly kind: 'revoked' }
  /** A part of it is a hole. */
  | { readonly kind: 'unknown' }
  | RsaKey
  | Ed25519Key
  | PrivateKey
  /** Something whole that is no DKIM key: `an X.509 certificate`. */
  | { readonly kind: 'foreign'; readonly what: string }
  /** No key can be read; a fault says why. */
  | { readonly kind: 'broken' };

export interface RsaKey {
  readonly kind: 'rsa';
  /** spki: in a SubjectPublicKeyInfo, as verifiers want it. bare: an RSAPublicKey alone. */
  readonly form: 'spki' | 'bare';
  /** Of the modulus. */
  readonly bits: number;
  readonly exponent: bigint;
}

export interface Ed25519Key {
  readonly kind: 'ed25519';
  /** raw: the 32 octets, as RFC 8463 §4.2 wants them. spki: in a SubjectPublicKeyInfo. */
  readonly form: 'raw' | 'spki';
}

export interface PrivateKey {
  readonly kind: 'private';
  /** `PKCS #1`, `PKCS #8` … */
  readonly format: string;
}

/** The tag of that name that counts. One that is nearly right serves where there is no better. */
export function tagOf(record: Pick<DkimRecord, 'tags'>, name: TagName): DkimTag | undefined {
  return record.tags.find((tag) => tag.name === name) ?? record.tags.find((tag) => tag.meant === name);
}

/** Where to speak of a tag as a whole without covering a long value: its name with the "=". */
export function markOf(record: Pick<DkimRecord, 'value'>, tag: Tag): Range {
  return rangeOf(tag.nameRange.start, record.value.text.indexOf('=', tag.nameRange.end) + 1);
}
