import type { DomainName } from '../../dns/names.ts';
import { knownCostOf } from '../../email/spf/known-costs.ts';
import { isCounted } from '../../email/spf/lookups.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import { explainPolicy, parsePolicy } from '../../email/policies.ts';
import { allServices } from '../../senders/services/all.ts';
import type { Service } from '../../senders/services/model.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { joinMarkdown, PARAGRAPH, text as markdownText, type Markdown } from '../../text/markdown.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { lookupsInWords } from '../spf-words.ts';
import { completeMacro } from './macro.ts';
import type { HintedServices, KnownNames } from './known-names.ts';
import type { NameUse } from './names-of-block.ts';
import { serviceDocumentation } from './service-keys.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/** Questions about the records around an SPF record. */
export interface SpfEnvironment {
  /** The domain of the record, if it is known. */
  readonly domain: DomainName | undefined;
  /** The names with one of the uses, limited to those that begin with the typed text if there are many. */
  readonly names: (uses: readonly NameUse[], typed: string) => KnownNames;
  /** The services that records point to; called only if services are suggested. */
  readonly services: () => HintedServices;
}

/** The terms and names that fit at `at` in the value of the record. Ranges are in that value. */
export function completeSpf(
  record: SpfRecord,
  at: number,
  environment: SpfEnvironment,
): Completion | undefined {
  const { text } = record.value;
  const word = wordAt(text, at);
  const typed = text.slice(word.start, word.end);
  if (word.start < record.version.range.end || typed.includes(HOLE)) return undefined;
  const macro = completeMacro(text, word, at, (range, written) =>
    explained(record, range, written, range.start),
  );
  if (macro !== undefined) return macro;
  const head = HEAD.exec(typed);
  const target = word.start + (head?.[0].length ?? 0);
  if (head !== null && at >= target) {
    const [, qualifier = '', name = ''] = head;
    const kind = name.toLowerCase();
    const slash = text.indexOf('/', target);
    const end = slash < 0 || TARGETS[kind]?.takesPrefix !== true ? word.end : Math.min(slash, word.end);
    // The cursor is in a prefix length.
    if (at > end || (qualifier !== '' && kind === 'include')) return undefined;
    return completeTarget(record, at, rangeOf(target, end), word, kind, environment);
  }
  // The text after the name of a term belongs only to that term.
  if (head !== null || !/^[-+~?]?\w*$/.test(typed)) return undefined;
  return completeTerm(record, word);
}

/** A term whose value is a name: its qualifier, its name, and the separator. */
const HEAD = /^([-+~?]?)(include|a|mx|ptr|exists|ip4|ip6|redirect|exp)[:=]/i;

function wordAt(text: string, at: number): Range {
  const start = Math.max(text.lastIndexOf(' ', at - 1), text.lastIndexOf('\t', at - 1)) + 1;
  const length = text.slice(at).search(/[ \t]/);
  return rangeOf(at === 0 ? 0 : start, length < 0 ? text.length : at + length);
}

interface TermForm {
  readonly text: string;
  readonly kind: Parameters<typeof isCounted>[0];
  /** Terms that occur at most once: RFC 7208 §5.1, §6. */
  readonly once?: boolean;
  readonly isModifier?: boolean;
}

/** `ptr` and `+all` are omitted because findings advise against them. */
const TERMS: readonly TermForm[] = [
  { text: 'include:', kind: 'include' },
  { text: 'mx', kind: 'mx' },
  { text: 'a', kind: 'a' },
  { text: 'ip4:', kind: 'ip4' },
  { text: 'ip6:', kind: 'ip6' },
  { text: 'a:', kind: 'a' },
  { text: 'mx:', kind: 'mx' },
  { text: 'exists:', kind: 'exists' },
  { text: '~all', kind: 'all', once: true },
  { text: '-all', kind: 'all', once: true },
  { text: 'redirect=', kind: 'redirect', once: true, isModifier: true },
  { text: 'exp=', kind: 'exp', once: true, isModifier: true },
];

function completeTerm(record: SpfRecord, word: Range): Completion {
  const { text } = record.value;
  const sign = /^[-+~?]/.exec(text.slice(word.start, word.end))?.[0] ?? '';
  const others = record.terms.filter(({ range }) => range.start !== word.start);
  const all = others.find(({ kind }) => kind === 'all');
  const fits = ({ text: term, kind, once, isModifier }: TermForm): boolean => {
    // Terms after "all" are not evaluated (RFC 7208 §5.1), and "redirect=" is ignored with it (RFC 7208 §6.1).
    if (all !== undefined && kind === 'redirect') return false;
    if (all !== undefined && all.range.start < word.start && isModifier !== true) return false;
    // "all" decides for everything after it.
    if (kind === 'all' && others.some(({ range }) => range.start > word.start)) return false;
    if (once === true && others.some((other) => other.kind === kind)) return false;
    if (kind === 'all' && others.some((other) => other.kind === 'redirect')) return false;
    return !others.some(({ range }) => text.slice(range.start, range.end).toLowerCase() === term);
  };
  const suggestions = TERMS.filter(fits).flatMap((form, rank): readonly Suggestion[] => {
    const written = withSign(form, sign);
    if (written === undefined) return [];
    const goesOn = /[:=]$/.test(written);
    return [
      {
        text: written,
        kind: 'term',
        detail: costOf(form),
        rank,
        goesOn,
        explain: () => explained(record, word, goesOn ? `${written}example.com` : written),
      },
    ];
  });
  return { range: word, suggestions };
}

/** The term after the typed qualifier; `undefined` if they do not go together. */
function withSign({ text, kind, isModifier }: TermForm, sign: string): string | undefined {
  if (sign === '') return text;
  if (kind === 'all') return text.startsWith(sign) ? text : undefined;
  // The meaning of an include with another qualifier is unclear, and a modifier has no qualifier.
  return isModifier === true || kind === 'include' ? undefined : `${sign}${text}`;
}

function costOf({ text, kind }: TermForm): string {
  if (!isCounted(kind)) return 'no lookup';
  const atLeast = text === 'include:' || text === 'redirect=';
  return lookupsInWords({ lookups: 1, atLeast, asOf: undefined });
}

interface Target {
  readonly uses: readonly NameUse[];
  readonly detail: string;
  readonly hasServices?: boolean;
  readonly takesPrefix?: boolean;
}

const ONE_LOOKUP = lookupsInWords({ lookups: 1, atLeast: false, asOf: undefined });
const AT_LEAST_ONE = lookupsInWords({ lookups: 1, atLeast: true, asOf: undefined });

const TARGETS: Readonly<Record<string, Target>> = {
  include: { uses: ['policy'], detail: AT_LEAST_ONE, hasServices: true },
  redirect: { uses: ['policy'], detail: AT_LEAST_ONE },
  a: { uses: ['address', 'alias'], detail: ONE_LOOKUP, takesPrefix: true },
  mx: { uses: ['exchange'], detail: ONE_LOOKUP, takesPrefix: true },
};

/** The order of the suggestions: services that records point to, names of the zone, other services. */
const RANKS = { hinted: 0, name: 1, service: 2 };

function completeTarget(
  record: SpfRecord,
  at: number,
  range: Range,
  word: Range,
  kind: string,
  { domain, names, services: hinted }: SpfEnvironment,
): Completion | undefined {
  const target = Object.hasOwn(TARGETS, kind) ? TARGETS[kind] : undefined;
  if (target === undefined) return undefined;
  const typed = record.value.text.slice(range.start, at).toLowerCase();
  const known = names(target.uses, typed);
  const used = new Set(
    record.terms.flatMap((term) =>
      term.range.start !== word.start && term.kind === kind && 'domain' in term ? [term.domain?.name] : [],
    ),
  );
  const isFree = (name: DomainName): boolean => name !== domain && !used.has(name);
  const explain = (name: DomainName) => (): Markdown | undefined =>
    explained(record, range, name, word.start);
  const hints = target.hasServices === true ? hinted() : undefined;
  const services = hints === undefined ? [] : servicesOf(hints.services);
  const offered = new Set(services.map(({ text }) => text));
  const own = known.names
    .filter((name) => !offered.has(name))
    .map((name): Suggestion => ({
      text: name,
      kind: 'name',
      detail: target.detail,
      rank: RANKS.name,
      goesOn: false,
      explain: explain(name),
    }));
  const suggestions = [...services, ...own].filter(({ text }) => isFree(text));
  return { range, suggestions, isIncomplete: !known.isWhole || hints?.isWhole === false };
}

/**
 * The names that customers of services include. Services that use their own domain in MAIL FROM are omitted, because receivers do
 * not look up this record for their mail.
 */
function servicesOf(hinted: ReadonlySet<string>): readonly Suggestion[] {
  const suggestions = new Map<DomainName, Suggestion>();
  for (const service of allServices()) {
    const { id, name, includes, confidence, envelope } = service;
    const [include] = includes;
    // If several services share a name, the service that the name mentions comes first.
    if (include === undefined || confidence === 'low' || envelope === 'service') continue;
    const isHinted = hinted.has(id);
    if (suggestions.has(include) && !isHinted) continue;
    suggestions.set(include, {
      text: include,
      kind: 'service',
      detail: `${name}, ${includeCost(include)}`,
      // Every include uses at least 1 lookup.
      ...(knownCostOf(include) === undefined && { shortDetail: name }),
      rank: isHinted ? RANKS.hinted : RANKS.service,
      goesOn: false,
      explain: () => documentationOf(service, include),
    });
  }
  return [...suggestions.values()];
}

function includeCost(include: DomainName): string {
  const known = knownCostOf(include);
  if (known === undefined) return AT_LEAST_ONE;
  return lookupsInWords({ lookups: known.lookups, atLeast: false, asOf: undefined });
}

/** The service, and how old its number of lookups is. */
function documentationOf(service: Service, include: DomainName): Markdown {
  const known = knownCostOf(include);
  if (known === undefined) return serviceDocumentation(service);
  const cost = lookupsInWords({ lookups: known.lookups, atLeast: false, asOf: known.date });
  return joinMarkdown([serviceDocumentation(service), markdownText(cost)], PARAGRAPH);
}

/** What a hover would show for the term after the text is inserted. */
function explained(
  { value: { text } }: SpfRecord,
  { start, end }: Range,
  written: string,
  term = start,
): Markdown | undefined {
  const after = MappedText.unwritten(`${text.slice(0, start)}${written}${text.slice(end)}`);
  const name = /^[-+~?]?/.exec(after.text.slice(term))?.[0].length ?? 0;
  return explainPolicy(parsePolicy('spf', after), term + name)?.text;
}
