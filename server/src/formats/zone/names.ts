import { utf8 } from '../../text/utf8.ts';
import type { DomainName } from '../../dns/names.ts';
import { canonicalOctet } from '../../dns/names.ts';
import { MAX_NAME_TEXT } from '../../dns/limits.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { Context } from './context.ts';
import { absoluteName } from './dialect.ts';
import { templatesIn } from './template.ts';

/**
 * A name as typed in `text.slice(start, end)`, made absolute and canonical. Text that is too long for any name is an
 * unknown name: a megabyte of labels takes no longer than a name, however many records inherit it.
 */
export function nameFromText(
  text: string,
  start: number,
  end: number,
  { origin, dialect }: Context,
  role: 'owner' | 'target',
): DomainName {
  if (end - start > MAX_NAME_TEXT) return HOLE;
  const typed = text.slice(start, end);
  if (typed === '@') return origin;
  const canonical = PLAIN.test(typed) ? typed.toLowerCase() : canonicalText(text, start, end);
  return absoluteName(canonical, origin, dialect, role);
}

const PLAIN = /^[A-Za-z0-9_.*/+:-]+$/;

/**
 * The canonical form of escapes: `\046` and `\.` are `\.`, a needless escape of a letter is removed, and unprintable octets are
 * `\DDD`.
 */
function canonicalText(text: string, start: number, end: number): string {
  const holes = templatesIn(text, start, end);
  let next = 0;
  let result = '';
  for (let i = start; i < end; i++) {
    const hole = holes[next];
    if (hole !== undefined && hole.start <= i) {
      next++;
      if (!result.endsWith(HOLE)) result += HOLE;
      i = hole.end - 1;
      continue;
    }
    const c = text[i] ?? '';
    if (c !== '\\') {
      result += c === '.' ? '.' : octetsOf(text, i);
      if (isLeadSurrogate(text.charCodeAt(i)) && i + 1 < end) i++;
      continue;
    }
    const digits = /^[0-9]{3}/.exec(text.slice(i + 1, Math.min(i + 4, end)))?.[0];
    if (digits !== undefined && Number(digits) <= 255) {
      result += canonicalOctet(Number(digits));
      i += 3;
    } else if (i + 1 < end) {
      result += text[i + 1] === '.' ? '\\.' : octetsOf(text, i + 1);
      i += isLeadSurrogate(text.charCodeAt(i + 1)) && i + 2 < end ? 2 : 1;
    } else {
      result += '\\\\';
    }
  }
  return result;
}

function isLeadSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function octetsOf(text: string, at: number): string {
  let result = '';
  for (const octet of utf8(text.codePointAt(at) ?? 0)) result += canonicalOctet(octet);
  return result;
}
