import type { Workspace } from '../analysis/workspace.ts';
import { bitsOf, formatIp, formatNetwork, networkOf } from '../dns/address.ts';
import type { IpAddress } from '../dns/address.ts';
import type { DnsFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { MAX_MX_NAMES } from '../email/spf/evaluate/check-host.ts';
import type { LookupTree, TermCost } from '../email/spf/lookup-tree.ts';
import type { HostMechanism, SpfTerm } from '../email/spf/model.ts';
import { holds } from '../email/spf/offsets.ts';
import { codeBlock, markup, text, type Markdown } from '../text/markdown.ts';
import { printable } from '../text/printable.ts';
import { shift, type Range } from '../text/range.ts';
import { serviceNameOfTerm } from './service-names.ts';
import { spfAt } from './spf-at.ts';
import type { SpfWithLookups } from './spf-at.ts';
import {
  costAsSign,
  countOf,
  lookupsInWords,
  remarkOn,
  sourceInWords,
  spfTextAt,
  upToHere,
} from './spf-words.ts';
import { toDecoded } from './to-decoded.ts';

export interface SpfTermHover {
  /** The term in the document. */
  readonly range: Range;
  readonly text: Markdown;
}

/** The maximum number of lines. Longer hovers would have to be scrolled. */
const MAX_LINES = 24;
/** The maximum number of columns. */
const WIDTH = 88;

/** What the term at the cursor points to, which addresses it allows, and the source of that information. */
export function spfTermHover(workspace: Workspace, path: string, offset: number): SpfTermHover | undefined {
  const found = spfAt(workspace, path, offset);
  const at = found && toDecoded(found.spf.value, offset - found.base);
  const term =
    at === undefined ? undefined : found?.tree.terms.find(({ term: { range } }) => holds(range, at));
  const typed = term && found?.spf.value.toSource(term.term.range);
  if (found === undefined || term === undefined || typed === undefined) return undefined;
  const lines = linesWithin(termLines(found, term, workspace.factsOf(path, found.record.owner)));
  return {
    range: shift(typed, found.base),
    text: markup`${headline(found, term)}\n\n${codeBlock(lines)}`,
  };
}

function headline({ tree }: SpfWithLookups, term: TermCost): Markdown {
  let total = 0;
  for (const each of tree.terms) {
    total += countOf(each.cost).lookups;
    if (each === term) break;
  }
  const cost = markup`**${text(lookupsInWords(countOf(term.cost)))}**, ${text(upToHere(total))}`;
  const service = serviceNameOfTerm(term.term);
  return service === undefined ? cost : markup`**${text(service)}**: ${cost}`;
}

function linesWithin(lines: Iterable<string>): readonly string[] {
  const shown: string[] = [];
  for (const line of lines) {
    if (shown.length === MAX_LINES) return [...shown, '…'];
    shown.push(line);
  }
  return shown;
}

function termLines({ spf }: SpfWithLookups, term: TermCost, facts: DnsFacts): Iterable<string> {
  return linesOf(term, { typed: spfTextAt(spf, term.term.range), indent: '', from: undefined, facts });
}

interface LineOptions {
  readonly typed: string;
  readonly indent: string;
  /** The sources that the lines above have already shown. */
  readonly from: string | undefined;
  readonly facts: DnsFacts;
}

/** A term with its lookups and remarks, and below it the addresses that it allows. */
function* linesOf(cost: TermCost, { typed, indent, from, facts }: LineOptions): Iterable<string> {
  const { term, target, tree } = cost;
  const source = sourceInWords(cost.source);
  const notes = [remarkOn(cost)?.text, source === from ? undefined : source].filter(
    (note) => note !== undefined,
  );
  const about = notes.length === 0 ? '' : `  (${notes.join(', ')})`;
  yield `${indent}${typed}  ⟨${costAsSign(cost)}⟩${about}`;
  const inner = `${indent}  `;
  if (tree !== undefined) yield* linesOfTree(tree, { indent: inner, from: source ?? from, facts });
  else if (target !== undefined && (term.kind === 'a' || term.kind === 'mx')) {
    yield* hostLines(term, target, inner, facts);
  }
}

/** The terms of a record in the order of evaluation. Networks share lines. */
function* linesOfTree(tree: LookupTree, options: Omit<LineOptions, 'typed'>): Iterable<string> {
  const { record, terms } = tree;
  if (record === undefined || tree.state !== 'read') return;
  let networks: string[] = [];
  for (const term of [...record.directives, ...(record.redirect === undefined ? [] : [record.redirect])]) {
    if (term.kind === 'ip4' || term.kind === 'ip6' || term.kind === 'unread') {
      networks.push(spfTextAt(record, term.range));
      continue;
    }
    yield* filled(networks, options.indent);
    networks = [];
    const cost = terms.find((each) => each.term === term);
    if (cost !== undefined) yield* linesOf(cost, { ...options, typed: spfTextAt(record, term.range) });
    else if (allowsEverybody(term)) yield `${options.indent}${spfTextAt(record, term.range)}`;
  }
  yield* filled(networks, options.indent);
}

/** Other qualifiers of `all` have no effect in an included record. */
function allowsEverybody(term: SpfTerm): boolean {
  return term.kind === 'all' && term.qualifier === '+';
}

function* hostLines(
  term: HostMechanism,
  target: DomainName,
  indent: string,
  facts: DnsFacts,
): Iterable<string> {
  if (term.kind === 'a') {
    yield* filled(addressesOf(target, term, facts), indent);
    return;
  }
  const answer = facts.ask(target, 'MX');
  if (answer.status !== 'data') return;
  for (const { exchange } of answer.data.slice(0, MAX_MX_NAMES)) {
    // RFC 7505 §3: a null MX names no host.
    if (exchange === '') continue;
    const addresses = addressesOf(exchange, term, facts);
    yield* filled([`${printable(exchange)}:`, ...(addresses.length === 0 ? ['…'] : addresses)], indent);
  }
}

function addressesOf(
  name: DomainName,
  { prefix4, prefix6 }: HostMechanism,
  facts: DnsFacts,
): readonly string[] {
  const v4 = facts.ask(name, 'A');
  const v6 = facts.ask(name, 'AAAA');
  return [
    ...(v4.status === 'data' ? v4.data.map((address) => network(address, prefix4?.bits)) : []),
    ...(v6.status === 'data' ? v6.data.map((address) => network(address, prefix6?.bits)) : []),
  ];
}

function network(address: IpAddress, bits: number | undefined): string {
  if (bits === undefined || bits === bitsOf(address.kind)) return formatIp(address);
  return formatNetwork(networkOf(address, bits));
}

/** As many words on a line as fit. */
function* filled(words: readonly string[], indent: string): Iterable<string> {
  let line = '';
  for (const word of words) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      yield indent + line;
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') yield indent + line;
}
