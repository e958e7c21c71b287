import {
  explainPolicy,
  parsePolicy,
  type Policies,
  type Policy,
  type PolicyKind,
} from '../../email/policies.ts';
import { POLICIES } from '../../email/dmarc/tags.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import type { Markdown } from '../../text/markdown.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/** The policies that are tag lists. */
type TagListKind = Exclude<PolicyKind, 'spf'>;

/** A tag to suggest, and its values if there are only a few. */
interface TagForm {
  readonly name: string;
  readonly values?: readonly string[];
  /** The separator between several values. */
  readonly separator?: ':' | ',';
  /** Whether the tag has report addresses. */
  readonly isReport?: boolean;
  /** Values of which a list has at most one. */
  readonly exclusive?: readonly string[];
}

const REPORT_URIS = ['mailto:', 'https:'] as const;

/**
 * Tags, the most common first. The version is omitted because it can only be the first tag, and so are tags that a standard
 * removed: `pct`, `rf` and `ri` of DMARC, `g` of DKIM.
 */
const TAGS: Readonly<Record<TagListKind, readonly TagForm[]>> = {
  dmarc: [
    { name: 'p', values: POLICIES },
    { name: 'rua', values: ['mailto:'], separator: ',', isReport: true },
    { name: 'sp', values: POLICIES },
    { name: 'np', values: POLICIES },
    { name: 'adkim', values: ['r', 's'] },
    { name: 'aspf', values: ['r', 's'] },
    { name: 'ruf', values: ['mailto:'], separator: ',', isReport: true },
    { name: 'fo', values: ['0', '1', 'd', 's'], separator: ':', exclusive: ['0', '1'] },
    { name: 't', values: ['y', 'n'] },
    { name: 'psd', values: ['u', 'y', 'n'] },
  ],
  dkim: [
    { name: 'k', values: ['rsa', 'ed25519'] },
    { name: 'p' },
    { name: 't', values: ['s', 'y'], separator: ':' },
    { name: 's', values: ['email', '*'], separator: ':' },
    { name: 'h', values: ['sha256'], separator: ':' },
    { name: 'n' },
  ],
  'mta-sts': [{ name: 'id' }],
  'tls-rpt': [{ name: 'rua', values: REPORT_URIS, separator: ',', isReport: true }],
  bimi: [
    { name: 'l', values: ['https:'] },
    { name: 'a', values: ['https:'] },
    { name: 'avp', values: ['brand', 'personal'] },
    { name: 'lps' },
  ],
};

export function suggestedTags(kind: TagListKind): readonly string[] {
  return TAGS[kind].map(({ name }) => name);
}

/**
 * The tags and values that fit at `at` in the value of the record. Ranges are in that value.
 *
 * @param reports returns report addresses; called only in the place of one
 */
export function completeTags(
  policy: Policies[TagListKind],
  at: number,
  reports: () => readonly string[],
): Completion | undefined {
  const { text } = policy.value;
  const part = partAt(text, at);
  // There is no version before it.
  if (part.start === 0) return undefined;
  const typed = text.slice(part.start, part.end);
  if (/["\\]/.test(typed) || typed.includes(HOLE)) return undefined;
  const sign = typed.indexOf('=');
  const equals = sign < 0 ? undefined : part.start + sign;
  return equals === undefined || at <= equals
    ? completeName(policy, part, equals, at)
    : completeValue(policy, part, equals, at, reports);
}

/** The item between 2 semicolons. */
function partAt(text: string, at: number): Range {
  const start = at === 0 ? 0 : text.lastIndexOf(';', at - 1) + 1;
  const end = text.indexOf(';', at);
  return rangeOf(start, end < 0 ? text.length : end);
}

/** The item without spaces at its ends; if it has only spaces, those at the cursor. `undefined` if the cursor is outside. */
function wordIn(text: string, { start, end }: Range, at: number): Range | undefined {
  const typed = text.slice(start, end);
  if (typed.trim() === '') return rangeOf(at, at);
  const word = rangeOf(
    start + typed.length - typed.trimStart().length,
    end - (typed.length - typed.trimEnd().length),
  );
  return word.start <= at && at <= word.end ? word : undefined;
}

function completeName(
  policy: Policies[TagListKind],
  part: Range,
  equals: number | undefined,
  at: number,
): Completion | undefined {
  const { text } = policy.value;
  const range = wordIn(text, rangeOf(part.start, equals ?? part.end), at);
  // At the start of an existing tag, the user wants to insert another tag, not rename the existing one.
  if (range === undefined || (equals !== undefined && at === range.start)) return undefined;
  const value = equals === undefined ? '' : text.slice(equals + 1, part.end).trim();
  const used = new Set(policy.tags.filter((tag) => tag.range.start !== range.start).map(nameOf));
  const suggestions = TAGS[policy.kind]
    .filter((form) => !used.has(form.name) && (value === '' || canHave(form, value)))
    .map(({ name, values }, rank): Suggestion => {
      const written = equals === undefined ? `${name}=` : name;
      const sample = equals === undefined ? `${written}${values?.[0] ?? ''}` : name;
      return {
        text: written,
        kind: 'tag',
        detail: undefined,
        rank,
        goesOn: equals === undefined,
        explain: () => explained(policy, range, sample, range.start),
      };
    });
  return { range, suggestions };
}

/** Whether the existing value can also be a value of the tag. */
function canHave({ values, separator }: TagForm, value: string): boolean {
  if (values === undefined) return true;
  const items = separator === undefined ? [value] : value.split(separator);
  return items.every((item) =>
    values.some((one) =>
      one.endsWith(':') ? item.trim().startsWith(one) : item.trim().toLowerCase() === one,
    ),
  );
}

function nameOf({ name }: { readonly name: string }): string {
  return name.toLowerCase();
}

function completeValue(
  policy: Policies[TagListKind],
  part: Range,
  equals: number,
  at: number,
  reports: () => readonly string[],
): Completion | undefined {
  const { text } = policy.value;
  const name = text.slice(part.start, equals).trim();
  const form = TAGS[policy.kind].find((tag) => tag.name === name.toLowerCase());
  if (form?.values === undefined) return undefined;
  const all = rangeOf(equals + 1, part.end);
  const item = form.separator === undefined ? all : itemAt(text, all, form.separator, at);
  const range = wordIn(text, item, at);
  if (range === undefined) return undefined;
  const others = `${text.slice(all.start, item.start)}${text.slice(item.end, all.end)}`;
  const used = form.separator === undefined ? [] : others.split(form.separator).map((other) => other.trim());
  const { exclusive = [] } = form;
  const excluded = exclusive.some((value) => used.includes(value)) ? exclusive : used;
  const values = form.isReport === true ? [...reports(), ...form.values] : form.values;
  const suggestions = values
    .filter((value) => !used.includes(value) && !excluded.includes(value))
    // An incomplete text does not replace a whole address.
    .filter((value) => !value.endsWith(':') || value.startsWith(text.slice(range.start, range.end)))
    .map((value, rank): Suggestion => {
      const goesOn = value.endsWith(':');
      const term = text.indexOf(name, part.start);
      return {
        text: value,
        kind: 'value',
        detail: undefined,
        rank,
        goesOn,
        ...(!goesOn && form.isReport !== true && { commitCharacters: [';'] }),
        // The beginning of an address adds nothing to the meaning of its tag.
        explain: () => explained(policy, range, value, goesOn ? term : range.start),
      };
    });
  return { range, suggestions };
}

function itemAt(text: string, { start, end }: Range, separator: string, at: number): Range {
  const before = at === start ? -1 : text.lastIndexOf(separator, at - 1);
  const following = text.indexOf(separator, at);
  return rangeOf(Math.max(start, before + 1), following < 0 ? end : Math.min(end, following));
}

/** What a hover would show at `at` after the text is inserted. */
function explained(
  { kind, value: { text } }: Policy,
  { start, end }: Range,
  written: string,
  at: number,
): Markdown | undefined {
  const after = MappedText.unwritten(`${text.slice(0, start)}${written}${text.slice(end)}`);
  return explainPolicy(parsePolicy(kind, after), at)?.text;
}
