import { readBase64, writeBase64 } from './base64.ts';
import type { DkimKey } from './model.ts';
import { ED25519_OCTETS, readPublicKey, wrapRsaPublicKey } from './public-key.ts';

/** A public key from a file or a text, as a DKIM record. */
export type KeyFileReading =
  | {
      readonly kind: 'key';
      readonly keyType: 'rsa' | 'ed25519';
      /** The size of an RSA key. */
      readonly bits: number | undefined;
      /** `v=DKIM1; k=rsa; p=…` */
      readonly record: string;
    }
  /** `fault` is one sentence for the user, which contains nothing of the text. */
  | { readonly kind: 'refused'; readonly fault: string };

/** Code units of a text to read as a key. An RSA key of 16,384 bits takes 2,800. */
export const MAX_KEY_FILE = 20_000;
/** Bits below which verifiers ignore an RSA key. RFC 8301 §3.2. */
export const LEAST_RSA_BITS = 1024;

const PRIVATE =
  'This is a private key. It must not be published or pasted anywhere. Use the public key instead, such as the output of "openssl pkey -in key.pem -pubout".';
const NONE =
  'This is not a public key. mailtxt reads PEM ("-----BEGIN PUBLIC KEY-----"), base64, and DKIM records.';

/** `-----BEGIN PUBLIC KEY-----` of RFC 7468 §3, and `---- BEGIN SSH2 PUBLIC KEY ----` of RFC 4716 §3.2. */
const ARMOR = /----[- ](?:BEGIN|END) ([A-Z0-9 ]{1,40}?)[- ]----/;
const PEM = /-----BEGIN [A-Z0-9 ]{1,40}-----([^-]*)-----END /;
/** The key of a DKIM record, in one string or several, as opendkim-genkey writes it. */
const RECORD_KEY = /(?:^|[;"\s])p[ \t]*=([A-Za-z0-9+/=\s"]+)/;

/**
 * Reads a public key: SubjectPublicKeyInfo or PKCS #1 in PEM or base64, 32 octets of Ed25519 in base64, or a DKIM record. A text
 * that contains a private key is rejected, whatever else is in it.
 */
export function readKeyFile(text: string): KeyFileReading {
  if (isPrivateKey(text)) return refused(PRIVATE);
  if (text.length > MAX_KEY_FILE)
    return refused(`This text is too long to be a key (more than ${MAX_KEY_FILE} characters).`);
  const label = ARMOR.exec(text)?.[1];
  if (label?.includes('CERTIFICATE') === true)
    return refused('This is a certificate. Use its public key, the output of "openssl x509 -pubkey -noout".');
  if (/^\s*(?:ssh-|ecdsa-|sk-)/.test(text) || label?.includes('SSH2') === true)
    return refused('This is an OpenSSH key. Convert it to PEM with "ssh-keygen -e -m PKCS8".');
  const body =
    PEM.exec(text)?.[1] ?? (label === undefined ? (RECORD_KEY.exec(text)?.[1] ?? text) : undefined);
  if (body === undefined) return refused('The key is truncated: its "-----END" line is missing.');
  const { bytes, foreign, padding } = readBase64(body.replace(/[\s"]+/g, ''));
  if (bytes.length === 0 || foreign.length > 0 || padding !== undefined) return refused(NONE);
  const { key, flaws } = readPublicKey(bytes, bytes.length === ED25519_OCTETS);
  if (flaws.some(({ code }) => code === 'key-trailing')) return refused('There is extra text after the key.');
  return readingOf(key, bytes);
}

/** Whether the text contains a private key, in PEM or in plain base64. */
function isPrivateKey(text: string): boolean {
  if (/PRIVATE[ \t]+KEY/i.test(text)) return true;
  if (text.length > MAX_KEY_FILE) return false;
  const { bytes } = readBase64(text.replace(/\s+/g, ''));
  return bytes.length > ED25519_OCTETS && readPublicKey(bytes, false).key.kind === 'private';
}

function readingOf(key: DkimKey, bytes: Uint8Array): KeyFileReading {
  switch (key.kind) {
    case 'private':
      return refused(PRIVATE);
    case 'foreign':
      return refused(`This is ${key.what}. DKIM uses RSA and Ed25519 keys.`);
    case 'rsa': {
      if (key.bits < LEAST_RSA_BITS)
        return refused(
          `This RSA key has ${key.bits} bits. Receivers ignore keys of fewer than ${LEAST_RSA_BITS}.`,
        );
      const info = key.form === 'bare' ? wrapRsaPublicKey(bytes) : bytes;
      return { kind: 'key', keyType: 'rsa', bits: key.bits, record: recordOf('rsa', info) };
    }
    case 'ed25519': {
      // RFC 8463 §4.2: only the 32 octets, which are at the end of a SubjectPublicKeyInfo.
      const raw = bytes.subarray(bytes.length - ED25519_OCTETS);
      return { kind: 'key', keyType: 'ed25519', bits: undefined, record: recordOf('ed25519', raw) };
    }
    default:
      return refused(NONE);
  }
}

function recordOf(type: string, bytes: Uint8Array): string {
  return `v=DKIM1; k=${type}; p=${writeBase64(bytes)}`;
}

function refused(fault: string): KeyFileReading {
  return { kind: 'refused', fault };
}
