import type { TextLiteral } from '../../record-sets/record-set.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { countUpTo } from '../../text/range-union.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';

/** A literal in the source, and how its language writes others. */
export interface AzureLiteral {
  readonly range: Range;
  readonly text: DecodedText;
  /** The source text between its quotes for a value; `undefined` if that is not possible. */
  escape(text: string): string | undefined;
  /**
   * The value that other source text in its place would have, with offsets in that text; `undefined` if it is not one literal of
   * this kind.
   */
  readonly read: (typed: string) => DecodedText | undefined;
  /** Whether other parts of the document decide its value, or where it comes from. */
  readonly isComputed?: boolean;
  /** The source text of a literal with another value in its place. */
  retype(text: string): string | undefined;
}

/** Finds the innermost literal at an offset, including its ends. A literal may be within an expression in another one. */
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

/** The value with offsets in the document. */
function readAt({ range, read }: AzureLiteral, typed: string): DecodedText | undefined {
  const said = read(typed);
  return (
    said && {
      text: said.text,
      segments: said.segments.map((one) => ({ ...one, source: shift(one.source, range.start) })),
    }
  );
}
