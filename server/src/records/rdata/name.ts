import { asciiLowerCase, canonicalOctet, faultOfName } from '../../dns/names.ts';
import type { DomainName, NameFault } from '../../dns/names.ts';
import { MAX_LABEL, MAX_NAME_TEXT } from '../../dns/limits.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { NameReason, RdataToken } from '../rdata.ts';
import type { FieldForm, OctetReader, TokenReader } from './form.ts';
import { hasHole } from './token-cursor.ts';

/** A domain name, completed with the origin if it is relative. */
export const name: FieldForm = {
  kind: 'name',
  read: (cursor) => readName(cursor, cursor.word()),
  decode: decodeName,
};

/** A domain name that may be in quotes. */
export const quotableName: FieldForm = {
  kind: 'name',
  read: (cursor) => readName(cursor, cursor.token()),
  decode: decodeName,
};

/** BIND's error for a name that cannot be served. */
export const NAME_REASONS: Readonly<Record<NameFault, NameReason>> = {
  'empty-label': 'empty label',
  'label-too-long': 'label too long',
  'name-too-long': 'ran out of space',
};

function readName(cursor: TokenReader, token: RdataToken | undefined): DomainName {
  if (token === undefined) return '';
  const badEscape = token.raw.includes('\\') && !hasHole(token) ? escapeFault(token.raw) : undefined;
  if (badEscape !== undefined) {
    cursor.fail(badEscape);
    return '';
  }
  if (token.raw.length > MAX_NAME_TEXT && !hasHole(token)) {
    cursor.fail(NAME_REASONS['name-too-long']);
    return '';
  }
  const absolute = absoluteName(token, cursor);
  // An empty string in quotes.
  if (token.raw === '') cursor.fail('unexpected end of input');
  const fault = isPlainlyRight(absolute) ? undefined : faultOfName(absolute);
  if (fault !== undefined) cursor.fail(NAME_REASONS[fault]);
  return absolute;
}

/** Whether a name is certainly valid: short enough, and without an empty label. */
function isPlainlyRight(absolute: DomainName): boolean {
  return (
    absolute.length <= MAX_LABEL &&
    !absolute.includes('..') &&
    !absolute.startsWith('.') &&
    !absolute.endsWith('.')
  );
}

/** BIND's error for the first invalid escape. */
export function escapeFault(raw: string): NameReason | undefined {
  for (const [escape] of raw.matchAll(/\\(?:\d{1,3}|[^])?/g)) {
    if (escape === '\\[') return 'bad label type';
    if (!/^\\(?:\d|$)/.test(escape)) continue;
    if (escape.length < 4) return raw.endsWith(escape) ? 'unexpected end of input' : 'bad escape';
    if (Number(escape.slice(1)) > 255) return 'bad escape';
  }
  return undefined;
}

const PLAIN = /^[A-Za-z0-9_.*/+:-]+$/;

function absoluteName(token: RdataToken, cursor: TokenReader): DomainName {
  const { raw } = token;
  return cursor.complete(PLAIN.test(raw) ? asciiLowerCase(raw) : raw === '@' ? raw : canonicalText(token));
}

function canonicalText(token: RdataToken): string {
  const { raw, value } = token;
  let canonical = '';
  if (!raw.includes('\\') || hasHole(token)) {
    for (const unit of value.text)
      canonical += unit === '.' || unit === HOLE ? unit : canonicalOctet(codeOf(unit));
    return canonical;
  }
  for (const [piece, digits, literal] of raw.matchAll(/\\(\d{3})|\\([^])|[^]/gu)) {
    if (digits !== undefined) canonical += canonicalOctet(Number(digits));
    else if (piece === '.') canonical += '.';
    else for (const octet of utf8(literal ?? piece)) canonical += canonicalOctet(octet);
  }
  return canonical;
}

function codeOf(unit: string): number {
  return unit.charCodeAt(0) & 0xff;
}

/** The octets of one character. A lone low surrogate is an octet of a file that is not UTF-8. */
function utf8(character: string): readonly number[] {
  const code = character.charCodeAt(0);
  if (code < 0x80) return [code];
  if (character.length === 1 && code >= 0xd800 && code <= 0xdfff) return [code & 0xff];
  return [...encodeURIComponent(character).matchAll(/%(..)/g)].map(([, hex]) =>
    Number.parseInt(hex ?? '', 16),
  );
}

function decodeName(octets: OctetReader): DomainName {
  const labels: string[] = [];
  let total = 1;
  for (;;) {
    const length = octets.number(1);
    if (length > MAX_LABEL) octets.fail('bad label type');
    if (length === 0 || octets.failed) break;
    total += length + 1;
    if (total > 255) octets.fail('FORMERR');
    labels.push(octets.bytes(length).map(canonicalOctet).join(''));
  }
  return labels.join('.');
}
