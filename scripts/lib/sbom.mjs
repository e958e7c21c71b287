// What is bundled, as a software bill of materials: CycloneDX 1.5 in JSON (https://cyclonedx.org/docs/1.5/json/).
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from './manifest.mjs';

/**
 * The same text for the same packages: it contains no time and no random number.
 *
 * @param {string} root
 * @param {readonly import('./bundled.mjs').BundledPackage[]} packages
 * @param {readonly { name: string, license: string, source: string, inPackage: string }[]} data
 */
export async function sbomText(root, packages, data) {
  const { name, version, license, description } = await readManifest(root);
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const product = {
    type: 'application',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    description,
    purl: purlOf(name, version),
    licenses: [{ license: { id: license } }],
  };
  const components = packages.map((one) => componentOf(one, lock));
  const dataComponents = data.map((one) => ({
    type: 'data',
    'bom-ref': `data:${one.inPackage}:${one.name}`,
    name: one.name,
    licenses: [{ license: { id: one.license } }],
    externalReferences: [{ type: 'distribution', url: one.source }],
  }));
  const all = [...components, ...dataComponents];
  const refs = all.map((one) => one['bom-ref']);
  return `${JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      serialNumber: `urn:uuid:${uuidOf(JSON.stringify([product, all]))}`,
      version: 1,
      metadata: { component: product },
      components: all,
      dependencies: [{ ref: product['bom-ref'], dependsOn: refs }, ...refs.map((ref) => ({ ref }))],
    },
    null,
    2,
  )}\n`;
}

function componentOf({ name, version, license, homepage, location }, lock) {
  const integrity = lock.packages[location]?.integrity;
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    ...nameParts(name),
    version,
    scope: 'required',
    purl: purlOf(name, version),
    licenses: [{ license: { id: license } }],
    ...(integrity === undefined ? {} : { hashes: hashesOf(integrity) }),
    ...(homepage === undefined ? {} : { externalReferences: [{ type: 'website', url: homepage }] }),
  };
}

function nameParts(name) {
  const [group, own] = name.split('/');
  return own === undefined ? { name } : { group, name: own };
}

/** https://github.com/package-url/purl-spec: the "@" of a scope is escaped. */
function purlOf(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** The checksum that npm verified when it installed the package: `sha512-BASE64`. */
function hashesOf(integrity) {
  const [algorithm, digest] = integrity.split('-');
  const names = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
  return [{ alg: names[algorithm], content: Buffer.from(digest, 'base64').toString('hex') }];
}

/** RFC 9562 §5.8: a custom UUID, here from a hash. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((parseInt(hex[16], 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
