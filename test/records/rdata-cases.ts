import { readFileSync } from 'node:fs';
import path from 'node:path';
import { typeCode, typeMnemonic } from '../../server/src/dns/types.ts';
import type { RdataReading, RdataToken } from '../../server/src/records/rdata.ts';
import { printRdata, readRdata } from '../../server/src/records/rdata/index.ts';
import { MappedText } from '../../server/src/text/mapped-text.ts';
import type { Segment } from '../../server/src/text/mapped-text.ts';

/** RDATA and BIND's reading of it. */
export interface RdataCase {
  readonly type: string;
  readonly typed: string;
  readonly verdict: 'ok' | 'bad';
  /** Canonical text, or the reason. */
  readonly result: string;
}

export const CASES: readonly RdataCase[] = readFileSync(path.join(__dirname, 'rdata-cases.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => {
    const [type = '', typed = '', verdict, result = ''] = line.split('\t');
    return { type, typed, verdict: verdict === 'ok' ? 'ok' : 'bad', result };
  });

/**
 * Deviations from BIND, by `type RDATA`: `ok` instead of BIND's verdict, or another canonical text. Reasons are given for each
 * group.
 */
export const DEVIATIONS: ReadonlyMap<string, string> = new Map([
  // Names of protocols and services are specific to each machine, so they are kept.
  ['WKS 192.0.2.1 tcp smtp 25 53', '192.0.2.1 6 25 53 smtp'],
  ['WKS 192.0.2.1 udp domain', '192.0.2.1 17 domain'],
  ['WKS 192.0.2.1 TCP SMTP', '192.0.2.1 6 smtp'],
  ['WKS 192.0.2.1 foo 25', 'ok'],
  ['WKS 192.0.2.1 tcp foo', 'ok'],
  // BIND shows the time nearest to now. mailtxt shows the one between 1970 and 2106, whatever the clock.
  [
    'RRSIG A 5 3 86400 99990207062816 20380119031408 2642 example.com. oJB1',
    'A 5 3 86400 21050307150848 20380119031408 2642 example.com. oJB1',
  ],
  [
    'RRSIG A 5 3 86400 19690322173103 19700101000000 2642 example.com. oJB1',
    'A 5 3 86400 21050428235919 19700101000000 2642 example.com. oJB1',
  ],
  // The owner of a private algorithm is in the key itself (RFC 4034 §A.1.1), which mailtxt does not read.
  ['RRSIG A PRIVATEDNS 3 86400 20030322173103 20030220173103 2642 example.com. oJB1', 'ok'],
  ['RRSIG A 253 3 86400 20000229000000 1234567890 2642 a oJB1', 'ok'],
  ['RRSIG A 254 3 86400 20000229000000 1234567890 2642 a oJB1', 'ok'],
  ['RRSIG A 254 3 86400 20000229000000 1234567890 2642 a AioD', 'ok'],
  ['DNSKEY 256 3 PRIVATEDNS AwEA', 'ok'],
  ['DNSKEY 256 3 253 AwEA', 'ok'],
  ['DNSKEY 256 3 254 AwEA', 'ok'],
  ['DNSKEY 256 3 254 AioD', 'ok'],
  ['DNSKEY 256 3 254 BgQqAwQF', 'ok'],
  ['DNSKEY 256 3 254 AQMA', 'ok'],
  ['KEY 256 3 253 AWE=', 'ok'],
]);

/**
 * The verdict is the same but the reason differs: BIND reports what its reader of octets found, and mailtxt reports what is wrong
 * with them.
 */
export const OTHER_REASONS: ReadonlyMap<string, string> = new Map([
  ['MX \\# 5 000ac00c00', 'bad label type'],
  ['RRSIG \\# 19 00010503000151800000000000000000000000', 'unexpected end of input'],
  ['AMTRELAY 10 1 4', 'not implemented'],
  ['AMTRELAY \\# 3 0a8000', 'extra input data'],
  ['IPSECKEY \\# 4 0a0402 01', 'out of range'],
  ['HIP \\# 7 010200 03 AB 0102', 'unexpected end of input'],
  ['HIP \\# 4 01020000', 'unexpected end of input'],
  ['SSHFP \\# 2 0101', 'unexpected end of input'],
  ['SSHFP \\# 23 0101000000000000000000000000000000000000000000', 'extra input data'],
  ['SSHFP \\# 3 010100', 'unexpected end of input'],
  ['NSEC3PARAM \\# 6 0100000C00AA', 'extra input data'],
]);

/** The words of RDATA as the reader of a zone file returns them. */
export function tokensOf(text: string): readonly RdataToken[] {
  const words = [...text.matchAll(/[\s()]+|;.*|"((?:\\[^]|[^\\"])*)"?|((?:\\[^]?|[^\s()";\\])+)/gy)];
  return words.flatMap((match) => {
    const raw = match[1] ?? match[2];
    if (raw === undefined) return [];
    const quoted = match[1] !== undefined;
    const range = { start: match.index, end: match.index + match[0].length };
    return [{ value: decode(raw, range.start + (quoted ? 1 : 0)), raw, quoted, range }];
  });
}

/** `${x}` is unresolved. */
function decode(raw: string, start: number): MappedText {
  const segments: Segment[] = [];
  let text = '';
  for (const match of raw.matchAll(/\$\{[^}]*\}|\\([01]\d\d|2[0-4]\d|25[0-5])|\\([^])|[^]/gu)) {
    const [piece, digits, literal] = match;
    const octets =
      digits !== undefined
        ? String.fromCharCode(Number(digits))
        : piece.startsWith('${')
          ? '\uFFFC'
          : Buffer.from(literal ?? piece, 'utf8').toString('latin1');
    const at = start + match.index;
    segments.push({ at: text.length, length: octets.length, source: { start: at, end: at + piece.length } });
    text += octets;
  }
  return new MappedText(text, segments);
}

export function canonicalType(type: string): string {
  const code = typeCode(type);
  return code === undefined ? type : typeMnemonic(code);
}

export function read(type: string, typed: string, origin = 'example.com'): RdataReading {
  return readRdata(type, tokensOf(typed), { origin, end: { start: typed.length, end: typed.length } });
}

/** The significant part of canonical text: names are kept in lowercase, and spaces are collapsed. */
export function comparable(text: string, reading: RdataReading): string {
  const { rdata } = reading;
  const hasName = rdata.kind === 'fields' && rdata.fields.some((field) => field.kind === 'name');
  const single = text.replace(/\s+/g, ' ').trim();
  return hasName ? single.toLowerCase() : single;
}

export function print(type: string, reading: RdataReading): string {
  return printRdata(canonicalType(type), reading.rdata);
}
