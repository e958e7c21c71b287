import { canonicalName, type DomainName } from '../../dns/names.ts';
import { isOwnName } from '../../dns/zone-name.ts';
import { hasOctoShape } from './shape.ts';

const TYPES = 'A|AAAA|ALIAS|CAA|CNAME|DNAME|MX|NS|PTR|SPF|SRV|TLSA|TXT';
const TYPE = new RegExp(
  `^[ \\t]*(?:-[ \\t]+)?type:[ \\t]*['"]?(?:${TYPES})['"]?[ \\t]*$|[{,][ \\t]*type:[ \\t]*['"]?(?:${TYPES})['"]?[ \\t]*[,}]`,
  'm',
);
const VALUE = /^[ \t]*(?:-[ \t]+)?values?:|[{,][ \t]*values?:/m;
/** A name at the start of a line, or the apex as octoDNS writes it. */
const NAME = /^(?:['"]?[\w*.@/-]*['"]?|\? ['"]{2}\r?\n):/m;
/** Files of Kubernetes, Ansible and others also have a key `type`. */
const OTHERS = /^(?:apiVersion|kind|AWSTemplateFormatVersion|Resources|- hosts|- name):/m;

/** Whether a text looks like an octoDNS configuration. `head` is its start. */
export function looksLikeOctoConfig(head: string): boolean {
  if (!/^providers:[ \t]*(?:#.*)?\r?$/m.test(head)) return false;
  if (/(?:^[ \t]+|[{,][ \t]*)class:[ \t]*['"]?octodns/m.test(head)) return true;
  return /^zones:/m.test(head) && /(?:^[ \t]+|[{,][ \t]*)sources:/m.test(head);
}

/** Whether a file name is plausible for an octoDNS zone file. A configuration may have any name. */
export function mayBeOcto(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/**
 * Whether a file is a configuration or a zone file, by its name or by content that nothing else has. octoDNS does not read zones
 * from `.yml`.
 */
export function looksLikeOcto(head: string, path: string): boolean {
  if (looksLikeOctoConfig(head)) return true;
  if (!path.endsWith('.yaml')) return false;
  if (!looksLikeOctoZone(head)) return INCLUDED.test(head) && octoZoneFromPath(path) !== undefined;
  return octoZoneFromPath(path) !== undefined || hasOctoShape(head);
}

/** Whether a text looks like an octoDNS zone file. `head` is its start. */
export function looksLikeOctoZone(head: string): boolean {
  return TYPE.test(head) && VALUE.test(head) && NAME.test(head) && !OTHERS.test(head);
}

/**
 * The apex, or a name with an underscore, whose sets are in another file, or included names. Then this file need not contain a
 * set.
 */
const INCLUDED = /^(?:''|""|['"]?_[\w.-]+['"]?|<<):[ \t]*!include[ \t]/m;

/**
 * The zone that an octoDNS file or its folder is named after: `example.com.yaml`, `example.com./www.yaml`, and
 * `example.com.domain/www.yaml` with any word. Files that a build concatenates have a part after the name:
 * `example.com._0_base.yaml`.
 */
export function octoZoneFromPath(path: string): DomainName | undefined {
  const parts = path.split('/');
  const file = parts.at(-1) ?? '';
  if (!file.endsWith('.yaml')) return undefined;
  const folder = parts.at(-2) ?? '';
  const names = folder.endsWith('.')
    ? [folder]
    : [file.slice(0, -'.yaml'.length).replace(/\._\d+_[^/]*$/, ''), folder.replace(/\.[a-z]+$/, '')];
  return names.map((name) => canonicalName(name)).find((name) => isOwnName(name));
}
