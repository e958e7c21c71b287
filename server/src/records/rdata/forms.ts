import { a6, apl, atma, eui, ipv4, ipv6, locator64, nsap, wks } from './addresses.ts';
import { base64, base64Of, hex, hexOf, isBase64, isHexWord } from './binary.ts';
import * as dnssec from './dnssec.ts';
import type { FieldForm, RdataForm } from './form.ts';
import { sequence } from './form.ts';
import { loc } from './location.ts';
import { name } from './name.ts';
import { isNaptrRegexp } from './naptr-regexp.ts';
import { mnemonic, period, u16, u32, u8, upTo } from './numbers.ts';
import { serviceBinding } from './service-binding.ts';
import { typeCovered } from './type-fields.ts';
import { anyText, characterString, octetText } from './text.ts';
import type { RdataReason } from '../rdata.ts';

/** Types whose RDATA is one or more character-strings and nothing else. */
export const TEXT_TYPES: ReadonlySet<string> = new Set([
  'TXT',
  'SPF',
  'AVC',
  'NINFO',
  'RESINFO',
  'WALLET',
  'CLA',
]);

const tlsa = sequence(
  ['usage', u8],
  ['selector', u8],
  ['matching-type', u8],
  ['certificate-association-data', hex({ min: 1 })],
);
const preferred = (target: string, form = name): RdataForm => sequence(['preference', u16], [target, form]);

/** RFC 3403 §4.1. */
const naptrRegexp: FieldForm = {
  kind: 'string',
  read(cursor) {
    const text = characterString.read(cursor);
    if (!isNaptrRegexp(text)) cursor.fail('syntax error');
    return text;
  },
  decode(octets) {
    const text = characterString.decode(octets);
    if (!isNaptrRegexp(text)) octets.fail('syntax error');
    return text;
  },
};

/** RFC 8659 §4.1: one or more letters and digits. */
const caaTag: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token !== undefined && !/^[A-Za-z0-9]{1,255}$/.test(token.raw)) cursor.fail('syntax error');
    return token?.raw ?? '';
  },
  decode(octets) {
    const length = octets.left === 0 ? 0 : octets.number(1);
    const tag = length > octets.left ? '' : octetText(octets.bytes(length));
    if (!/^[A-Za-z0-9]+$/.test(tag)) octets.fail('FORMERR');
    return tag;
  },
};

/** RFC 7553 §4.4: a URI in quotes. */
const uriTarget: FieldForm = {
  ...anyText,
  read(cursor) {
    const token = cursor.token();
    if (token === undefined) return '';
    if (!token.quoted || token.raw === '') cursor.fail('syntax error');
    cursor.next--;
    return anyText.read(cursor);
  },
  decode: (octets) => (octets.left === 0 ? octetText(octets.bytes(1)) : anyText.decode(octets)),
};

/** RFC 1183 §3.1: an X.121 address, digits only. */
const x121: FieldForm = {
  kind: 'string',
  read(cursor) {
    const token = cursor.token();
    if (token === undefined) return '';
    const { raw } = token;
    if (raw.length < 4 || raw.length > 255) cursor.fail('syntax error');
    else if (!/^\d+$/.test(raw)) cursor.fail('out of range');
    return raw;
  },
  decode(octets) {
    const text = characterString.decode(octets);
    if (!/^\d{4,}$/.test(text)) octets.fail('FORMERR');
    return text;
  },
};

/** RFC 1183 §3.2: the second string is optional. */
const isdn: RdataForm = {
  take(source) {
    source.take('isdn-address', characterString);
    if (source.more) source.take('sa', characterString);
  },
};

/** RFC 4398 §2.1. */
const CERTIFICATE_TYPES = {
  PKIX: 1,
  SPKI: 2,
  PGP: 3,
  IPKIX: 4,
  ISPKI: 5,
  IPGP: 6,
  ACPKIX: 7,
  IACPKIX: 8,
  URI: 253,
  OID: 254,
};

const cert = sequence(
  ['certificate-type', mnemonic(2, CERTIFICATE_TYPES, 'named')],
  ['key-tag', u16],
  ['algorithm', mnemonic(1, dnssec.ALGORITHMS, 'named')],
  ['certificate', base64],
);

/** No gateway, written `.`. RFC 4025 §3.1, RFC 8777 §4.3.1. */
const noGateway: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token !== undefined && token.raw !== '.') cursor.fail('syntax error');
    return '.';
  },
  decode: () => '.',
};

/** The gateway of an unknown gateway type. */
const anyGateway: FieldForm = {
  kind: 'word',
  read: (cursor) => cursor.word()?.raw ?? '',
  decode(octets) {
    octets.rest();
    octets.keepOpaque();
    return '';
  },
};

const GATEWAYS: Readonly<Record<string, FieldForm>> = { 0: noGateway, 1: ipv4, 2: ipv6, 3: name };

/** RFC 4025 §2. */
const ipseckey: RdataForm = {
  take(source) {
    source.take('precedence', u8);
    const type = source.take('gateway-type', upTo(3));
    source.take('algorithm', u8);
    source.take('gateway', GATEWAYS[type] ?? anyGateway);
    source.take('public-key', base64);
  },
};

/** RFC 8777 §4.2: in wire format it is the first bit of the octet of the type. */
const discoveryOptional: FieldForm = {
  ...upTo(1),
  decode(octets) {
    const isOptional = octets.number(1) > 0x7f;
    octets.seek(1);
    return isOptional ? '1' : '0';
  },
};

const relayType: FieldForm = { ...upTo(127), decode: (octets) => String(octets.number(1) & 0x7f) };

const amtrelay: RdataForm = {
  size: 4,
  take(source) {
    source.take('precedence', u8);
    source.take('discovery-optional', discoveryOptional);
    const type = source.take('type', relayType);
    if (/^\d+$/.test(type) && Number(type) > 3) source.keepOpaque();
    source.take('relay', GATEWAYS[type] ?? anyGateway);
  },
};

/** RFC 8005 §5: on the wire, the lengths and the algorithm come before the values. */
const hipAlgorithm: FieldForm = {
  ...u8,
  decode(octets) {
    octets.seek(1);
    return u8.decode(octets);
  },
};

const hostIdentityTag: FieldForm = {
  kind: 'binary',
  read(cursor) {
    const token = cursor.word();
    if (token !== undefined && !isHexWord(token)) cursor.fail('bad hex encoding');
    return token?.raw.toUpperCase() ?? '';
  },
  decode(octets) {
    octets.seek(0);
    const length = octets.number(1);
    octets.seek(4);
    if (length === 0) octets.fail('FORMERR');
    return hexOf(octets.bytes(length));
  },
};

const hostIdentity: FieldForm = {
  kind: 'binary',
  read(cursor) {
    const token = cursor.word();
    if (token !== undefined && !isBase64(token.raw)) cursor.fail('bad base64 encoding');
    return token?.raw ?? '';
  },
  decode(octets) {
    octets.seek(0);
    const tagLength = octets.number(1);
    octets.seek(2);
    const length = octets.number(2);
    octets.seek(4 + tagLength);
    if (length === 0) octets.fail('FORMERR');
    return base64Of(octets.bytes(length));
  },
};

const hip: RdataForm = {
  take(source) {
    source.take('pk-algorithm', hipAlgorithm);
    source.take('hit', hostIdentityTag);
    source.take('public-key', hostIdentity);
    while (source.more) source.take('rendezvous-server', name);
  },
};

const sink: RdataForm = {
  take(source) {
    source.take('meaning', u8);
    source.take('coding', u8);
    source.take('subcoding', u8);
    if (source.more) source.take('data', base64);
  },
};

/** Base64, or `-` if there is none. */
const doaData: FieldForm = {
  kind: 'binary',
  many: true,
  read(cursor) {
    if (cursor.peek()?.raw !== '-' || cursor.peek()?.quoted === true) return base64.read(cursor);
    return cursor.word()?.raw ?? '';
  },
  decode: (octets) => (octets.left === 0 ? '-' : base64.decode(octets)),
};

/** RFC 1035 §3.3.13. */
const soa = sequence(
  ['mname', name],
  ['rname', name],
  ['serial', u32],
  ['refresh', period],
  ['retry', period],
  ['expire', period],
  ['minimum', period],
);

const hexData = sequence(['data', hex({ min: 1 })]);
const base64Data = (field: string): RdataForm => sequence([field, base64]);

/** Types that BIND does not accept in any form. */
export const OBSOLETE_TYPES: ReadonlySet<string> = new Set(['MD', 'MF']);

/** Registered types with no form other than `\# n hex`, and BIND's message for anything else. */
export const BARE_TYPES: ReadonlyMap<string, RdataReason> = new Map<string, RdataReason>([
  ['NULL', 'syntax error'],
  ['UINFO', 'unknown class/type'],
  ['UID', 'unknown class/type'],
  ['GID', 'unknown class/type'],
  ['UNSPEC', 'unknown class/type'],
]);

/** By mnemonic. The field names are those of the RFCs. */
export const FORMS: ReadonlyMap<string, RdataForm> = new Map([
  ['A', sequence(['address', ipv4])],
  ['NS', sequence(['nsdname', name])],
  ['CNAME', sequence(['cname', name])],
  ['SOA', soa],
  ['MB', sequence(['madname', name])],
  ['MG', sequence(['mgmname', name])],
  ['MR', sequence(['newname', name])],
  ['WKS', wks],
  ['PTR', sequence(['ptrdname', name])],
  ['HINFO', sequence(['cpu', characterString], ['os', characterString])],
  ['MINFO', sequence(['rmailbx', name], ['emailbx', name])],
  ['MX', preferred('exchange')],
  ['RP', sequence(['mbox-dname', name], ['txt-dname', name])],
  ['AFSDB', sequence(['subtype', u16], ['hostname', name])],
  ['X25', sequence(['psdn-address', x121])],
  ['ISDN', isdn],
  ['RT', preferred('intermediate-host')],
  ['NSAP', sequence(['nsap', nsap])],
  ['NSAP-PTR', sequence(['owner', name])],
  ['SIG', dnssec.sig],
  ['KEY', dnssec.key],
  ['PX', sequence(['preference', u16], ['map822', name], ['mapx400', name])],
  [
    'GPOS',
    sequence(['longitude', characterString], ['latitude', characterString], ['altitude', characterString]),
  ],
  ['AAAA', sequence(['address', ipv6])],
  ['LOC', loc],
  ['NXT', dnssec.nxt],
  ['EID', hexData],
  ['NIMLOC', hexData],
  ['SRV', sequence(['priority', u16], ['weight', u16], ['port', u16], ['target', name])],
  ['ATMA', sequence(['address', atma])],
  [
    'NAPTR',
    sequence(
      ['order', u16],
      ['preference', u16],
      ['flags', characterString],
      ['services', characterString],
      ['regexp', naptrRegexp],
      ['replacement', name],
    ),
  ],
  ['KX', preferred('exchanger')],
  ['CERT', cert],
  ['A6', a6],
  ['DNAME', sequence(['target', name])],
  ['SINK', sink],
  ['APL', apl],
  ['DS', dnssec.delegationSigner],
  ['SSHFP', dnssec.sshFingerprint],
  ['IPSECKEY', ipseckey],
  ['RRSIG', dnssec.rrsig],
  ['NSEC', dnssec.nsec],
  ['DNSKEY', dnssec.dnskey],
  ['DHCID', base64Data('digest')],
  ['NSEC3', dnssec.nsec3],
  ['NSEC3PARAM', dnssec.nsec3param],
  ['TLSA', tlsa],
  ['SMIMEA', tlsa],
  ['HIP', hip],
  ['RKEY', dnssec.rkey],
  ['TALINK', sequence(['previous', name], ['next', name])],
  ['CDS', dnssec.delegationSigner],
  ['CDNSKEY', dnssec.dnskey],
  ['OPENPGPKEY', base64Data('public-key')],
  ['CSYNC', dnssec.csync],
  ['ZONEMD', dnssec.zoneDigest],
  ['SVCB', serviceBinding],
  ['HTTPS', serviceBinding],
  [
    'DSYNC',
    sequence(
      ['rrtype', typeCovered],
      ['scheme', mnemonic(1, { NOTIFY: 1 }, 'named')],
      ['port', u16],
      ['target', name],
    ),
  ],
  ['HHIT', base64Data('data')],
  ['BRID', base64Data('data')],
  ['NID', preferred('node-id', locator64)],
  ['L32', preferred('locator', ipv4)],
  ['L64', preferred('locator', locator64)],
  ['LP', preferred('fqdn')],
  ['EUI48', sequence(['address', eui(6)])],
  ['EUI64', sequence(['address', eui(8)])],
  ['URI', sequence(['priority', u16], ['weight', u16], ['target', uriTarget])],
  ['CAA', sequence(['flags', u8], ['tag', caaTag], ['value', anyText])],
  [
    'DOA',
    sequence(
      ['enterprise', u32],
      ['type', u32],
      ['location', u8],
      ['media-type', characterString],
      ['data', doaData],
    ),
  ],
  ['AMTRELAY', amtrelay],
  ['TA', dnssec.delegationSigner],
  ['DLV', dnssec.delegationSigner],
]);
