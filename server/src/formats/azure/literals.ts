import type { TextLiteral } from '../../record-sets/record-set.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { countUpTo } from '../../text/range-union.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';

/** A literal as it is typed, and how its language types others. */
export interface AzureLiteral {
  readonly range: Range;
  readonly text: DecodedText;
  /** Characters between its quotes for a text; `undefined` where they cannot be typed there. */
  escape(text: string): string | undefined;
  /** What the whole literal says when it is typed so, offsets in that; `undefined` where it is not one literal of the kind. */
  readonly read: (typed: string) => DecodedText | undefined;
  /** Other parts of the document decide what it says, or where that is typed. */
  readonly isComputed?: boolean;
  /** Another text as a literal in its place. */
  retype(text: string): string | undefined;
}

/** Finds the innermost literal at an offset, its ends included: one may be within an expression of another one. */
export class LiteralIndex {
  private readonly literals: readonly AzureLiteral[];
  private readonly starts: readonly number[];
  /** By the index of a literal, that of the one around it; -1 if there is none. */
  private readonly around: readonly number[];
  private readonly source: string;

  constructor(source: string, literals: readonly AzureLiteral[]) {
    this.source = source;
    this.literals = [...literals].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
    this.starts = this.literals.map(({ range }) => range.start);
    const open: number[] = [];
    this.around = this.literals.map(({ range }, index) => {
      while (open.length > 0 && this.endOf(open.at(-1) ?? -1) <= range.start) open.pop();
      const outer = open.at(-1) ?? -1;
      open.push(index);
      return outer;
    });
  }

  private endOf(index: number): number {
    return this.literals[index]?.range.end ?? 0;
  }

  at(offset: number): TextLiteral | undefined {
    let index = countUpTo(this.starts, offset) - 1;
    while (index >= 0 && offset > this.endOf(index)) index = this.around[index] ?? -1;
    const literal = this.literals[index];
    return literal && this.textLiteral(literal);
  }

  private textLiteral(literal: AzureLiteral): TextLiteral {
    const { range, text } = literal;
    return {
      range,
      text,
      edit: (edits) => this.edit(literal, edits),
      retype: (other) => literal.retype(other),
      ...(literal.isComputed === true ? {} : { reread: (typed: string) => readAt(literal, typed) }),
    };
  }

  private edit(literal: AzureLiteral, edits: readonly Edit[]): readonly Edit[] | undefined {
    const { range, text } = literal;
    const mapped = new MappedText(text.text, text.segments);
    const placed: Edit[] = [];
    for (const edit of edits) {
      const at = text.text === '' ? rangeOf(range.end - 1, range.end - 1) : mapped.toSource(edit.range);
      const typed = literal.escape(edit.text);
      if (at === undefined || typed === undefined) return undefined;
      placed.push({ range: at, text: typed });
    }
    const inRaw = placed.map((edit) => ({ ...edit, range: shift(edit.range, -range.start) }));
    const raw = applyEdits(this.source.slice(range.start, range.end), inRaw);
    return literal.read(raw)?.text === applyEdits(text.text, edits) ? placed : undefined;
  }
}

/** With offsets in the document. */
function readAt({ range, read }: AzureLiteral, typed: string): DecodedText | undefined {
  const said = read(typed);
  return (
    said && {
      text: said.text,
      segments: said.segments.map((one) => ({ ...one, source: shift(one.source, range.start) })),
    }
  );
}
