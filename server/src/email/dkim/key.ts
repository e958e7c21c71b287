import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { readBase64, type PaddingFault } from './base64.ts';
import type { DkimKey, KeyFault, KeyFlaw } from './model.ts';
import { readPublicKey } from './public-key.ts';

/** The value of `p=` and every fault in it. Ranges are relative to the start of the value. */
export interface KeyReading {
  readonly key: DkimKey;
  readonly faults: readonly KeyFault[];
}

/** `ed25519` is the type in `k=`, because 32 raw octets do not show their type. */
export function readKey(value: string, keyType: 'rsa' | 'ed25519' | 'other' | 'unknown'): KeyReading {
  if (value === '') return { key: { kind: 'revoked' }, faults: [] };
  const armor = findArmor(value);
  const base64 = readBase64(armor === undefined ? value : armor.body);
  if (armor?.isPrivate) return { key: { kind: 'private', format: armor.label }, faults: [] };
  const { key, flaws } = readPublicKey(base64.bytes, keyType === 'ed25519');
  const faults: KeyFault[] = [];
  if (armor !== undefined) faults.push({ code: 'pem-armor', range: armor.range });
  // A leaked private key is the fault. How it is encoded does not matter then.
  if (key.kind === 'private') return { key, faults };
  if (key.kind === 'broken' && PLACEHOLDER.test(value)) {
    return { key, faults: [{ code: 'key-placeholder', range: rangeOf(0, value.length) }] };
  }
  for (const range of base64.foreign) {
    const text = value.slice(range.start, range.end);
    faults.push({ code: 'base64-character', range, text });
  }
  if (key.kind !== 'broken' && key.kind !== 'foreign') {
    if (base64.padding !== undefined) faults.push(paddingFault(base64.padding));
    return { key, faults: [...faults, ...flaws.map((flaw) => faultOf(flaw, value))] };
  }
  // With invalid characters, the octets are wrong because of them. Without, they are wrong in themselves, and the correct number
  // of "=" does not matter.
  return {
    key,
    faults: base64.foreign.length > 0 ? faults : [...faults, ...flaws.map((flaw) => faultOf(flaw, value))],
  };
}

/** Placeholders for the key in manuals and templates: `<your key>`, `%dkimKey%`, `YOUR_PUBLIC_KEY`, `MIIB...`. */
const PLACEHOLDER =
  /^(?:<[^<>]*>|\[[^[\]]*\]|\{+[^{}]*\}+|%[^%]*%|\$\w+|(?:[A-Za-z]+[-_ ])*(?:key|here|me|placeholder)(?:[-_ ][A-Za-z]+)*|[xX]{3,})$|(?:\.{3}|\xe2\x80\xa6)/i;

function paddingFault({ kind, range, expected }: PaddingFault): KeyFault {
  return { code: 'base64-padding', range, reason: kind, expected };
}

function faultOf(flaw: KeyFlaw, value: string): KeyFault {
  return { ...flaw, range: rangeOf(0, value.length) };
}

/** `-----BEGIN PUBLIC KEY-----` and its end. RFC 7468 §2. */
interface Armor {
  /** `PUBLIC KEY`. */
  readonly label: string;
  readonly isPrivate: boolean;
  /** The BEGIN line, or the END line if there is no other. */
  readonly range: Range;
  /** The value with spaces instead of all armor, so that offsets stay the same. */
  readonly body: string;
}

const ARMOR = /(?<!-)-{2,}[ \t]{0,20}(?:BEGIN|END)[ \t]{1,20}([A-Za-z0-9 ]{1,40}?)[ \t]{0,20}-{2,}/g;

function findArmor(value: string): Armor | undefined {
  if (!value.includes('--')) return undefined;
  const lines = [...value.matchAll(ARMOR)];
  const [first] = lines;
  if (first === undefined) return undefined;
  const label = first[1] ?? '';
  return {
    label,
    isPrivate: label.toUpperCase().includes('PRIVATE'),
    range: rangeOf(first.index, first.index + first[0].length),
    body: value.replace(ARMOR, (line) => ' '.repeat(line.length)),
  };
}

/** The BEGIN and END lines in a value; see {@link readKey}. */
export function armorIn(value: string): readonly Range[] {
  return [...value.matchAll(ARMOR)].map((line) => rangeOf(line.index, line.index + line[0].length));
}
