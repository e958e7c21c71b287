import { MAX_SEGMENTS } from '../../../../text/decoded-text.ts';
import type { DecodedText } from '../../../../text/decoded-text.ts';
import type { DeclarationAnchor } from '../anchor.ts';
import { TracedText } from '../traced-text.ts';
import type { Literal, TracedSegment } from '../traced-text.ts';
import { rangeOf } from '../../../../text/range.ts';
import type { Range } from '../../../../text/range.ts';
import type { WorkPlace } from '../work.ts';

/** A text that is read as data: YAML, JSON or CSV. Its parts are traced to their source text. */
export class DataText {
  readonly text: string;
  private readonly traced: TracedText;
  /** The anchor of the file, if the text is its unchanged content. */
  private readonly file: DeclarationAnchor | undefined;
  /** Literals from elsewhere that are encoded within another encoding: they are never edited. */
  private readonly nested = new Map<Literal, Literal>();

  constructor(traced: TracedText) {
    this.traced = traced;
    this.text = traced.text;
    const [only] = traced.segments;
    const isWhole = only?.literal.form === 'file' && only.length === traced.length && only.source.start === 0;
    this.file = isWhole ? only.literal.anchor : undefined;
  }

  /** The part in `range`, with the value `decoded`; `exact` traces its characters, if that is known. */
  part(decoded: string, range: Range, form: Literal['form'], exact?: DecodedText): TracedText {
    const { file } = this;
    if (file === undefined) return this.coarse(decoded, range);
    const isExact = exact !== undefined && exact.segments.length <= MAX_SEGMENTS;
    const literal: Literal = { anchor: file, form: isExact ? form : 'data', range };
    if (!isExact) return whole(decoded, range, literal);
    const segments = exact.segments.map(({ at, length, source }) => ({ at, length, source, literal }));
    return new TracedText(decoded, segments);
  }

  /** Where the source text of the range is; `undefined` if it has none, or several. */
  placeOf({ start, end }: Range): WorkPlace | undefined {
    // What is missing at the end of the text is reported after its last character.
    const from = Math.min(start, this.text.length - 1);
    const { segments } = this.traced.slice(from, Math.max(end, from + 1));
    const [first] = segments;
    const last = segments[segments.length - 1];
    if (first === undefined || last?.literal !== first.literal) return undefined;
    const { anchor } = first.literal;
    return { anchor, range: rangeOf(first.source.start, last.source.end) };
  }

  /** Traced character by character only if the source text is the same. */
  private coarse(decoded: string, { start, end }: Range): TracedText {
    const typed = this.traced.slice(start, end);
    for (const one of [typed, typed.slice(1, typed.length - 1)]) {
      if (one.text === decoded)
        return new TracedText(
          decoded,
          one.segments.map((s) => this.nestedOf(s)),
        );
    }
    const first = typed.segments[0];
    const last = typed.segments[typed.segments.length - 1];
    if (first === undefined || last?.literal !== first.literal) return new TracedText(decoded);
    const source = rangeOf(first.source.start, last.source.end);
    return whole(decoded, source, this.nestedOf(first).literal);
  }

  private nestedOf(segment: TracedSegment): TracedSegment {
    const { literal } = segment;
    let nested = this.nested.get(literal);
    if (nested === undefined) this.nested.set(literal, (nested = { ...literal, form: 'data' }));
    return { ...segment, literal: nested };
  }
}

function whole(decoded: string, source: Range, literal: Literal): TracedText {
  // A decoded text with the length of its source would be taken for the source itself.
  if (decoded === '' || source.end - source.start === decoded.length) return new TracedText(decoded);
  return new TracedText(decoded, [{ at: 0, length: decoded.length, source, literal }]);
}
