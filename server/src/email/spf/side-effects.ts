import type { DomainName } from '../../dns/names.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { coveredByEarlier, coveredByLater } from './coverage.ts';
import type { TextEdit } from './edits.ts';
import { lookupTerms, MAX_LOOKUP_TERMS } from './lookups.ts';
import type { SpfRecord } from './model.ts';
import { parseSpf } from './parse.ts';
import { isWide, zeroTerms } from './width.ts';

/**
 * Whether the record with the edits has no more faults than without them. A term that takes effect can turn out to be one term
 * too many, or to be wrong in its place. Then its author must decide.
 */
export function addsNothing(
  spf: SpfRecord,
  edits: readonly TextEdit[],
  owner: DomainName | undefined,
): boolean {
  const edited = parseSpf(MappedText.unwritten(applied(spf.value.text, edits)));
  const before = tally(spf, owner);
  return tally(edited, owner).every((count, i) => count <= (before[i] ?? 0));
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.range.start - a.range.start);
  return backwards.reduce(
    (rest, { range, text: put }) => rest.slice(0, range.start) + put + rest.slice(range.end),
    text,
  );
}

/** Counts the properties of a record that depend on the order and combination of its terms. */
function tally(spf: SpfRecord, owner: DomainName | undefined): readonly number[] {
  const covered = coveredByEarlier(spf, owner);
  const decided = covered.filter(({ term, by }) => term.qualifier === by.qualifier);
  const read = spf.directives.filter((term) => term.kind !== 'unread');
  const includes = read.filter((term) => term.kind === 'include');
  return [
    spf.faults.length,
    decided.length + coveredByLater(spf).length,
    covered.length - decided.length,
    lookupTerms(spf).length > MAX_LOOKUP_TERMS ? 1 : 0,
    includes.filter((term) => term.qualifier !== '+').length,
    includes.filter((term) => owner !== undefined && term.domain?.name === owner).length,
    zeroTerms(spf).length,
    read.filter((term) => 'network' in term && isWide(term.kind, term.network?.prefix ?? 0)).length,
    read.filter((term) => 'prefix4' in term && isWide('ip4', term.prefix4?.bits ?? 0)).length,
    read.filter((term) => 'prefix6' in term && isWide('ip6', term.prefix6?.bits ?? 0)).length,
  ];
}
