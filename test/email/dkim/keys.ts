import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Keys made anew in each run, once each. */
const made = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

export function rsaPair(bits: number, exponent = 65537): { publicKey: KeyObject; privateKey: KeyObject } {
  const name = `${bits} ${exponent}`;
  const pair =
    made.get(name) ?? generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent });
  made.set(name, pair);
  return pair;
}

export function rsaOctets(bits: number, exponent?: number): Buffer {
  return rsaPair(bits, exponent).publicKey.export({ type: 'spki', format: 'der' });
}

/** What `p=` should hold. */
export function rsaKey(bits: number, exponent?: number): string {
  return rsaOctets(bits, exponent).toString('base64');
}

export function ed25519Octets(): Buffer {
  return generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
}

export function ed25519Key(): string {
  return ed25519Octets().subarray(-32).toString('base64');
}
