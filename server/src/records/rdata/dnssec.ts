import { isKnown, labelsOf } from '../../dns/names.ts';
import { base32HexOctets, base32HexOf, base64, hex, hexOf, isHexWord } from './binary.ts';
import type { FieldForm, RdataForm } from './form.ts';
import { sequence } from './form.ts';
import { name } from './name.ts';
import { mnemonic, u16, u32, u8 } from './numbers.ts';
import type { Mnemonics } from './numbers.ts';
import { oldTypeCovered, shortBitMap, typeBitMaps, typeCovered } from './type-fields.ts';

/** IANA "DNS Security Algorithm Numbers". */
export const ALGORITHMS: Mnemonics = {
  RSAMD5: 1,
  DH: 2,
  DSA: 3,
  RSASHA1: 5,
  NSEC3DSA: 6,
  NSEC3RSASHA1: 7,
  RSASHA256: 8,
  RSASHA512: 10,
  ECCGOST: 12,
  ECDSAP256SHA256: 13,
  ECDSA256: 13,
  ECDSAP384SHA384: 14,
  ECDSA384: 14,
  ED25519: 15,
  ED448: 16,
  INDIRECT: 252,
  PRIVATEDNS: 253,
  PRIVATEOID: 254,
};

const algorithm = mnemonic(1, ALGORITHMS);

const DIGEST_TYPES: Mnemonics = {
  'SHA-1': 1,
  SHA1: 1,
  'SHA-256': 2,
  SHA256: 2,
  GOST: 3,
  'SHA-384': 4,
  SHA384: 4,
};

const digestType = mnemonic(1, DIGEST_TYPES);

/** Octets of a digest by digest type. RFC 4034 §5.1.3, RFC 4509 §2.1, RFC 6605 §2. */
const DIGESTS: Readonly<Record<string, number>> = { 1: 20, 2: 32, 4: 48 };

/** RFC 4034 §5.1. */
export const delegationSigner: RdataForm = {
  take(source) {
    source.take('key-tag', u16);
    source.take('algorithm', algorithm);
    const type = source.take('digest-type', digestType);
    source.take('digest', sized(DIGESTS[type], 1));
  },
};

function sized(length: number | undefined, min: number): FieldForm {
  return hex(length === undefined ? { min } : { length });
}

/** Octets of a fingerprint by fingerprint type. RFC 4255 §3.1.2, RFC 6594 §4. */
const FINGERPRINTS: Readonly<Record<string, number>> = { 1: 20, 2: 32 };

export const sshFingerprint: RdataForm = {
  take(source) {
    source.take('algorithm', u8);
    const type = source.take('fingerprint-type', u8);
    const length = FINGERPRINTS[type];
    if (length !== undefined || source.more) source.take('fingerprint', sized(length, 1));
  },
};

/** Octets of a zone's digest by its algorithm. RFC 8976 §2.2.3. */
const ZONE_DIGESTS: Readonly<Record<string, number>> = { 1: 48, 2: 64 };

export const zoneDigest: RdataForm = {
  take(source) {
    source.take('serial', u32);
    source.take('scheme', u8);
    const type = source.take('hash-algorithm', u8);
    // RFC 8976 §2.2.4: a digest has at least 12 octets.
    source.take('digest', sized(ZONE_DIGESTS[type], 12));
  },
};

/** Flags of a key by name. RFC 2535 §3.1.2, RFC 4034 §2.1.1. */
const KEY_FLAGS: Mnemonics = {
  NOCONF: 0x4000,
  NOAUTH: 0x8000,
  NOKEY: 0xc000,
  FLAG2: 0x2000,
  EXTEND: 0x1000,
  FLAG4: 0x0800,
  FLAG5: 0x0400,
  USER: 0x0000,
  ZONE: 0x0100,
  HOST: 0x0200,
  NTYP3: 0x0300,
  FLAG8: 0x0080,
  FLAG9: 0x0040,
  FLAG10: 0x0020,
  FLAG11: 0x0010,
  ...Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`SIG${i}`, i])),
  KSK: 0x0001,
};

const keyFlags: FieldForm = {
  kind: 'number',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const value = flagsOf(token.raw);
    if (value === undefined) cursor.fail('unknown flag');
    else if (value > 0xffff) cursor.fail('out of range');
    return String(value);
  },
  decode: (octets) => String(octets.number(2)),
};

function flagsOf(word: string): number | undefined {
  if (/^\d{1,12}$/.test(word)) return Number(word);
  if (/^(?:0x)?\d[0-9a-f]{0,11}$|^0x[0-9a-f]{1,10}$/i.test(word)) return Number.parseInt(word, 16);
  let flags = 0;
  for (const part of word.replace(/\|$/, '').split('|')) {
    // BIND accepts a prefix of a name as the name.
    const found = Object.keys(KEY_FLAGS).find((flag) => flag.startsWith(part.toUpperCase()));
    if (found === undefined) return undefined;
    flags |= KEY_FLAGS[found] ?? 0;
  }
  return flags;
}

const keyProtocol = mnemonic(1, { NONE: 0, TLS: 1, EMAIL: 2, DNSSEC: 3, IPSEC: 4, ALL: 255 });

/** RFC 4034 §2.1. */
export const dnskey = sequence(
  ['flags', keyFlags],
  ['protocol', keyProtocol],
  ['algorithm', algorithm],
  ['public-key', base64],
);

/** RFC 2535 §3.1: with both of the first flags set, there is no key. */
export const key: RdataForm = {
  take(source) {
    const flags = source.take('flags', keyFlags);
    source.take('protocol', keyProtocol);
    source.take('algorithm', algorithm);
    if ((Number(flags) & 0xc000) !== 0xc000) source.take('public-key', base64);
  },
};

/** The flags of RKEY are reserved. */
export const rkey: RdataForm = {
  take(source) {
    const flags = source.take('flags', keyFlags);
    if (/^\d+$/.test(flags) && flags !== '0') source.fail('FORMERR');
    source.take('protocol', keyProtocol);
    source.take('algorithm', algorithm);
    source.take('public-key', base64);
  },
};

/** RFC 4034 §3.2: `YYYYMMDDHHmmSS` or, if `seconds` is set, seconds since 1970. */
function time(seconds: boolean): FieldForm {
  return {
    kind: 'word',
    read(cursor) {
      const token = cursor.word();
      if (token === undefined) return '';
      const { raw } = token;
      if (seconds && /^\d{1,10}$/.test(raw)) {
        if (Number(raw) > 0xffffffff) cursor.fail('out of range');
        return timeText(Number(raw));
      }
      if (!/^\d{14}$/.test(raw)) {
        cursor.fail('syntax error');
        return raw;
      }
      const value = secondsOf(raw);
      if (value === undefined) cursor.fail('out of range');
      return timeText(value ?? 0);
    },
    decode: (octets) => timeText(octets.number(4)),
  };
}

function secondsOf(digits: string): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [0, 4, 6, 8, 10, 12].map((at, i) =>
    Number(digits.slice(at, at + (i === 0 ? 4 : 2))),
  );
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) return undefined;
  const value = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
  // RFC 4034 §3.1.5: 32 bits, with wraparound.
  return ((value % 2 ** 32) + 2 ** 32) % 2 ** 32;
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+Z/g, '');
}

/** RFC 2535 §4.1. */
export const sig = sequence(
  ['type-covered', oldTypeCovered],
  ['algorithm', algorithm],
  ['labels', u8],
  ['original-ttl', u32],
  ['signature-expiration', time(false)],
  ['signature-inception', time(false)],
  ['key-tag', u16],
  ['signer-name', name],
  ['signature', base64],
);

const timeOrSeconds = time(true);

/** RFC 4034 §3.1. */
export const rrsig: RdataForm = {
  take(source) {
    source.take('type-covered', typeCovered);
    source.take('algorithm', algorithm);
    const labels = source.take('labels', u8);
    source.take('original-ttl', u32);
    source.take('signature-expiration', timeOrSeconds);
    source.take('signature-inception', timeOrSeconds);
    source.take('key-tag', u16);
    const signer = source.take('signer-name', name);
    // The owner is in the signer's zone, so it cannot have fewer labels.
    if (isKnown(signer) && labelsOf(signer).length > Number(labels)) source.fail('out of range');
    source.take('signature', base64);
  },
};

/** RFC 4034 §4.1. */
export const nsec = sequence(['next-domain-name', name], ['types', typeBitMaps]);
/** RFC 7477 §2.1.1. */
export const csync: RdataForm = {
  take(source) {
    source.take('soa-serial', u32);
    source.take('flags', u16);
    if (source.more) source.take('types', typeBitMaps);
  },
};

/** RFC 5155 §3.3: `-` if there is none. */
const salt: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const right = token.raw === '-' || (isHexWord(token) && token.raw.length <= 510);
    if (!right) cursor.fail(isHexWord(token) ? 'out of range' : 'bad hex encoding');
    return token.raw.toUpperCase();
  },
  decode(octets) {
    const length = octets.number(1);
    if (octets.left < length) octets.fail('FORMERR');
    return length === 0 ? '-' : hexOf(octets.bytes(length));
  },
};

/** Only `SHA-1` in this spelling, because BIND has no names for the others. */
const hashAlgorithm = mnemonic(1, { 'SHA-1': 1 });

/** A hashed owner name. SHA-1, the only hash that is defined, has 20 octets. */
function nextHashedOwner(isSha1: boolean): FieldForm {
  return {
    kind: 'word',
    read(cursor) {
      const token = cursor.word();
      if (token === undefined) return '';
      const octets = base32HexOctets(token.raw);
      if (octets === undefined) cursor.fail('bad base32 encoding');
      else if (octets > 255 || (isSha1 && octets !== 20)) cursor.fail('out of range');
      return token.raw.toUpperCase();
    },
    decode(octets) {
      const length = octets.number(1);
      if (length < 1 || octets.left < length || (isSha1 && length !== 20)) octets.fail('FORMERR');
      return base32HexOf(octets.bytes(length));
    },
  };
}

/** RFC 5155 §3.2. */
export const nsec3: RdataForm = {
  take(source) {
    const algorithmTaken = source.take('hash-algorithm', hashAlgorithm);
    source.take('flags', u8);
    source.take('iterations', u16);
    source.take('salt', salt);
    source.take('next-hashed-owner-name', nextHashedOwner(algorithmTaken === '1'));
    if (source.more) source.take('types', typeBitMaps);
  },
};

/** RFC 5155 §4.2. */
export const nsec3param = sequence(
  ['hash-algorithm', hashAlgorithm],
  ['flags', u8],
  ['iterations', u16],
  ['salt', salt],
);

/** RFC 2535 §5.1. */
export const nxt: RdataForm = {
  take(source) {
    source.take('next-domain-name', name);
    if (source.more) source.take('types', shortBitMap);
  },
};
