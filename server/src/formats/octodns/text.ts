import { typedRangeOf, utf8Octets } from '../../text/octets.ts';
import type { ToolRefusal } from '../../records/format.ts';
import { joinDecoded, sliceDecoded, type DecodedText } from '../../text/decoded-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';

export interface OctoText {
  /** The published text, one octet per unit, with its source ranges. The tool that publishes it splits it. */
  readonly octets: DecodedText;
  /** `range` is in the text that was read. */
  readonly refusals: readonly { readonly reason: ToolRefusal; readonly range: Range }[];
}

/**
 * The value of a TXT record as octoDNS publishes it (`record/chunked.py`): outer quotes are removed, `" "` joins, and
 * `\;` becomes `;`. `escaped`: whether semicolons are escaped (`escaped_semicolons`, true unless a configuration says
 * otherwise).
 */
export function readOctoText(typed: DecodedText, escaped: boolean): OctoText {
  const inner = withoutQuotes(typed);
  return {
    octets: utf8Octets(escaped ? replaceEach(inner, /\\;/g, ';') : inner),
    refusals: refusalsOf(typed.text, escaped),
  };
}

/** The source text for these octets. */
export function typeOctoText(octets: string, escaped: boolean): string {
  return escaped ? octets.replaceAll(';', '\\;') : octets;
}

/** The ranges of escapes that YAML does not define in a scalar in double quotes. */
export function unknownEscapesIn(source: string, { start, end }: Range): readonly Range[] {
  const found = source.slice(start, end).matchAll(/\\(?:\r?\n|[\s\S])/g);
  return [...found].flatMap(({ index, 0: escape }) =>
    KNOWN_ESCAPE.test(escape) ? [] : [rangeOf(start + index, start + index + escape.length)],
  );
}

/** The escapes of YAML 1.1, as in PyYAML. */
const KNOWN_ESCAPE = /^\\[0abtnvfre "\\/N_LPxuU\t\r\n]/;

function refusalsOf(text: string, escaped: boolean): OctoText['refusals'] {
  const refusals: { reason: ToolRefusal; range: Range }[] = [];
  const add = (reason: ToolRefusal, pattern: RegExp): void => {
    for (const { index, 0: found } of text.matchAll(pattern))
      refusals.push({ reason, range: rangeOf(index, index + found.length) });
  };
  if (escaped) {
    add('unescaped ;', /(?<=\w);/g);
    add('double escaped ;', /\\\\;/g);
  } else {
    add('double escaped ;', /\\;/g);
  }
  add('non ASCII character', /[^\0-\x7f]+/g);
  return refusals.sort((a, b) => a.range.start - b.range.start);
}

/** A quote at the start is dropped, and then the last character is too, whatever it is. */
function withoutQuotes(typed: DecodedText): DecodedText {
  const { length } = typed.text;
  const inner = typed.text.startsWith('"') ? sliceDecoded(typed, 1, Math.max(1, length - 1)) : typed;
  return replaceEach(inner, /" "/g, '');
}

function replaceEach(decoded: DecodedText, pattern: RegExp, by: string): DecodedText {
  const parts: DecodedText[] = [];
  let from = 0;
  for (const { index, 0: found } of decoded.text.matchAll(pattern)) {
    parts.push(sliceDecoded(decoded, from, index));
    from = index + found.length;
    const range = typedRangeOf(sliceDecoded(decoded, index, from));
    if (by !== '') parts.push({ text: by, segments: [{ at: 0, length: by.length, source: range }] });
  }
  if (from === 0) return decoded;
  parts.push(sliceDecoded(decoded, from, decoded.text.length));
  return joinDecoded(parts);
}
