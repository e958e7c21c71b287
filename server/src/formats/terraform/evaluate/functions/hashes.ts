import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { base64Of } from '../../../../records/rdata/binary.ts';
import { textValue } from '../value.ts';
import { octetsOfFile, octetsOfText, octetSteps } from './octets.ts';
import { ofTexts } from './text-arguments.ts';
import type { FunctionRow, FunctionTable, TerraformFunction } from './function-table.ts';

/** From octets to octets. */
type Hash = (octets: Uint8Array) => Uint8Array;

function ofText(hash: Hash, encode: (digest: Uint8Array) => string): FunctionRow {
  return ofTexts(1, octetSteps, (text) => {
    const octets = octetsOfText(text);
    return octets && textValue(encode(hash(octets)));
  });
}

function ofFile(hash: Hash, encode: (digest: Uint8Array) => string): TerraformFunction {
  return ([name], context) => {
    const octets = octetsOfFile(name, context);
    return octets && textValue(encode(hash(octets)));
  };
}

/** RFC 9562 §6.6: the namespaces that Terraform has names for. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['url', '6ba7b811-9dad-11d1-80b4-00c04fd430c8'],
  ['oid', '6ba7b812-9dad-11d1-80b4-00c04fd430c8'],
  ['x500', '6ba7b814-9dad-11d1-80b4-00c04fd430c8'],
]);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** RFC 9562 §5.5. */
function uuidOf(namespace: string, name: Uint8Array): string {
  const digest = sha1(concatBytes(hexToBytes(namespace.replaceAll('-', '')), name)).subarray(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(digest).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export const hashFunctions: FunctionTable = {
  md5: ofText(md5, bytesToHex),
  sha1: ofText(sha1, bytesToHex),
  sha256: ofText(sha256, bytesToHex),
  sha512: ofText(sha512, bytesToHex),
  base64sha256: ofText(sha256, base64Of),
  base64sha512: ofText(sha512, base64Of),
  filemd5: ofFile(md5, bytesToHex),
  filesha1: ofFile(sha1, bytesToHex),
  filesha256: ofFile(sha256, bytesToHex),
  filesha512: ofFile(sha512, bytesToHex),
  filebase64sha256: ofFile(sha256, base64Of),
  filebase64sha512: ofFile(sha512, base64Of),
  uuidv5: ofTexts(2, octetSteps, (namespace, name) => {
    const id = NAMESPACES.get(namespace) ?? namespace;
    const octets = octetsOfText(name);
    return octets === undefined || !UUID.test(id) ? undefined : textValue(uuidOf(id, octets));
  }),
};
