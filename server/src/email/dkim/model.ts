import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';

/**
 * One DKIM key record (RFC 6376 §3.6.1), read with recovery: what can be told of it is told, whatever else is wrong.
 *
 * A tag that is there twice counts where it is first.
 */
export interface DkimRecord extends PolicyRecord<DkimFault> {
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
  readonly meant: DkimTagName | undefined;
  /** The next tag follows without a ";". */
  readonly runsOn: boolean;
}

/** The tags of RFC 6376 §3.6.1, and `g` of RFC 4871 §3.6.1. */
export type DkimTagName = 'v' | 'k' | 'p' | 'h' | 's' | 't' | 'n' | 'g';

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

/** What can be wrong with the list of tags. Names and texts are as typed. */
export type DkimTagFault =
  | FaultOf<'stray', { text: string }>
  | FaultOf<'empty-tag'>
  /** The tag `after` follows another one without a ";". The range is its name and "=". */
  | FaultOf<'missing-semicolon', { before: string; after: string }>
  | FaultOf<'tag-name', { reason: 'none' | 'invalid'; name: string }>
  /** A name that is `meant`, but for other characters in it. */
  | FaultOf<'tag-name-characters', { meant: DkimTagName }>
  /** Upper case in the name of a known tag. */
  | FaultOf<'tag-case', { name: string; replacement: DkimTagName }>
  /** A tag of another name that holds the key. */
  | FaultOf<'key-elsewhere' | 'unknown-tag', { name: string }>
  | FaultOf<'duplicate-tag', { name: string; tag: DkimTag; first: DkimTag }>;

/** What can be wrong with the octets of a key. */
type OctetFault =
  | FaultOf<'key-truncated', { expected: number; actual: number }>
  | FaultOf<'key-trailing', { octets: number }>
  /** An RSAPublicKey that is not in a SubjectPublicKeyInfo. */
  | FaultOf<'key-bare' | 'key-damaged'>
  /** `actual`: octets that are there. */
  | FaultOf<'key-not-der' | 'key-length', { actual: number }>
  /** `what` is there: `an X.509 certificate`. */
  | FaultOf<'key-foreign', { what: string }>;

/** The same without its place, which is the whole value. */
export type KeyFlaw = OctetFault extends infer F ? (F extends unknown ? Omit<F, 'range'> : never) : never;

/** What can be wrong with the value of `p`. */
export type KeyFault =
  | FaultOf<'pem-armor' | 'key-placeholder'>
  | FaultOf<'base64-character', { text: string }>
  /** `expected`: how many "=" there should be. */
  | FaultOf<'base64-padding', { reason: 'missing' | 'surplus' | 'odd'; expected: number }>
  | OctetFault;

export type DkimFault =
  | DkimTagFault
  | KeyFault
  | FaultOf<'version-not-first'>
  | FaultOf<'version-invalid', { value: string }>
  | FaultOf<'p-missing'>
  /** It is the signature of a message, and not a key. */
  | FaultOf<'signature'>
  /** Nothing in a list, or on one side of a colon. */
  | FaultOf<'empty-item', { reason: 'list' | 'item'; tag: DkimTag }>;

/** The tag of that name that counts. One that is nearly right serves where there is no better. */
export function dkimTagOf(record: Pick<DkimRecord, 'tags'>, name: DkimTagName): DkimTag | undefined {
  return record.tags.find((tag) => tag.name === name) ?? record.tags.find((tag) => tag.meant === name);
}

/** Where to speak of a tag as a whole without covering a long value: its name with the "=". */
export function markOf(record: Pick<DkimRecord, 'value'>, tag: Tag): Range {
  return rangeOf(tag.nameRange.start, record.value.text.indexOf('=', tag.nameRange.end) + 1);
}
