import type { DocumentPath, Finding, FindingDetails, RelatedPlace } from '../../../analysis/finding.ts';
import type { CheckResult } from '../check-result.ts';

/** What else to look at, with its position: `Seen in bounce a.eml: 550 5.7.23 (bounces/a.eml:12:1)`. */
export function relatedText(
  { path, range, message }: RelatedPlace,
  { textOf }: Pick<CheckResult, 'textOf'>,
  nameOf: (path: DocumentPath) => string,
): string {
  const source = textOf(path);
  const name = nameOf(path);
  if (source === undefined) return `${message} (${name})`;
  const { line, character } = source.offsetToPosition(range.start);
  return `${message.replace(/\.$/, '')} (${name}:${line + 1}:${character + 1})`;
}

/** Lines that a note of a finding names. The others are only mentioned. */
const MAX_LINES = 20;

/** What else to look at, with one note for each. The other records of the finding are one note. */
export function relatedNotes(
  { others = [] }: Finding,
  { related }: Pick<FindingDetails, 'related'>,
  { textOf }: Pick<CheckResult, 'textOf'>,
  nameOf: (path: DocumentPath) => string,
): readonly string[] {
  const shared = new Set(others);
  const notes = related
    .filter((place) => !shared.has(place))
    .map((place) => relatedText(place, { textOf }, nameOf));
  if (others.length === 0) return notes;
  const lines = others.map(({ path, range }) => (textOf(path)?.offsetToPosition(range.start).line ?? 0) + 1);
  const named = lines.slice(0, MAX_LINES).join(', ');
  return [...notes, `also on lines ${named}${lines.length > MAX_LINES ? ' and others' : ''}`];
}
