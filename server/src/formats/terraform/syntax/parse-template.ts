import type { Range } from '../../../text/range.ts';
import type { Expression, Template, TemplatePart } from './expression.ts';
import { lineEndAt } from './characters.ts';
import { MULTI_LINE_STRING } from './fault.ts';
import type { HeredocOpener } from './skipper.ts';
import { isEscapedSequence } from './skipper.ts';
import { assembleTemplate } from './assemble-template.ts';
import type { TemplatePiece } from './assemble-template.ts';
import { sliceDecoded, TextBuilder } from '../../../text/decoded-text.ts';
import { withoutSharedIndent } from './heredoc-indent.ts';
import { failHere, rangeFrom } from './parser-host.ts';
import type { ParserHost } from './parser-host.ts';
import { decodeEscape } from './string-literal.ts';

/** The string at the current token. If it cannot be parsed, the tokens still move past it. */
export function readQuoted(host: ParserHost): Expression {
  const { tokens, source, skipper } = host;
  const start = tokens.start;
  const simple = readSimple(host, start);
  if (simple !== undefined) return simple;
  const reader = new TemplateReader(host, start + 1);
  const closed = reader.quoted();
  if (!closed) tokens.pos = Math.abs(skipper.quoted(start));
  host.lost = false;
  const range = source.range(start, tokens.pos);
  return closed ? template(host, 'quoted', reader.pieces, range) : { kind: 'invalid', range };
}

/** A string without escapes and sequences, as most are. */
function readSimple(host: ParserHost, start: number): Template | undefined {
  const { text } = host.source;
  const { end } = host.tokens;
  for (let pos = start + 1; pos < end; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 0x22) {
      const builder = new TextBuilder();
      host.source.addTo(builder, start + 1, pos);
      host.tokens.pos = pos + 1;
      const parts: TemplatePart[] = pos > start + 1 ? [{ kind: 'text', ...builder.take() }] : [];
      return {
        kind: 'template',
        form: 'quoted',
        parts,
        isWrapper: false,
        range: host.source.range(start, pos + 1),
      };
    }
    if (code === 0x5c || code === 0x24 || code === 0x25 || code === 0x0a) return undefined;
  }
  return undefined;
}

/** The heredoc at the current token. */
export function readHeredoc(host: ParserHost): Expression {
  const { tokens, source, skipper } = host;
  const start = tokens.start;
  const opener = skipper.heredocOpener(start);
  if (opener === undefined) return { kind: 'invalid', range: source.range(start, start) };
  const reader = new TemplateReader(host, opener.contentStart);
  const closed = reader.heredoc(opener);
  if (!closed) tokens.pos = Math.abs(skipper.heredocEnd(opener));
  host.lost = false;
  const range = source.range(start, tokens.pos);
  if (!closed) return { kind: 'invalid', range };
  return template(host, 'heredoc', opener.flush ? withoutSharedIndent(reader.pieces) : reader.pieces, range);
}

/** A text that is a template as a whole: a file, or a string of a JSON file. */
export function readBare(host: ParserHost): Expression {
  const { tokens, source } = host;
  const reader = new TemplateReader(host, tokens.pos);
  const start = tokens.pos;
  const closed = reader.bare();
  tokens.pos = tokens.end;
  host.lost = false;
  const range = source.range(start, tokens.end);
  return closed ? template(host, 'bare', reader.pieces, range) : { kind: 'invalid', range };
}

function template(
  host: ParserHost,
  form: Template['form'],
  pieces: readonly TemplatePiece[],
  range: Range,
): Expression {
  const isWrapper = pieces.length === 1 && pieces[0]?.kind === 'interpolation';
  const parts = assembleTemplate(pieces, range, (...fault) => host.fail(...fault));
  return parts === undefined
    ? { kind: 'invalid', range }
    : { kind: 'template', form, parts, isWrapper, range };
}

/** Reads a template into its pieces, in the order of the text. */
class TemplateReader {
  readonly pieces: TemplatePiece[] = [];
  private readonly host: ParserHost;
  private readonly text: string;
  private readonly end: number;
  private pos: number;
  /** The previous sequence ended with `~}`, which removes the whitespace after it. */
  private trimsNext = false;

  constructor(host: ParserHost, start: number) {
    this.host = host;
    this.text = host.source.text;
    this.end = host.tokens.end;
    this.pos = start;
  }

  /** Reads up to the closing quote and moves past it. False: it is missing, or the string was not read to its end. */
  quoted(): boolean {
    const { text, end } = this;
    while (this.pos < end) {
      const code = text.charCodeAt(this.pos);
      if (code === 0x22) {
        this.host.tokens.pos = this.pos + 1;
        return true;
      }
      if (code === 0x0a) return this.runsOverLine(this.pos);
      if (this.isSequence(this.pos)) {
        if (!this.sequence()) return false;
      } else {
        this.literal((c) => c === 0x22 || c === 0x0a, true);
      }
    }
    return lineEndAt(text, end) > 0 ? this.runsOverLine(end) : this.unterminated();
  }

  private runsOverLine(at: number): false {
    const { summary, detail } = MULTI_LINE_STRING;
    this.host.fail(summary, detail, this.host.source.range(at, at + 1));
    return false;
  }

  /** Reads up to the closing marker. */
  heredoc(opener: HeredocOpener): boolean {
    const { text, end } = this;
    const { skipper } = this.host;
    let isLineStart = true;
    while (this.pos < end) {
      if (isLineStart) {
        const close = skipper.markerEndOn(this.pos, opener.marker);
        if (close >= 0 && close <= end) {
          this.host.tokens.pos = close;
          // Terraform requires a line ending after the marker.
          if (text.indexOf('\n', close) < 0) this.unterminated();
          return true;
        }
      }
      if (this.isSequence(this.pos)) {
        if (!this.sequence()) return false;
        isLineStart = false;
      } else {
        isLineStart = this.literalLine();
      }
    }
    return this.unterminated();
  }

  bare(): boolean {
    while (this.pos < this.end) {
      if (!this.isSequence(this.pos)) this.literalLine();
      else if (!this.sequence()) return false;
    }
    return true;
  }

  private unterminated(): false {
    const { end } = this;
    this.host.fail(
      'Unterminated template string',
      'No closing marker was found for the string.',
      this.host.source.range(end, end),
    );
    return false;
  }

  private isSequence(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return (code === 0x24 || code === 0x25) && at + 1 < this.end && this.text.charCodeAt(at + 1) === 0x7b;
  }

  /** Text through the end of the line, or up to a sequence. True if the line has ended. */
  private literalLine(): boolean {
    let hasEnded = false;
    this.literal((c) => {
      if (hasEnded) return true;
      if (c === 0x0a) hasEnded = true;
      return false;
    }, false);
    return hasEnded;
  }

  /** Text up to a character that `stops` accepts, or a sequence. */
  private literal(stops: (code: number) => boolean, hasEscapes: boolean): void {
    const { text, end } = this;
    const { source } = this.host;
    const builder = new TextBuilder();
    let run = this.pos;
    let pos = run;
    while (pos < end) {
      const code = text.charCodeAt(pos);
      if (stops(code) || this.isSequence(pos)) break;
      if (code === 0x5c && hasEscapes) {
        source.addTo(builder, run, pos);
        pos = decodeEscape(source, pos, end, builder, (fault) => this.host.note(fault));
        run = pos;
      } else if ((code === 0x24 || code === 0x25) && isEscapedSequence(text, pos) && pos + 3 <= end) {
        source.addTo(builder, run, pos);
        const { start, end: close } = source.range(pos, pos + 3);
        builder.add(text.slice(pos + 1, pos + 3), start, close);
        pos += 3;
        run = pos;
      } else {
        pos++;
      }
    }
    source.addTo(builder, run, pos);
    this.pos = pos;
    let decoded = builder.take();
    if (this.trimsNext) {
      const kept = decoded.text.trimStart().length;
      decoded = sliceDecoded(decoded, decoded.text.length - kept, decoded.text.length);
    }
    this.trimsNext = false;
    this.pieces.push({ kind: 'text', ...decoded });
  }

  /** `${…}` or `%{…}`. False: it could not be parsed, and its end is unknown. */
  private sequence(): boolean {
    const { text, host } = this;
    const { tokens } = host;
    const start = this.pos;
    const trims = text.charCodeAt(start + 2) === 0x7e;
    if (trims) this.trimPrevious();
    tokens.pos = start + (trims ? 3 : 2);
    const outer = tokens.skipsNewlines;
    tokens.skipsNewlines = true;
    if (text.charCodeAt(start) === 0x24) this.interpolation(start);
    else this.directive(start);
    tokens.skipsNewlines = outer;
    this.pos = tokens.pos;
    return !host.lost;
  }

  private trimPrevious(): void {
    const last = this.pieces[this.pieces.length - 1];
    if (last?.kind !== 'text') return;
    const kept = sliceDecoded(last, 0, last.text.trimEnd().length);
    this.pieces[this.pieces.length - 1] = { kind: 'text', ...kept };
  }

  private interpolation(start: number): void {
    const { host } = this;
    const { tokens } = host;
    const expression = host.expression();
    if (host.lost) return;
    if (!this.closes()) {
      const open = host.source.range(start, start + 2);
      if (tokens.peek() === 'end' || tokens.peek() === 'quote') {
        host.fail(
          'Unclosed template interpolation sequence',
          'There is no closing brace for this interpolation sequence before the end of the quoted template. This might be caused by incorrect nesting inside the given expression.',
          open,
        );
      } else {
        failHere(
          host,
          'Extra characters after interpolation expression',
          'Expected a closing brace to end the interpolation expression, but found extra characters.',
        );
      }
      host.lost = true;
      return;
    }
    this.pieces.push({ kind: 'interpolation', expression, range: rangeFrom(host, start) });
  }

  /** Consumes the brace that closes a sequence. */
  private closes(): boolean {
    const { tokens } = this.host;
    const kind = tokens.peek();
    if (kind !== '}' && kind !== '~}') return false;
    tokens.take();
    this.trimsNext = kind === '~}';
    return true;
  }

  private directive(start: number): void {
    const { host } = this;
    const { tokens } = host;
    if (tokens.peek() !== 'identifier') {
      const detail =
        'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.';
      this.unreadable(start, 'Invalid template directive', detail);
      return;
    }
    const keyword = tokens.word();
    const keywordStart = tokens.start;
    const add = (piece: (range: Range) => TemplatePiece): void => {
      if (host.lost) return;
      if (!this.closes()) {
        const detail = 'Expected a closing brace to end the sequence, but found extra characters.';
        this.unreadable(start, `Extra characters in ${keyword} marker`, detail);
        return;
      }
      this.pieces.push(piece(rangeFrom(host, start)));
    };
    tokens.take();
    switch (keyword) {
      case 'if': {
        const condition = host.expression();
        add((range) => ({ kind: 'if', condition, range }));
        return;
      }
      case 'for':
        this.forDirective(start, add);
        return;
      case 'else':
      case 'endif':
      case 'endfor':
        add((range) => ({ kind: keyword, range }));
        return;
      default: {
        tokens.pos = keywordStart;
        const detail = `"${keyword}" is not a valid template control keyword.`;
        this.unreadable(start, 'Invalid template control keyword', detail);
      }
    }
  }

  private forDirective(start: number, add: (piece: (range: Range) => TemplatePiece) => void): void {
    const { host } = this;
    const { tokens } = host;
    const names: string[] = [];
    do {
      if (tokens.peek() !== 'identifier') {
        const where = names.length === 0 ? "variable name after 'for'" : 'value variable name after comma';
        this.unreadable(start, "Invalid 'for' directive", `For directive requires ${where}.`);
        return;
      }
      names.push(tokens.word());
      tokens.take();
    } while (names.length < 2 && tokens.peek() === ',' && tokens.take() === ',');
    if (!tokens.isWord('in')) {
      this.unreadable(start, "Invalid 'for' directive", "For directive requires 'in' keyword after names.");
      return;
    }
    tokens.take();
    const collection = host.expression();
    const valueName = names[names.length - 1] ?? '';
    const keyName = names.length === 2 ? names[0] : undefined;
    add((range) => ({ kind: 'for', keyName, valueName, collection, range }));
  }

  /** A sequence that cannot be parsed but has a known end: its value is unknown. */
  private unreadable(start: number, summary: string, detail: string): void {
    const { host } = this;
    const { tokens, source, skipper } = host;
    failHere(host, summary, detail);
    const end = skipper.sequence(start);
    host.lost = end < 0;
    if (end < 0) return;
    tokens.pos = end;
    const range = source.range(start, end);
    this.pieces.push({ kind: 'interpolation', expression: { kind: 'invalid', range }, range });
  }
}
