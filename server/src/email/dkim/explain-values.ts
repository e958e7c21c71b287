import type { DkimRecord } from './model.ts';

/** `RSA, 2048 bits, exponent 65537.` and what that is worth. Markdown. */
export function explainKey({ key }: DkimRecord): string {
  switch (key.kind) {
    case 'rsa':
      return `RSA, ${key.bits} bits, exponent ${key.exponent}. ${explainRsaSize(key.bits)}`;
    case 'ed25519':
      return key.form === 'raw'
        ? 'Ed25519, 32 octets: about as strong as RSA with 3072 bits.'
        : 'Ed25519, wrapped in a SubjectPublicKeyInfo. DKIM wants the bare 32 octets.';
    case 'revoked':
      return 'Empty: the key is withdrawn. Every signature with this selector fails.';
    case 'private':
      return 'A **private** key. Whoever reads this record can sign mail as the domain.';
    case 'foreign':
      return `No DKIM key: it is ${key.what}.`;
    case 'broken':
      return 'No key can be read from this.';
    case 'unknown':
    case 'absent':
      return '';
  }
}

/** RFC 8301 §3.2. */
function explainRsaSize(bits: number): string {
  if (bits < 1024) return 'Too short: receivers must not accept it.';
  if (bits < 2048) return 'The least that receivers accept; 2048 bits are recommended.';
  if (bits === 2048) return 'The recommended size.';
  if (bits <= 4096) return 'Longer than recommended; receivers have to cope with up to 4096 bits.';
  return 'Receivers need not be able to check keys over 4096 bits.';
}

export function explainHash(hash: string): string {
  switch (hash.toLowerCase()) {
    case 'sha256':
      return 'SHA-256: the hash that signatures use today.';
    case 'sha1':
      return 'SHA-1: broken. Receivers must not accept signatures with it.';
    default:
      return 'No known hash. Receivers skip it.';
  }
}

export function explainService(service: string): string {
  switch (service.toLowerCase()) {
    case '*':
      return 'Every service.';
    case 'email':
      return 'Mail.';
    case 'tlsrpt':
      return 'Reports on TLS (RFC 8460 §3): mail itself is not covered by this item.';
    default:
      return 'No known service. Receivers skip it.';
  }
}

export function explainFlag(flag: string): string {
  switch (flag) {
    case 'y':
      return (
        'Testing: receivers must treat signed mail like unsigned mail, also when the signature fails. ' +
        'Take it out once signing works.'
      );
    case 's':
      return (
        'Strict: the domain in `i=` of a signature must be exactly the one in `d=`. Recommended, unless mail is ' +
        'signed in the name of subdomains.'
      );
    default:
      return 'No known flag. Receivers skip it.';
  }
}
