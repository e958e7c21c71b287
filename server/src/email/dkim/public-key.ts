import {
  BIT_STRING,
  CONTEXT_0,
  INTEGER,
  NULL,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  childrenOf,
  readElement,
  readObjectIdentifier,
  writeElement,
  type DerElement,
} from './der.ts';
import type { DkimKey, KeyFlaw, RsaKey } from './model.ts';

export interface PublicKeyReading {
  readonly key: DkimKey;
  readonly flaws: readonly KeyFlaw[];
}

/** Octets of an Ed25519 public key. RFC 8032 §5.1.5. */
export const ED25519_OCTETS = 32;

/** Algorithms by object identifier: RFC 8017 §A.1, RFC 8410 §3, RFC 5480 §2.1.1, RFC 3279 §2.3. */
const RSA = '1.2.840.113549.1.1.1';
const ED25519 = '1.3.101.112';
const OTHER_ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.10045.2.1': 'an elliptic curve (ECDSA) key',
  '1.2.840.10040.4.1': 'a DSA key',
  '1.2.840.113549.1.1.10': 'an RSA-PSS key',
  '1.3.101.110': 'an X25519 key',
  '1.3.101.113': 'an Ed448 key',
};

/** Reads the octets of `p=`. `raw`: `k=ed25519` shows that 32 octets are a raw key. */
export function readPublicKey(bytes: Uint8Array, raw: boolean): PublicKeyReading {
  const outer = readElement(bytes, 0);
  if (bytes.length === ED25519_OCTETS && (raw || !isCutRsaKey(bytes, outer))) {
    return whole({ kind: 'ed25519', form: 'raw' });
  }
  const secureShell = secureShellKey(bytes);
  if (secureShell !== undefined) return secureShell;
  if (outer?.tag !== SEQUENCE) return notDer(bytes, raw);
  const [first, second, third] = childrenOf(bytes, outer, 3);
  if (first?.tag === INTEGER) return readIntegerFirst(bytes, outer, first, second, third);
  if (first?.tag === SEQUENCE) return readSequenceFirst(bytes, outer, first, second);
  return isCutShort(bytes, outer) ? truncated(bytes, outer) : damaged();
}

/** The header of an RSA key with only 32 octets left shows that the key was longer. */
function isCutRsaKey(bytes: Uint8Array, outer: DerElement | undefined): boolean {
  return outer?.tag === SEQUENCE && outer.end > bytes.length && bytes[outer.content] === SEQUENCE;
}

/**
 * `SubjectPublicKeyInfo { SEQUENCE { algorithm, parameters }, BIT STRING }` (RFC 5280 §4.1), and other structures that begin with
 * a sequence: certificates, and encrypted private keys (RFC 5208 §6).
 */
function readSequenceFirst(
  bytes: Uint8Array,
  outer: DerElement,
  first: DerElement,
  second: DerElement | undefined,
): PublicKeyReading {
  const [identifier] = childrenOf(bytes, first, 1);
  if (identifier?.tag === CONTEXT_0 || identifier?.tag === INTEGER)
    return foreign('an X.509 certificate or a request for one');
  if (isCutShort(bytes, outer)) return truncated(bytes, outer);
  if (identifier?.tag !== OBJECT_IDENTIFIER || identifier.end > first.end) return damaged();
  if (second?.tag === OCTET_STRING) return whole({ kind: 'private', format: 'encrypted PKCS #8' });
  // The first octet of a BIT STRING is the number of unused bits, which is 0 in a key.
  if (second?.tag !== BIT_STRING || second.end !== outer.end || bytes[second.content] !== 0) return damaged();
  const at = second.content + 1;
  const algorithm = readObjectIdentifier(bytes, identifier);
  switch (algorithm) {
    case ED25519:
      if (second.end - at !== ED25519_OCTETS) return damaged();
      return withTrailing(bytes, outer, { kind: 'ed25519', form: 'spki' }, []);
    case RSA: {
      const sequence = readElement(bytes, at);
      if (sequence?.tag !== SEQUENCE || sequence.end !== second.end) return damaged();
      if (!hasNoParameters(bytes, identifier, first)) return damaged();
      return readRsa(bytes, outer, sequence, 'spki');
    }
    default:
      return foreign(OTHER_ALGORITHMS[algorithm] ?? `a key of an unknown type (${algorithm})`);
  }
}

/** RSAPublicKey and the private structures all begin with an integer. RFC 8017 §A.1.1, RFC 5208 §5, RFC 5915 §3. */
function readIntegerFirst(
  bytes: Uint8Array,
  outer: DerElement,
  first: DerElement,
  second: DerElement | undefined,
  third: DerElement | undefined,
): PublicKeyReading {
  const isVersion = first.end - first.content === 1 && (bytes[first.content] ?? 0) <= 1;
  if (isVersion) {
    if (second?.tag === SEQUENCE) return whole({ kind: 'private', format: 'PKCS #8' });
    if (second?.tag === OCTET_STRING) return whole({ kind: 'private', format: 'SEC 1' });
    // Version, modulus, exponent: a public key has no version.
    if (second?.tag === INTEGER && third?.tag === INTEGER)
      return whole({ kind: 'private', format: 'PKCS #1' });
    if (second?.tag === INTEGER && isCutShort(bytes, outer))
      return whole({ kind: 'private', format: 'PKCS #1' });
  }
  if (isCutShort(bytes, outer)) return truncated(bytes, outer);
  return readRsa(bytes, outer, outer, 'bare');
}

/** `SEQUENCE { modulus INTEGER, publicExponent INTEGER }`. RFC 8017 §A.1.1. */
function readRsa(
  bytes: Uint8Array,
  outer: DerElement,
  sequence: DerElement,
  form: RsaKey['form'],
): PublicKeyReading {
  const [modulus, exponent] = childrenOf(bytes, sequence, 3);
  if (modulus?.tag !== INTEGER || exponent?.tag !== INTEGER || exponent.end !== sequence.end)
    return damaged();
  const bits = bitsOf(bytes, modulus);
  const last = bytes[modulus.end - 1] ?? 0;
  // The product of 2 odd primes is odd, and no integer of a key is negative.
  if (bits === 0 || last % 2 === 0 || isNegative(bytes, modulus) || isNegative(bytes, exponent))
    return damaged();
  const key: RsaKey = { kind: 'rsa', form, bits, exponent: valueOf(bytes, exponent) };
  return withTrailing(bytes, outer, key, form === 'bare' ? [{ code: 'key-bare' }] : []);
}

/** rsaEncryption has NULL parameters (RFC 8017 §A.1), which some writers omit. */
function hasNoParameters(bytes: Uint8Array, identifier: DerElement, algorithm: DerElement): boolean {
  if (identifier.end === algorithm.end) return true;
  return (
    bytes[identifier.end] === NULL && bytes[identifier.end + 1] === 0 && algorithm.end === identifier.end + 2
  );
}

function bitsOf(bytes: Uint8Array, integer: DerElement): number {
  let at = integer.content;
  while (at < integer.end && bytes[at] === 0) at++;
  if (at === integer.end) return 0;
  return (integer.end - at) * 8 - (Math.clz32(bytes[at] ?? 0) - 24);
}

function isNegative(bytes: Uint8Array, integer: DerElement): boolean {
  return integer.content === integer.end || (bytes[integer.content] ?? 0) >= 0x80;
}

function valueOf(bytes: Uint8Array, integer: DerElement): bigint {
  let value = 0n;
  for (let i = integer.content; i < integer.end; i++) value = value * 256n + BigInt(bytes[i] ?? 0);
  return value;
}

function isCutShort(bytes: Uint8Array, outer: DerElement): boolean {
  return outer.end > bytes.length;
}

function whole(key: DkimKey): PublicKeyReading {
  return { key, flaws: [] };
}

function broken(flaw: KeyFlaw): PublicKeyReading {
  return { key: { kind: 'broken' }, flaws: [flaw] };
}

function truncated(bytes: Uint8Array, outer: DerElement): PublicKeyReading {
  return broken({ code: 'key-truncated', expected: outer.end, actual: bytes.length });
}

function damaged(): PublicKeyReading {
  return broken({ code: 'key-damaged' });
}

function foreign(what: string): PublicKeyReading {
  return { key: { kind: 'foreign', what }, flaws: [{ code: 'key-foreign', what }] };
}

function notDer(bytes: Uint8Array, raw: boolean): PublicKeyReading {
  return broken({ code: raw ? 'key-length' : 'key-not-der', actual: bytes.length });
}

function withTrailing(
  bytes: Uint8Array,
  outer: DerElement,
  key: DkimKey,
  flaws: readonly KeyFlaw[],
): PublicKeyReading {
  const octets = bytes.length - outer.end;
  if (octets <= 0) return { key, flaws };
  return { key, flaws: [...flaws, { code: 'key-trailing', octets }] };
}

/** OpenSSH has its own key formats: RFC 4253 §6.6 for public keys. */
function secureShellKey(bytes: Uint8Array): PublicKeyReading | undefined {
  // The cheap test is first, because this runs for every real key.
  if (bytes[0] !== 0 && bytes[0] !== 0x6f) return undefined;
  const head = String.fromCharCode(...bytes.subarray(0, 15));
  if (head === 'openssh-key-v1\0') return whole({ kind: 'private', format: 'OpenSSH' });
  return /^\0\0\0[\x04-\x20](?:ssh|ecdsa|sk)-/.test(head) ? foreign('an OpenSSH public key') : undefined;
}

/** Wraps an RSAPublicKey in a SubjectPublicKeyInfo, which verifiers require. */
export function wrapRsaPublicKey(bare: Uint8Array): Uint8Array {
  // AlgorithmIdentifier { rsaEncryption, NULL }
  const algorithm = [0x30, 13, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 0x05, 0];
  const bits = writeElement(BIT_STRING, Uint8Array.of(0, ...bare));
  return writeElement(SEQUENCE, Uint8Array.of(...algorithm, ...bits));
}
