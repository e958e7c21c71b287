import type { DomainName } from '../../dns/names.ts';
import { canonicalName } from '../../dns/names.ts';
import { isOwnName, isZoneName } from '../../dns/zone-name.ts';

const HEADERS = [
  // Exports of Cloudflare and of Windows DNS, and manual comments.
  /^;+[ \t]*Domain:[ \t]*([A-Za-z0-9_.-]+)[ \t]*$/im,
  /^;[ \t]*Database file [^ \t]+ for ([A-Za-z0-9_.-]+) zone\.?[ \t]*$/im,
  /^;[ \t]*Database file [^ \t]+ for [\w ]+ scope in zone ([A-Za-z0-9_.-]+?)\.?[ \t]*$/im,
  /^;+[ \t]*(?:Zone|Zone file for|Zonefile for|Origin)(?::|[ \t])[ \t]*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+\.?)[ \t]*$/im,
  /^;+[ \t]*\$ORIGIN[ \t]+([A-Za-z0-9_.-]+\.)[ \t]*$/m,
];

/** The zone in the comments at the top of a file. */
export function originFromComments(text: string): DomainName | undefined {
  const head = /^\uFEFF?(?:[ \t]*(?:;[^\n]*)?(?:\r?\n|$))*/.exec(text)?.[0] ?? '';
  for (const header of HEADERS) {
    const name = header.exec(head)?.[1];
    if (name !== undefined && isZoneName(canonicalName(name))) return canonicalName(name);
  }
  return undefined;
}

const PREFIX = /^(?:(?:db|named|pri|pz|sec|zone|master|slave)[._-]|(?:external|internal)[_-])/i;
const SUFFIX =
  /(?:\.(?:zone|zones|db|dns|hosts|bind|txt|bak|old|new|orig|j2|jinja2?|tpl|tmpl|template|erb|in|signed|fwd|rev|save(?:\.\d+)?|\d{1,8}|\d{4}-\d\d-\d\d)|~)$/i;
/** The suffix that BIND and DNSControl use for the files of a zone's views: `example.com!inside`. */
const VIEW = /![\w-]+$/;
const OCTETS = /^(?:\d{1,3}\.){1,3}\d{1,3}$/;

/** The zone that a file is named after: `db.example.com`, `example.com.zone.j2`, `db.192.168.0`. */
export function originFromFileName(path: string): DomainName | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  let name = file;
  for (let shorter = name; ; name = shorter) {
    shorter = OCTETS.test(bareOctets(name)) ? name : name.replace(SUFFIX, '');
    if (shorter === name || shorter === '') break;
  }
  const octets = bareOctets(name);
  if (OCTETS.test(octets)) return octets === file ? undefined : reverseZone(octets);
  const zone = canonicalName(name.replace(VIEW, '').replace(PREFIX, ''));
  return isOwnName(zone) ? zone : undefined;
}

function bareOctets(name: string): string {
  return name.replace(PREFIX, '').replace(/^rev[._-]/i, '');
}

/** Networks in common use. Their octets show in which order they are written. */
const PRIVATE_NETWORK = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.|$)/;

/** `192.168.0` and `0.168.192` are the same zone. An address that can be read both ways is ambiguous. */
function reverseZone(octets: string): DomainName | undefined {
  const backwards = octets.split('.').reverse().join('.');
  const [forth, back] = [PRIVATE_NETWORK.test(octets), PRIVATE_NETWORK.test(backwards)];
  if (forth === back) return undefined;
  return `${forth ? backwards : octets}.in-addr.arpa`;
}
