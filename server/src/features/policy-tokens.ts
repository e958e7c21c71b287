import type { DocumentPath } from '../analysis/finding.ts';
import { policyOf } from '../analysis/engine/policies.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { partsOfPolicy, type PartKind } from '../email/policy-parts.ts';
import { HOLE_CODE, type MappedText, type Segment } from '../text/mapped-text.ts';
import { rangeOf, shift, type Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import { firstRecordsIn } from './records-in.ts';
import { SPF_TYPES } from './spf-at.ts';

/** A token of a policy on one line. Offsets are in the document. */
export interface PolicyToken {
  readonly kind: PartKind;
  readonly range: Range;
}

/** Records whose tokens are computed together. A screen shows some dozens. */
export const MAX_TOKEN_RECORDS = 2000;

/** Tokens to return together, because one text of Terraform can be thousands of records with thousands of terms each. */
export const MAX_TOKENS = 20_000;

/** UTF-16 units of the longest escape: `\U0001F600`. A longer source text is something else. */
const LONGEST_ESCAPE = 10;

/**
 * The tokens of the policies in the records that touch the range, in the order of the text. They do not overlap. `cut` is called
 * if a limit left out some.
 */
export function policyTokens(
  workspace: Workspace,
  path: DocumentPath,
  within: Range,
  cut: () => void = () => undefined,
): readonly PolicyToken[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  const tokens: PolicyToken[] = [];
  for (const { record, base } of firstRecordsIn(document, {
    types: SPF_TYPES,
    within,
    most: MAX_TOKEN_RECORDS,
    cut,
  })) {
    if (tokens.length > MAX_TOKENS) break;
    const policy = policyOf(record);
    if (policy === undefined) continue;
    const typed = new TypedParts(policy.value, base, document.text);
    for (const { kind, range } of partsOfPolicy(policy)) {
      for (const source of typed.of(range)) {
        if (source.end > within.start && source.start < within.end) tokens.push({ kind, range: source });
      }
    }
  }
  if (tokens.length > MAX_TOKENS) cut();
  return apart(tokens.slice(0, MAX_TOKENS));
}

/** Tokens in order, because one text of Terraform can be many records. */
function apart(tokens: readonly PolicyToken[]): readonly PolicyToken[] {
  const sorted = [...tokens].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let end = 0;
  return sorted.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

/** Source ranges of parts of a decoded value, requested from left to right. */
class TypedParts {
  private readonly value: MappedText;
  private readonly base: number;
  private readonly text: SourceText;
  private next = 0;

  constructor(value: MappedText, base: number, text: SourceText) {
    this.value = value;
    this.base = base;
    this.text = text;
  }

  /** The runs of characters of the part whose source text is the same as the decoded text. */
  *of(part: Range): Iterable<Range> {
    const { segments } = this.value;
    while ((segments[this.next]?.at ?? Infinity) + (segments[this.next]?.length ?? 0) <= part.start)
      this.next++;
    let run: Range | undefined;
    for (let i = this.next; i < segments.length; i++) {
      const segment = segments[i];
      if (segment === undefined || segment.at >= part.end) break;
      const typed = this.typed(segment, part);
      if (typed === undefined) continue;
      if (run?.end === typed.start) {
        run = rangeOf(run.start, typed.end);
        continue;
      }
      if (run !== undefined) yield run;
      run = typed;
    }
    if (run !== undefined) yield run;
  }

  private typed({ at, length, source }: Segment, part: Range): Range | undefined {
    const isEscape = length !== source.end - source.start;
    if (isEscape) {
      if (this.value.text.charCodeAt(at) === HOLE_CODE || source.end - source.start > LONGEST_ESCAPE)
        return undefined;
      return shift(source, this.base);
    }
    const start = Math.max(at, part.start);
    const end = Math.min(at + length, part.end);
    const typed = rangeOf(this.base + source.start + (start - at), this.base + source.start + (end - at));
    // A function may have changed the letters: `lower("V=SPF1")`.
    return this.text.slice(typed.start, typed.end) === this.value.text.slice(start, end) ? typed : undefined;
  }
}
