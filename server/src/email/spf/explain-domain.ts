import type { IpAddress } from '../../dns/address.ts';
import type { Range } from '../../text/range.ts';
import type { TokenExplanation } from '../policy-record.ts';
import type { MacroValues } from './expand.ts';
import { expandDomain, expandMacro } from './expand.ts';
import type { DomainSpec, Macro, MacroLetter, MacroPart, MacroString, SpfRecord, SpfTerm } from './model.ts';
import { holds } from './offsets.ts';
import { code, joinMarkdown, markup, text, type Markdown } from '../../text/markdown.ts';

/** The sender of RFC 7208 §7.4. */
const EXAMPLE: MacroValues = {
  ip: { kind: 'ipv4', words: [0xc0000203] },
  localPart: 'strong-bad',
  senderDomain: 'email.example.com',
  domain: 'email.example.com',
  helo: 'mx.example.org',
  validatedName: 'mx.example.org',
  receiver: 'mx.example.net',
  time: 1767225600,
};
const EXAMPLE_TEXT = text('For strong-bad@email.example.com sent from 192.0.2.3');
const EXAMPLE_IPV6: IpAddress = { kind: 'ipv6', words: [0x20010db8, 0, 0, 0xcb01] };

export function explainDomain(
  record: SpfRecord,
  term: SpfTerm,
  domain: DomainSpec,
  offset: number,
): TokenExplanation {
  const macro = explainMacroAt(domain, offset);
  if (macro !== undefined) return macro;
  const hasMacros = domain.parts.some((part) => part.kind === 'macro' || part.kind === 'escape');
  const expanded = hasMacros ? expandDomain(domain, EXAMPLE) : undefined;
  const example = expanded === undefined ? markup`` : markup`\n\n${EXAMPLE_TEXT} this is ${code(expanded)}.`;
  return {
    range: domain.range,
    title: record.value.text.slice(domain.range.start, domain.range.end),
    text: markup`${USES[term.kind] ?? markup`The name to look up.`} It is always a full name: the zone name is not appended, and a trailing dot makes no difference.${example}`,
    specs: ['RFC 7208 §4.8'],
  };
}

const USES: Partial<Readonly<Record<SpfTerm['kind'], Markdown>>> = {
  include: markup`The domain whose SPF record is evaluated.`,
  redirect: markup`The domain whose SPF record is used instead of a default result.`,
  exp: markup`The name of the TXT record with the explanation.`,
  a: markup`The name whose A and AAAA addresses match.`,
  mx: markup`The domain whose MX hosts match. Its MX record is looked up, not the address of this name.`,
  ptr: markup`The domain that the reverse name of the sending host must be equal to or end in.`,
  exists: markup`The name whose A record is looked up.`,
};

/** The hover on the macro, or on a part of one, at that offset. */
export function explainMacroAt(string: MacroString, offset: number): TokenExplanation | undefined {
  const part = string.parts.find((other) => holds(other.range, offset));
  if (part === undefined) return undefined;
  if (part.kind === 'escape') return explainEscape(part);
  return part.kind === 'macro' ? explainMacro(part, offset) : undefined;
}

function explainEscape(part: Extract<MacroPart, { kind: 'escape' }>): TokenExplanation {
  const [title, meaning] = ESCAPES[part.text];
  return { range: part.range, title, text: markup`Stands for ${meaning}.`, specs: ['RFC 7208 §7.1'] };
}

const ESCAPES = {
  '%': ['%%', markup`one percent sign`],
  ' ': ['%_', markup`a space`],
  '%20': ['%-', markup`a space that is escaped for a URL: \`%20\``],
} as const;

function explainMacro(macro: Macro, offset: number): TokenExplanation {
  const example = markup`\n\n${exampleOf(macro)}`;
  const at = (range: Range, title: string, meaning: Markdown, spec: string): TokenExplanation | undefined =>
    holds(range, offset) ? { range, title, text: markup`${meaning}${example}`, specs: [spec] } : undefined;
  return (
    at(macro.keepRange, String(macro.keep), keepText(macro), 'RFC 7208 §7.3') ??
    at(macro.reversedRange, 'r', REVERSED_TEXT, 'RFC 7208 §7.3') ??
    at(macro.delimitersRange, macro.delimiters, delimitersText(macro), 'RFC 7208 §7.3') ?? {
      range: macro.range,
      title: `%{${macro.escaped ? macro.letter.toUpperCase() : macro.letter}}`,
      text: markup`${letterText(macro)}${example}`,
      specs: ['RFC 7208 §7.2'],
    }
  );
}

const LETTERS: Readonly<Record<MacroLetter, Markdown>> = {
  s: markup`The whole sender address.`,
  l: markup`The local part of the sender address, before the \`@\`.`,
  o: markup`The domain of the sender address.`,
  d: markup`The domain whose record is being evaluated: inside an include, the included one.`,
  i: markup`The address of the sending host; an IPv6 address as 32 hexadecimal digits separated by dots.`,
  p: markup`The validated reverse name of the sending host. It needs many lookups and should not be used.`,
  v: markup`\`in-addr\` for an IPv4 sender and \`ip6\` for an IPv6 sender, as in reverse names.`,
  h: markup`The name that the sending host gave in HELO or EHLO.`,
  c: markup`The address of the sending host in readable form. Only in the explanation that \`exp=\` points to.`,
  r: markup`The name of the receiving host. Only in the explanation that \`exp=\` points to.`,
  t: markup`The time in seconds since 1970. Only in the explanation that \`exp=\` points to.`,
};

function letterText(macro: Macro): Markdown {
  const escaped = macro.escaped
    ? markup` Because the letter is uppercase, the value is URL-escaped.`
    : markup``;
  return markup`${LETTERS[macro.letter]}${escaped}`;
}

function keepText(macro: Macro): Markdown {
  const parts =
    macro.keep === 1 ? markup`only the last part` : markup`only the last ${macro.keep ?? 0} parts`;
  return markup`Keeps ${parts} of the value${macro.reversed ? markup`, after reversing it` : markup``}.`;
}

const REVERSED_TEXT = markup`Reverses the parts of the value, as reverse names and blocklists require.`;

function delimitersText(macro: Macro): Markdown {
  const shown = joinMarkdown(macro.delimiters.split('').map(code), markup` or `);
  return markup`Splits the value into parts at ${shown}, not at dots. The parts are joined with dots.`;
}

function exampleOf(macro: Macro): Markdown {
  const ipv4 = markup`${EXAMPLE_TEXT} the macro is ${code(expandMacro(macro, EXAMPLE))}`;
  if (macro.letter !== 'i' && macro.letter !== 'v' && macro.letter !== 'c') return markup`${ipv4}.`;
  const ipv6 = expandMacro(macro, { ...EXAMPLE, ip: EXAMPLE_IPV6 });
  return markup`${ipv4}; from 2001:db8::cb01 it is ${code(ipv6)}.`;
}
