import type { DkimRecord } from './model.ts';
import { markup, text, type Markdown } from '../../text/markdown.ts';

/** `RSA, 2048 bits, exponent 65537.` and an assessment; `undefined` if there is nothing to say. */
export function explainKey({ key }: DkimRecord): Markdown | undefined {
  switch (key.kind) {
    case 'rsa':
      return markup`RSA, ${key.bits} bits, exponent ${key.exponent}. ${explainRsaSize(key.bits)}`;
    case 'ed25519':
      return key.form === 'raw'
        ? markup`Ed25519, 32 octets: about as strong as RSA with 3072 bits.`
        : markup`Ed25519, wrapped in a SubjectPublicKeyInfo. DKIM requires the bare 32 octets.`;
    case 'revoked':
      return markup`Empty: the key is revoked. Every signature with this selector fails.`;
    case 'private':
      return markup`A **private** key. Every reader of this record can sign mail as the domain.`;
    case 'foreign':
      return markup`Not a DKIM key: this is ${text(key.what)}.`;
    case 'broken':
      return markup`This cannot be decoded as a key.`;
    case 'unknown':
    case 'absent':
      return undefined;
  }
}

/** RFC 8301 §3.2. */
function explainRsaSize(bits: number): Markdown {
  if (bits < 1024) return markup`Too short: receivers must not accept it.`;
  if (bits < 2048) return markup`Receivers accept keys of 1024 bits or more. 2048 bits are recommended.`;
  if (bits === 2048) return markup`The recommended minimum.`;
  if (bits <= 4096)
    return markup`Longer than the recommended minimum of 2048 bits. Receivers must be able to verify keys of up to 4096 bits.`;
  return markup`Receivers need not be able to verify keys over 4096 bits.`;
}

export function explainHash(hash: string): Markdown {
  switch (hash.toLowerCase()) {
    case 'sha256':
      return markup`SHA-256: the hash that signatures use today.`;
    case 'sha1':
      return markup`SHA-1: broken. Receivers must not accept signatures with it.`;
    default:
      return markup`Not a known hash. Receivers ignore it.`;
  }
}

export function explainService(service: string): Markdown {
  switch (service.toLowerCase()) {
    case '*':
      return markup`Every service.`;
    case 'email':
      return markup`Email.`;
    case 'tlsrpt':
      return markup`Reports about TLS (RFC 8460 §3). This value does not cover email itself.`;
    default:
      return markup`Not a known service. Receivers ignore it.`;
  }
}

export function explainFlag(flag: string): Markdown {
  switch (flag) {
    case 'y':
      return markup`Testing: receivers must treat signed mail like unsigned mail, even when the signature fails. Remove the flag when signing works.`;
    case 's':
      return markup`Strict: in a signature, the domain of the signing user (\`i=\`) must be exactly the signing domain (\`d=\`). Recommended, unless mail is signed for subdomains.`;
    default:
      return markup`Not a known flag. Receivers ignore it.`;
  }
}
