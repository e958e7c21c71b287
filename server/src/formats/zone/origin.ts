import type { DomainName } from '../../dns/names.ts';
import { canonicalName, faultOfName } from '../../dns/names.ts';

const HEADERS = [
  // Exports of Cloudflare and of Windows DNS, and what people write themselves.
  /^;+[ \t]*Domain:[ \t]*([A-Za-z0-9_.-]+)[ \t]*$/im,
  /^;[ \t]*Database file [^ \t]+ for ([A-Za-z0-9_.-]+) zone\.?/im,
  /^;+[ \t]*(?:Zone|Zone file for|Zonefile for|Origin)(?::|[ \t])[ \t]*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+\.?)[ \t]*$/im,
  /^;+[ \t]*\$ORIGIN[ \t]+([A-Za-z0-9_.-]+\.)[ \t]*$/m,
];

/** The zone that the comments at the top of a file name. */
export function originFromComments(text: string): DomainName | undefined {
  const head = /^(?:[ \t]*(?:;[^\n]*)?(?:\r?\n|$))*/.exec(text)?.[0] ?? '';
  for (const header of HEADERS) {
    const name = header.exec(head)?.[1];
    if (name !== undefined && isZoneName(canonicalName(name))) return canonicalName(name);
  }
  return undefined;
}

const PREFIX = /^(?:db|named|pri|pz|sec|zone|master|slave|external|internal)[._-]/i;
const SUFFIX =
  /\.(?:zone|zones|db|dns|hosts|bind|txt|bak|old|new|orig|j2|jinja2?|tpl|tmpl|template|erb|in|signed|fwd|rev|save(?:\.\d+)?|\d{1,2})$/i;
const OCTETS = /^(?:\d{1,3}\.){1,3}\d{1,3}$/;

/** The zone after which a file is named: `db.example.com`, `example.com.zone.j2`, `db.192.168.0`. */
export function originFromFileName(path: string): DomainName | undefined {
  let name = path.slice(path.lastIndexOf('/') + 1);
  const isReverse = /\.rev$/i.test(name) || PREFIX.test(name);
  for (let shorter = name; ; name = shorter) {
    shorter = OCTETS.test(name.replace(PREFIX, '')) ? name : name.replace(SUFFIX, '');
    if (shorter === name || shorter === '') break;
  }
  name = name.replace(PREFIX, '');
  if (OCTETS.test(name)) {
    // Network order, as `db.192.168.0` is written by custom; the zone's name has it backwards.
    return isReverse ? `${name.split('.').reverse().join('.')}.in-addr.arpa` : undefined;
  }
  const zone = canonicalName(name);
  return zone.includes('.') && isZoneName(zone) ? zone : undefined;
}

/** Letters, digits and hyphens in labels (RFC 1123 §2.1), a top-level label that is no number; `/` for RFC 2317. */
function isZoneName(name: DomainName): boolean {
  return (
    /^(?:[a-z0-9_](?:[a-z0-9_/-]*[a-z0-9])?\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name) &&
    faultOfName(name) === undefined
  );
}
