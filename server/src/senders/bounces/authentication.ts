import { rangeOf } from '../../text/range.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { readHeaders } from '../message/headers.ts';
import type { Header } from '../message/headers.ts';
import { findIn, foundIn } from './found.ts';
import type {
  AuthenticationMethod,
  AuthenticationResult,
  AuthenticationVerdict,
  LocatedText,
} from './model.ts';
import { ipIn } from './sending-ip.ts';

const NAMES = /^(?:(?:x-|arc-)?(?:original-)?authentication-results(?:-original)?|received-spf)$/;
/** Matches such a field at the start of any line. */
const ANY_FIELD = /^(?:(?:X-|ARC-)?(?:Original-)?Authentication-Results(?:-Original)?|Received-SPF):/im;
const ANY_RESULT =
  /\b(?:spf|dkim|dmarc)=(?:pass|fail|softfail|neutral|none|policy|temperror|permerror|hardfail|bestguesspass)\b/i;

/** Results of one header that are read. */
const MAX_RESULTS = 500;

/** RFC 8601 §2.7. `hardfail` is the name in an older draft. `bestguesspass` means that there is no record. */
const RESULTS: Readonly<Record<string, AuthenticationVerdict>> = {
  pass: 'pass',
  fail: 'fail',
  hardfail: 'fail',
  softfail: 'softfail',
  neutral: 'neutral',
  none: 'none',
  bestguesspass: 'none',
  policy: 'policy',
  temperror: 'temperror',
  permerror: 'permerror',
};

/** Whether the text has such a field, or results without the field's name, which a server's reply may quote. */
export function tellsAuthentication(text: string): 'field' | 'results' | undefined {
  const probe = text.slice(0, 200_000);
  if (ANY_FIELD.test(probe)) return 'field';
  return ANY_RESULT.test(probe) ? 'results' : undefined;
}

/**
 * The results in the fields with these names, wherever they begin a line, or in a value that was pasted without its
 * name.
 */
export function readAuthentication(text: MappedText): readonly AuthenticationResult[] {
  const results: AuthenticationResult[] = [];
  let found = false;
  for (const match of text.text.matchAll(new RegExp(ANY_FIELD.source, 'gim'))) {
    found = true;
    const [field] = readHeaders(text, match.index, Math.min(text.length, match.index + 20_000), 1).headers;
    if (field !== undefined) results.push(...resultsOf(field));
    if (results.length >= MAX_RESULTS) return results;
  }
  return found ? results : resultsOf({ name: 'authentication-results', value: text.slice(0, 20_000) });
}

/**
 * The results that the receiver itself wrote are at the top of a message. Others were written before it. RFC 8601 §5.
 */
export function authenticationOf(headers: readonly Header[]): readonly AuthenticationResult[] {
  return headers
    .filter(({ name }) => NAMES.test(name))
    .flatMap(resultsOf)
    .slice(0, MAX_RESULTS);
}

function resultsOf({ name, value }: Header): readonly AuthenticationResult[] {
  return name === 'received-spf' ? receivedSpf(value) : resultsIn(value);
}

/** RFC 7208 §9.1: the result, a comment, then `client-ip=…; envelope-from=…;`. */
function receivedSpf(value: MappedText): readonly AuthenticationResult[] {
  const verdict = RESULTS[/^[a-z]{1,20}/i.exec(value.text)?.[0].toLowerCase() ?? ''];
  if (verdict === undefined) return [];
  const key = (name: string): LocatedText | undefined =>
    findIn(value, new RegExp(`\\b${name}\\s{0,3}=\\s{0,3}"?<?([^\\s;"<>]{1,320})`, 'di'));
  return [
    {
      kind: 'authentication',
      method: 'spf',
      result: verdict,
      text: foundIn(value, 0, Math.min(value.length, 1000)),
      ip: key('client-ip') ?? ipIn(value),
      envelopeFrom: key('envelope-from') ?? findIn(value, /domain of (?:transitioning )?([^\s]{1,320})/d),
      headerFrom: undefined,
      signature: undefined,
    },
  ];
}

/** Semicolons separate results, except in comments. RFC 8601 §2.2. */
function resultsIn(value: MappedText): readonly AuthenticationResult[] {
  const results: AuthenticationResult[] = [];
  for (const { start, end } of pieces(value.text)) {
    const text = value.text.slice(start, end);
    // Outlook writes the sender's domain before a result, without a semicolon.
    const match = /(?:^|\s)(spf|dkim|dmarc)\s{0,3}=\s{0,3}([a-z]{1,20})/i.exec(text);
    const verdict = RESULTS[match?.[2]?.toLowerCase() ?? ''];
    if (match === null || verdict === undefined || results.length >= MAX_RESULTS) continue;
    const property = (name: string): LocatedText | undefined =>
      findIn(value, new RegExp(`\\b${name}\\s{0,3}=\\s{0,3}"?<?([^\\s;"<>()]{1,320})`, 'di'), start, end);
    const domain = property('header\\.d') ?? property('header\\.i');
    const selector = property('header\\.s');
    results.push({
      kind: 'authentication',
      method: (match[1] ?? '').toLowerCase() as AuthenticationMethod,
      result: verdict,
      text: foundIn(value, start + match.index + match[0].search(/\S/), end),
      ip: ipIn(value, start, end),
      envelopeFrom: property('smtp\\.mailfrom') ?? property('smtp\\.mail'),
      headerFrom: property('header\\.from'),
      signature:
        domain === undefined || domain.value === 'none'
          ? undefined
          : {
              domain: domain.value.replace(/^[^@]*@/, '').toLowerCase(),
              selector: selector?.value.toLowerCase() ?? '',
            },
    });
  }
  return ofOneMail(results);
}

/**
 * A field is about one message, so what one of its results says about the message applies to the others (RFC 8601
 * §2.2). If they disagree, fields of several messages were pasted together.
 */
function ofOneMail(results: readonly AuthenticationResult[]): readonly AuthenticationResult[] {
  const only = (key: 'ip' | 'envelopeFrom' | 'headerFrom'): LocatedText | undefined => {
    const said = results.flatMap((result) => result[key] ?? []);
    return said.every(({ value }) => value === said[0]?.value) ? said[0] : undefined;
  };
  const [ip, envelopeFrom, headerFrom] = [only('ip'), only('envelopeFrom'), only('headerFrom')];
  return results.map((result) => ({
    ...result,
    ip: result.ip ?? ip,
    envelopeFrom: result.envelopeFrom ?? envelopeFrom,
    headerFrom: result.headerFrom ?? headerFrom,
  }));
}

function pieces(text: string): readonly { readonly start: number; readonly end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && depth > 0) depth--;
    else if (text[i] === ';' && depth === 0) {
      parts.push(rangeOf(start, i));
      start = i + 1;
    }
  }
  return [...parts, rangeOf(start, text.length)];
}
