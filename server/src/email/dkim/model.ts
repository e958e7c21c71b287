import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { FaultOf, PolicyRecord } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';

/**
 * One DKIM key record (RFC 6376 §3.6.1), parsed with recovery: everything readable is reported, whatever else is wrong.
 *
 * If a tag occurs twice, the first one is used.
 */
export interface DkimRecord extends PolicyRecord<DkimFault> {
  readonly kind: 'dkim';
  /** In the order of the text. Tags that lack a ";" between them are separated here. */
  readonly tags: readonly DkimTag[];
  /** The type in `k=`; `rsa` if there is none. `unknown` if it is unresolved, `other` if it is not defined. */
  readonly keyType: 'rsa' | 'ed25519' | 'other' | 'unknown';
  /** The hashes in `h=`; `undefined` for every hash. */
  readonly hashes: readonly DkimWord[] | undefined;
  /** The services in `s=`; `undefined` for every service. */
  readonly services: readonly DkimWord[] | undefined;
  /** The flags in `t=`. */
  readonly flags: readonly DkimWord[];
  readonly key: DkimKey;
}

export interface DkimTag extends Tag {
  /** The tag of the standard that it is or, apart from case and stray characters, is meant to be. */
  readonly meant: DkimTagName | undefined;
  /** Whether the next tag follows without a ";". */
  readonly runsOn: boolean;
}

/** The tags of RFC 6376 §3.6.1, and `g` of RFC 4871 §3.6.1. */
export type DkimTagName = 'v' | 'k' | 'p' | 'h' | 's' | 't' | 'n' | 'g';

/** An item of a colon-separated list. */
export interface DkimWord {
  readonly text: string;
  readonly range: Range;
  /** Whether a part of it is unknown. */
  readonly hasHole: boolean;
}

/** What the octets of `p=` are. */
export type DkimKey =
  /** There is no `p=`. */
  | { readonly kind: 'absent' }
  /** `p=` is empty. */
  | { readonly kind: 'revoked' }
  /** A part of it is unresolved. */
  | { readonly kind: 'unknown' }
  | RsaKey
  | Ed25519Key
  | PrivateKey
  /** Something complete that is not a DKIM key: `an X.509 certificate`. */
  | { readonly kind: 'foreign'; readonly what: string }
  /** The key cannot be decoded. A fault has the reason. */
  | { readonly kind: 'broken' };

export interface RsaKey {
  readonly kind: 'rsa';
  /** spki: in a SubjectPublicKeyInfo, as verifiers require. bare: only an RSAPublicKey. */
  readonly form: 'spki' | 'bare';
  /** The size of the modulus. */
  readonly bits: number;
  readonly exponent: bigint;
}

export interface Ed25519Key {
  readonly kind: 'ed25519';
  /** raw: the 32 octets, as RFC 8463 §4.2 requires. spki: in a SubjectPublicKeyInfo. */
  readonly form: 'raw' | 'spki';
}

export interface PrivateKey {
  readonly kind: 'private';
  /** `PKCS #1`, `PKCS #8` … */
  readonly format: string;
}

/** The faults of a tag list. Names and texts are as typed. */
export type DkimTagFault =
  | FaultOf<'stray', { text: string }>
  | FaultOf<'empty-tag'>
  /** The tag `after` follows another one without a ";". The range is its name and "=". */
  | FaultOf<'missing-semicolon', { before: string; after: string }>
  | FaultOf<'tag-name', { reason: 'none' | 'invalid'; name: string }>
  /** A name that is `meant`, but has other characters in it. */
  | FaultOf<'tag-name-characters', { meant: DkimTagName }>
  /** A name of a known tag in uppercase. */
  | FaultOf<'tag-case', { name: string; replacement: DkimTagName }>
  /** A tag of another name with the key as its value. */
  | FaultOf<'key-elsewhere' | 'unknown-tag', { name: string }>
  | FaultOf<'duplicate-tag', { name: string; tag: DkimTag; first: DkimTag }>;

/** The faults of the octets of a key. */
type OctetFault =
  | FaultOf<'key-truncated', { expected: number; actual: number }>
  | FaultOf<'key-trailing', { octets: number }>
  /** An RSAPublicKey that is not in a SubjectPublicKeyInfo. */
  | FaultOf<'key-bare' | 'key-damaged'>
  /** `actual` is the actual number of octets. */
  | FaultOf<'key-not-der' | 'key-length', { actual: number }>
  /** `what` is the content: `an X.509 certificate`. */
  | FaultOf<'key-foreign', { what: string }>;

/** The same without its range, which is the whole value. */
export type KeyFlaw = OctetFault extends infer F ? (F extends unknown ? Omit<F, 'range'> : never) : never;

/** The faults of the value of `p`. */
export type KeyFault =
  | FaultOf<'pem-armor' | 'key-placeholder'>
  | FaultOf<'base64-character', { text: string }>
  /** `expected` is the correct number of "=". */
  | FaultOf<'base64-padding', { reason: 'missing' | 'surplus' | 'odd'; expected: number }>
  | OctetFault;

export type DkimFault =
  | DkimTagFault
  | KeyFault
  | FaultOf<'version-not-first'>
  | FaultOf<'version-invalid', { value: string }>
  | FaultOf<'p-missing'>
  /** It is the signature of a message, not a key. */
  | FaultOf<'signature'>
  /** An empty list, or an empty item next to a colon. */
  | FaultOf<'empty-item', { reason: 'list' | 'item'; tag: DkimTag }>;

/** The tag of that name that is used. A nearly correct one is used if there is no better one. */
export function dkimTagOf(record: Pick<DkimRecord, 'tags'>, name: DkimTagName): DkimTag | undefined {
  return record.tags.find((tag) => tag.name === name) ?? record.tags.find((tag) => tag.meant === name);
}

/** The range for a fault of a whole tag that avoids a long value: its name with the "=". */
export function markOf(record: Pick<DkimRecord, 'value'>, tag: Tag): Range {
  return rangeOf(tag.nameRange.start, record.value.text.indexOf('=', tag.nameRange.end) + 1);
}
