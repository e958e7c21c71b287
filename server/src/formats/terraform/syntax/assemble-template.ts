import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Expression, Interpolation, TemplatePart, TemplateText } from './expression.ts';
import { MAX_NESTING } from '../../../text/syntax-fault.ts';
import { joinDecoded } from '../../../text/decoded-text.ts';

/** A template before its directives are assembled. */
export type TemplatePiece =
  | TemplateText
  | Interpolation
  | { readonly kind: 'if'; readonly condition: Expression; readonly range: Range }
  | {
      readonly kind: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly range: Range;
    }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly range: Range };

/** A directive whose end has not been reached. */
interface OpenDirective {
  readonly opener: Extract<TemplatePiece, { kind: 'if' | 'for' }>;
  readonly first: Parts;
  /** What follows `%{ else }`. */
  second: Parts | undefined;
}

/** Assembles the directives with the parts between them. `undefined`, and a fault: they do not match. */
export function assembleTemplate(
  pieces: readonly TemplatePiece[],
  whole: Range,
  onFault: (summary: string, detail: string, range: Range) => void,
): readonly TemplatePart[] | undefined {
  const root = new Parts();
  const open: OpenDirective[] = [];
  let parts = root;
  const unexpected = (kind: string, range: Range): void => {
    const detail = 'The control directives within this template are unbalanced.';
    onFault(`Unexpected ${kind} directive`, detail, range);
  };
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'text':
      case 'interpolation':
        parts.add(piece);
        break;
      case 'if':
      case 'for':
        if (open.length >= MAX_NESTING) {
          unexpected(piece.kind, piece.range);
          return undefined;
        }
        parts = new Parts();
        open.push({ opener: piece, first: parts, second: undefined });
        break;
      case 'else': {
        const directive = open[open.length - 1];
        if (directive?.opener.kind !== 'if' || directive.second !== undefined) {
          unexpected('else', piece.range);
          return undefined;
        }
        parts = new Parts();
        directive.second = parts;
        break;
      }
      default: {
        const directive = open.pop();
        if (directive === undefined || `end${directive.opener.kind}` !== piece.kind) {
          unexpected(piece.kind, piece.range);
          return undefined;
        }
        const outer = open[open.length - 1];
        parts = outer === undefined ? root : (outer.second ?? outer.first);
        parts.add(finished(directive, piece.range.end));
      }
    }
  }
  const unfinished = open[open.length - 1]?.opener;
  if (unfinished === undefined) return root.take();
  const { kind } = unfinished;
  const detail = `The ${kind} directive is missing its corresponding end${kind} directive.`;
  onFault('Unexpected end of template', detail, rangeOf(whole.end, whole.end));
  return undefined;
}

function finished({ opener, first, second }: OpenDirective, end: number): TemplatePart {
  const range = rangeOf(opener.range.start, end);
  if (opener.kind === 'if') {
    return {
      kind: 'if',
      condition: opener.condition,
      then: first.take(),
      otherwise: second?.take() ?? [],
      range,
    };
  }
  const { keyName, valueName, collection } = opener;
  return { kind: 'for', keyName, valueName, collection, body: first.take(), range };
}

/** The parts of one level of a template. Invariant: no two texts in it are adjacent, and none is empty. */
class Parts {
  private readonly parts: TemplatePart[] = [];
  private texts: TemplateText[] = [];

  add(part: TemplatePart): void {
    if (part.kind === 'text') {
      if (part.text !== '') this.texts.push(part);
      return;
    }
    this.endText();
    this.parts.push(part);
  }

  take(): readonly TemplatePart[] {
    this.endText();
    return this.parts;
  }

  private endText(): void {
    if (this.texts.length > 0) this.parts.push({ kind: 'text', ...joinDecoded(this.texts) });
    this.texts = [];
  }
}
