import { policyOf } from '../analysis/engine/policies.ts';
import type { DocumentPath } from '../analysis/finding.ts';
import type { LocatedRecord, Workspace } from '../analysis/workspace.ts';
import { showName, type DomainName } from '../dns/names.ts';
import type { TermCost } from '../email/spf/lookup-tree.ts';
import { printable } from '../text/printable.ts';
import { shift, type Range } from '../text/range.ts';
import { entriesIn } from './records-in.ts';
import { SPF_TYPES, spfAt, spfWithLookupsOf, type SpfWithLookups } from './spf-at.ts';
import { countOf, lookupsInWords, remarkOn, summaryOf } from './spf-words.ts';

/** An SPF record that includes others, or is included, by `include:` or `redirect=`. */
export interface SpfCaller {
  readonly owner: DomainName;
  /** The name for users. */
  readonly name: string;
  /** The lookups that it uses. */
  readonly detail: string;
  readonly path: DocumentPath;
  /** The record; if no document has it, the term that points to it. */
  readonly range: Range;
  /** The data within it. */
  readonly data: Range;
  /** Whether a document of the workspace has the record. */
  readonly isHere: boolean;
}

/** A record that includes another one or is included by it, and the terms that do so. */
export interface SpfCall {
  readonly other: SpfCaller;
  /** The terms, in the document of the record that has them. */
  readonly terms: readonly Range[];
}

/** The maximum number of records that include a record, or that it includes. */
export const MAX_SPF_CALLS = 1000;

/** The record that the term at the offset points to, if the workspace has it; otherwise the SPF record there, if any. */
export function spfCallersAt(workspace: Workspace, path: DocumentPath, offset: number): readonly SpfCaller[] {
  const found = spfAt(workspace, path, offset);
  if (found === undefined) return [];
  const term = found.tree.terms.find((one) => {
    const typed = termRange(found, one);
    return leadsToRecord(one) && typed.start <= offset && offset <= typed.end;
  });
  const included = term?.target === undefined ? [] : spfRecordsOf(workspace, term.target);
  return (included.length > 0 ? included : [found]).map(callerOf);
}

/** What the SPF records of the name in the document include, with the lookups that each uses. */
export function includedBySpf(
  workspace: Workspace,
  path: DocumentPath,
  owner: DomainName,
): readonly SpfCall[] {
  const calls = new Map<string, { readonly other: SpfCaller; readonly terms: Range[] }>();
  for (const found of spfRecordsOf(workspace, owner)) {
    if (found.path !== path) continue;
    for (const term of found.tree.terms) {
      if (!leadsToRecord(term) || term.target === undefined) continue;
      const range = termRange(found, term);
      const detail = detailOf(term);
      const here = spfRecordsOf(workspace, term.target).map((one) => ({ ...callerOf(one), detail }));
      const others = here.length > 0 ? here : [elsewhere(found, term.target, range, detail)];
      for (const other of others) add(calls, other, range);
    }
  }
  return [...calls.values()].slice(0, MAX_SPF_CALLS);
}

/** The SPF records of the workspace that include the name. */
export function includingSpf(workspace: Workspace, owner: DomainName): readonly SpfCall[] {
  const calls = new Map<string, { readonly other: SpfCaller; readonly terms: Range[] }>();
  // Avoids parsing the policy of a text that does not include the name.
  const mayInclude = (text: string): boolean =>
    text.includes(`include:${owner}`) || text.includes(`redirect=${owner}`);
  for (const path of workspace.paths()) {
    const document = workspace.documentOf(path);
    if (document === undefined) continue;
    for (const { block, index, base } of entriesIn(document, SPF_TYPES)) {
      const record = block.record(index);
      if (record?.rdata.kind !== 'text' || !mayInclude(record.rdata.value.text.toLowerCase())) continue;
      const spf = policyOf(record);
      if (spf?.kind !== 'spf') continue;
      const terms = spf.terms.filter(
        (term) => (term.kind === 'include' || term.kind === 'redirect') && term.domain?.name === owner,
      );
      if (terms.length === 0) continue;
      const found = spfWithLookupsOf(workspace, path, { record, base });
      if (found === undefined) continue;
      for (const term of terms) add(calls, callerOf(found), termRange(found, { term }));
      if (calls.size === MAX_SPF_CALLS) return [...calls.values()];
    }
  }
  return [...calls.values()];
}

function add(
  calls: Map<string, { readonly other: SpfCaller; readonly terms: Range[] }>,
  other: SpfCaller,
  term: Range,
): void {
  // Several runs of a module define the same record again.
  const key = `${other.path} ${other.range.start} ${other.owner}`;
  const call = calls.get(key);
  if (call === undefined) calls.set(key, { other, terms: [term] });
  else if (!call.terms.some(({ start }) => start === term.start)) call.terms.push(term);
}

function leadsToRecord({ term }: TermCost): boolean {
  return term.kind === 'include' || term.kind === 'redirect';
}

function spfRecordsOf(workspace: Workspace, name: DomainName): readonly SpfWithLookups[] {
  return ['TXT', 'SPF']
    .flatMap((type) => workspace.recordsOf(name, type))
    .flatMap(
      ({ path, record, range }: LocatedRecord) =>
        spfWithLookupsOf(workspace, path, { record, base: range.start - record.range.start }) ?? [],
    );
}

/** The place of the term; all of the data if the term is assembled from several texts. */
function termRange({ spf, record, base }: SpfWithLookups, { term }: Pick<TermCost, 'term'>): Range {
  return shift(spf.value.toSource(term.range) ?? record.rdataRange, base);
}

function callerOf({ path, record, base, spf, tree }: SpfWithLookups): SpfCaller {
  const range = shift(record.range, base);
  const data = shift(record.rdataRange, base);
  const isWithin = range.start <= data.start && data.end <= range.end;
  const detail = summaryOf(spf, tree);
  const { owner } = record;
  return { owner, name: nameOf(owner), detail, path, range, data: isWithin ? data : range, isHere: true };
}

function elsewhere({ path }: SpfWithLookups, owner: DomainName, range: Range, detail: string): SpfCaller {
  return { owner, name: nameOf(owner), detail, path, range, data: range, isHere: false };
}

/** `3 lookups, not resolved` */
function detailOf(term: TermCost): string {
  const remark = remarkOn(term);
  const cost = lookupsInWords(countOf(term.cost));
  return remark === undefined ? cost : `${cost}, ${remark.text}`;
}

function nameOf(owner: DomainName): string {
  return printable(showName(owner, '…'));
}
