import type { DkimRecord } from './model.ts';
import { markup, text, type Markdown } from '../../text/markdown.ts';

/** `RSA, 2048 bits, exponent 65537.` and what that is worth; `undefined` where nothing can be said. */
export function explainKey({ key }: DkimRecord): Markdown | undefined {
  switch (key.kind) {
    case 'rsa':
      return markup`RSA, ${key.bits} bits, exponent ${key.exponent}. ${explainRsaSize(key.bits)}`;
    case 'ed25519':
      return key.form === 'raw'
        ? markup`Ed25519, 32 octets: about as strong as RSA with 3072 bits.`
        : markup`Ed25519, wrapped in a SubjectPublicKeyInfo. DKIM wants the bare 32 octets.`;
    case 'revoked':
      return markup`Empty: the key is withdrawn. Every signature with this selector fails.`;
    case 'private':
      return markup`A **private** key. Whoever reads this record can sign mail as the domain.`;
    case 'foreign':
      return markup`No DKIM key: it is ${text(key.what)}.`;
    case 'broken':
      return markup`No key can be read from this.`;
    case 'unknown':
    case 'absent':
      return undefined;
  }
}

/** RFC 8301 §3.2. */
function explainRsaSize(bits: number): Markdown {
  if (bits < 1024) return markup`Too short: receivers must not accept it.`;
  if (bits < 2048) return markup`The least that receivers accept; 2048 bits are recommended.`;
  if (bits === 2048) return markup`The recommended size.`;
  if (bits <= 4096) return markup`Longer than recommended; receivers have to cope with up to 4096 bits.`;
  return markup`Receivers need not be able to check keys over 4096 bits.`;
}

export function explainHash(hash: string): Markdown {
  switch (hash.toLowerCase()) {
    case 'sha256':
      return markup`SHA-256: the hash that signatures use today.`;
    case 'sha1':
      return markup`SHA-1: broken. Receivers must not accept signatures with it.`;
    default:
      return markup`No known hash. Receivers skip it.`;
  }
}

export function explainService(service: string): Markdown {
  switch (service.toLowerCase()) {
    case '*':
      return markup`Every service.`;
    case 'email':
      return markup`Mail.`;
    case 'tlsrpt':
      return markup`Reports on TLS (RFC 8460 §3): mail itself is not covered by this item.`;
    default:
      return markup`No known service. Receivers skip it.`;
  }
}

export function explainFlag(flag: string): Markdown {
  switch (flag) {
    case 'y':
      return markup`Testing: receivers must treat signed mail like unsigned mail, also when the signature fails. Take it out once signing works.`;
    case 's':
      return markup`Strict: the domain in \`i=\` of a signature must be exactly the one in \`d=\`. Recommended, unless mail is signed in the name of subdomains.`;
    default:
      return markup`No known flag. Receivers skip it.`;
  }
}
