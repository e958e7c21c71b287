import type { FixEdit, RuleFix, Safety } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { DomainMechanism, SpfRecord, SpfTerm } from './model.ts';

/** A change to the value of the record. */
export type TextEdit = Extract<FixEdit, { readonly range: Range; readonly text: string }>;

/** Deletes a term and the spaces before it. */
export function termRemoval(spf: SpfRecord, range: Range): TextEdit {
  return { range: rangeOf(whitespaceStart(spf, range.start), range.end), text: '' };
}

export function insertion(at: number, text: string): TextEdit {
  return { range: rangeOf(at, at), text };
}

export function deleting(spf: SpfRecord, range: Range, title: string, safety: Safety): RuleFix {
  return { title, safety, edits: [termRemoval(spf, range)] };
}

export function replacing(range: Range, text: string, safety: Safety): RuleFix {
  return { title: `Replace with "${text}"`, safety, edits: [{ range, text }] };
}

/** Moves a term after another one. */
export function moving(spf: SpfRecord, term: SpfTerm, previous: SpfTerm): readonly TextEdit[] {
  const typed = spf.value.text.slice(term.range.start, term.range.end);
  return [termRemoval(spf, term.range), insertion(previous.range.end, ` ${typed}`)];
}

function whitespaceStart(spf: SpfRecord, at: number): number {
  while (spf.value.text[at - 1] === ' ') at--;
  return at;
}

/** Includes another name. If the record already includes it, deletes the term. */
export function replacingInclude(spf: SpfRecord, term: DomainMechanism, name: string): RuleFix | undefined {
  if (term.domain === undefined) return undefined;
  const isThere = spf.terms.some((other) => other.kind === 'include' && other.domain?.name === name);
  if (!isThere) return replacing(term.domain.range, name, 'review');
  const typed = spf.value.text.slice(term.range.start, term.range.end);
  return deleting(spf, term.range, `Delete "${typed}"`, 'review');
}
