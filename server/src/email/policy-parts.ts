import { rangeOf, type Range } from '../text/range.ts';
import type { Policy, PolicyKind } from './policies.ts';
import { isMechanism, type MacroString, type Mechanism, type SpfRecord, type SpfTerm } from './spf/model.ts';
import type { Tag } from './tag-list.ts';

/** The kind of a part of a policy, for its color. */
export type PartKind =
  /** `v=spf1`, and the value of a `v` tag. */
  | 'version'
  /** `-`, `~`, `?` or `+` before a mechanism. */
  | 'qualifier'
  | 'mechanism'
  /** The name of a modifier or tag. */
  | 'name'
  /** `:`, `=`, `;` and the separators of a list. */
  | 'separator'
  /** A domain name, a report address, a key. */
  | 'value'
  /** An address, a prefix length, a number. */
  | 'number'
  /** A value of a fixed set: `reject`, `rsa`. */
  | 'word'
  | 'macro';

/** The range in the decoded value. */
export interface PolicyPart {
  readonly kind: PartKind;
  readonly range: Range;
}

/** The readable parts of a policy, in the order of the text. They do not overlap. */
export function partsOfPolicy(policy: Policy): readonly PolicyPart[] {
  return policy.kind === 'spf'
    ? partsOfSpf(policy)
    : partsOfTags(policy.kind, policy.value.text, policy.tags);
}

function partsOfSpf({ value, version, terms }: SpfRecord): readonly PolicyPart[] {
  const parts = new Parts(value.text);
  parts.add('version', version.range);
  for (const term of terms) addTerm(parts, term);
  return parts.found;
}

function addTerm(parts: Parts, term: SpfTerm): void {
  if (term.kind === 'unread') return;
  if (isMechanism(term)) {
    parts.add('qualifier', term.qualifierRange);
    parts.add('mechanism', term.nameRange);
    addArguments(parts, term);
  } else {
    parts.add('name', term.nameRange);
    addMacroString(parts, term.kind === 'unknown-modifier' ? term.value : term.domain);
  }
}

function addArguments(parts: Parts, term: Mechanism): void {
  switch (term.kind) {
    case 'all':
      return;
    case 'ip4':
    case 'ip6':
      parts.addAfterSeparator('number', term.addressRange);
      if (term.prefix !== undefined) parts.add('number', term.prefix.range);
      return;
    case 'a':
    case 'mx':
      addMacroString(parts, term.domain);
      if (term.prefix4 !== undefined) parts.add('number', term.prefix4.range);
      if (term.prefix6 !== undefined) parts.add('number', term.prefix6.range);
      return;
    default:
      addMacroString(parts, term.domain);
  }
}

function addMacroString(parts: Parts, value: MacroString | undefined): void {
  for (const part of value?.parts ?? []) {
    if (part.kind === 'hole' || part.kind === 'invalid') continue;
    parts.addAfterSeparator(part.kind === 'literal' ? 'value' : 'macro', part.range);
  }
}

/** Tags whose values are words of a fixed set, or lists of such words. RFC 9989 §4.7, RFC 6376 §3.6.1. */
const WORDS: Readonly<Record<Exclude<PolicyKind, 'spf'>, ReadonlySet<string>>> = {
  dmarc: new Set(['p', 'sp', 'np', 'adkim', 'aspf', 'psd', 't', 'fo', 'rf']),
  dkim: new Set(['k', 'h', 's', 't']),
  'mta-sts': new Set(),
  'tls-rpt': new Set(),
  bimi: new Set(['avp']),
};

function partsOfTags(
  kind: Exclude<PolicyKind, 'spf'>,
  text: string,
  tags: readonly Pick<Tag, 'name' | 'nameRange' | 'value' | 'valueRange' | 'separator'>[],
): readonly PolicyPart[] {
  const parts = new Parts(text);
  for (const { name, nameRange, value, valueRange, separator } of tags) {
    const tag = name.toLowerCase();
    parts.add('name', nameRange);
    const equals = text.indexOf('=', nameRange.end);
    if (equals >= 0 && equals < valueRange.start) parts.add('separator', rangeOf(equals, equals + 1));
    if (tag === 'v') parts.add('version', valueRange);
    else if (WORDS[kind].has(tag)) addWords(parts, value, valueRange.start);
    else parts.add(/^\d+$/.test(value) ? 'number' : 'value', valueRange);
    if (separator !== undefined) parts.add('separator', rangeOf(separator, separator + 1));
  }
  return parts.found;
}

/** The words of a colon-separated list. */
function addWords(parts: Parts, value: string, start: number): void {
  for (const { index, 0: text } of value.matchAll(/[^:\s]+|:/g)) {
    parts.add(text === ':' ? 'separator' : 'word', rangeOf(start + index, start + index + text.length));
  }
}

/** Collects parts from left to right. */
class Parts {
  readonly found: PolicyPart[] = [];
  private readonly text: string;
  private end = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Ignores an empty part, and one that begins within the last one, which the parser corrected. */
  add(kind: PartKind, range: Range): void {
    if (range.start === range.end || range.start < this.end) return;
    this.found.push({ kind, range });
    this.end = range.end;
  }

  /** The same, and the `:` or `=` directly before it. */
  addAfterSeparator(kind: PartKind, range: Range): void {
    const before = range.start - 1;
    if (/[:=]/.test(this.text[before] ?? '')) this.add('separator', rangeOf(before, range.start));
    this.add(kind, range);
  }
}
