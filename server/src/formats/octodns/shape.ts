import { RDATA_KEYS } from './rdata-keys.ts';

const SET_KEYS: ReadonlySet<string> = new Set([
  ...['type', 'ttl', 'value', 'values', 'octodns', 'geo', 'dynamic', '<<'],
  ...Object.values(RDATA_KEYS).flat(2),
]);
/** Keys that may have any content. */
const FREE_KEYS: ReadonlySet<string> = new Set(['octodns', 'geo', 'dynamic']);

const TOP =
  /^(?:\?[ \t]+)?(?:'[^']*'|"[^"]*"|[^\s'"#{}[\],&*!|>%@`:-][^\s:]*|\*[^\s:]*)[ \t]*(?::[ \t]*(?:[&!*][^\s#{]*[ \t]*)?(?:[#{].*)?)?$/;
const SET_LINE = /^([ \t]*(?::[ \t]+)?(?:-[ \t]+)?)(?:([\w<-]+)[ \t]*:(?:[ \t]|$)|)/;

/**
 * Whether a text is a mapping of names to record sets and nothing else, as octoDNS zone files are. Then it is one, whatever the
 * name of its file. `head` is its start.
 */
export function hasOctoShape(head: string): boolean {
  const lines = head.split('\n').map((line) => line.trimEnd());
  let indent: number | undefined;
  let freeBelow: number | undefined;
  let blockBelow: number | undefined;
  for (const line of lines) {
    const width = line.length - line.trimStart().length;
    if (line.trim() === '' || line.trimStart().startsWith('#') || line === '---') continue;
    if (blockBelow !== undefined && width > blockBelow) continue;
    blockBelow = undefined;
    const isSet = /^[ \t]|^:[ \t]|^-[ \t]/.test(line);
    if (!isSet) {
      if (!TOP.test(line)) return false;
      indent = undefined;
      freeBelow = undefined;
      continue;
    }
    const [, before = '', key] = SET_LINE.exec(line) ?? [];
    const column = before.length;
    if (freeBelow !== undefined && column > freeBelow) continue;
    freeBelow = undefined;
    indent ??= column;
    if (key !== undefined && column <= indent + 2 && !SET_KEYS.has(key)) return false;
    if (key !== undefined && FREE_KEYS.has(key)) freeBelow = column;
    if (key !== undefined && /:[ \t]*[|>][-+\d]*[ \t]*(?:#.*)?$|:[ \t]*['"](?:[^'"]*)$/.test(line))
      blockBelow = column;
  }
  return true;
}
