import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { CommentPragma } from './body.ts';
import { endOfIdentifier, endOfLine, isIdentifierStart, lineEndAt } from './characters.ts';
import { invalidCharacter, isUsedCharacter, MULTI_LINE_STRING } from './fault.ts';
import { MAX_NESTING, tooDeep } from '../../../text/syntax-fault.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { ATTRIBUTE, BLOCK, LABEL } from './rows.ts';
import type { Rows } from './rows.ts';
import { ExpressionScanner } from './scan-expression.ts';
import type { Skipper } from './skipper.ts';
import { quotedLabel } from './string-literal.ts';
import { isTopLevelHeader } from './top-level.ts';

/** A block whose closing brace has not been read. */
interface OpenBlock {
  readonly typeStart: number;
  /** Offset of its opening brace. */
  readonly brace: number;
  readonly row: number;
  /** The rows of its attributes so far. */
  readonly attributes: number[];
  /** `a { b = 1 }`: it contains one attribute and ends on its line. */
  singleLine: boolean;
}

/** How one item is read. */
export interface ItemManner {
  /** Where the item has to end and the search stops; a string or a comment may extend past it. */
  readonly limit: number;
  /** `false`: reading fails unless brackets match and blocks are closed. `true`: reading recovers from such faults. */
  readonly tolerant: boolean;
}

/** Earlier attributes that a name is compared with. */
const MAX_NAMES_COMPARED = 100;

const DEFINITION_REQUIRED = 'Argument or block definition required';
const DEFINITION_REQUIRED_HERE = 'An argument or block definition is required here.';

/**
 * Reads the top-level attributes and blocks of a file one by one, each with the whitespace and comments before it and on its
 * line. The fields contain what was found in the last one.
 */
export class ItemReader {
  private readonly text: string;
  private readonly skipper: Skipper;
  private readonly rows: Rows;
  private readonly expressions: ExpressionScanner;
  private base = 0;
  private limit = 0;
  private tolerant = false;
  /** The current position. */
  pos = 0;
  private failed = false;
  faults: SyntaxFault[] = [];
  pragmas: CommentPragma[] = [];
  private open: OpenBlock[] = [];

  constructor(text: string, skipper: Skipper, rows: Rows) {
    this.text = text;
    this.skipper = skipper;
    this.rows = rows;
    this.expressions = new ExpressionScanner(text, skipper, this.note);
  }

  /** Reads the item at `start`. False: it does not fit, and what was found must not be used. */
  read(start: number, manner: ItemManner): boolean {
    const firstRow = this.rows.count;
    this.begin(start, manner);
    while (!this.failed && (this.rows.count === firstRow || this.open.length > 0)) {
      this.pos = this.skipper.trivia(this.pos, this.limit, this.note);
      if (this.pos >= this.limit) {
        if (this.open.length === 0) break;
        this.endUnclosed();
      } else {
        this.bodyItem();
      }
    }
    if (this.rows.count > firstRow) this.endLine();
    // An item that extends past the limit shows that it was not one.
    const fits = !this.failed && this.pos <= this.limit;
    if (!fits) this.rows.count = firstRow;
    return fits;
  }

  private begin(start: number, { limit, tolerant }: ItemManner): void {
    this.base = start;
    // A byte order mark is not part of the configuration.
    this.pos = start === 0 && this.text.charCodeAt(0) === 0xfeff ? 1 : start;
    this.limit = limit;
    this.tolerant = tolerant;
    this.expressions.limit = limit;
    this.expressions.tolerant = tolerant;
    this.failed = false;
    if (this.faults.length > 0) this.faults = [];
    if (this.pragmas.length > 0) this.pragmas = [];
    this.open = [];
  }

  /** The rest of the content's line belongs to it. */
  private endLine(): void {
    this.pos = this.skipper.skipWhitespace(this.pos, this.limit, this.note);
    if (this.pos < this.limit && this.text.charCodeAt(this.pos) === 0x0a) this.pos++;
  }

  private bodyItem(): void {
    const { text, pos } = this;
    const parent = this.parent;
    if (parent !== undefined && isTopLevelHeader(text, pos, parent.typeStart)) {
      // It cannot be in another block: the block around it was never closed.
      this.endUnclosed();
    } else if (text.charCodeAt(pos) === 0x7d) {
      this.closeBrace();
    } else if (isIdentifierStart(text, pos)) {
      this.definition();
    } else {
      this.junk();
    }
  }

  private get parent(): OpenBlock | undefined {
    return this.open[this.open.length - 1];
  }

  /** Text that does not begin an attribute or a block. */
  private junk(): void {
    const { text, pos } = this;
    const character = String.fromCodePoint(text.codePointAt(pos) ?? 0);
    if (character === '"') {
      const close = Math.abs(this.skipper.quoted(pos));
      this.fault('Invalid argument name', 'Argument names must not be quoted.', pos, close);
    } else if (!isUsedCharacter(character)) {
      const { summary, detail } = invalidCharacter(character);
      this.fault(summary, detail, pos, pos + character.length);
    } else {
      this.fault(DEFINITION_REQUIRED, DEFINITION_REQUIRED_HERE, pos, pos + 1);
    }
    this.skipRest(pos);
  }

  /** Skips what cannot be parsed as if it were an expression, so that brackets and strings in it stay together. */
  private skipRest(from: number): void {
    if (!this.expressions.scan(from)) this.failed = true;
    this.pos = this.expressions.next;
  }

  private definition(): void {
    const { text } = this;
    const start = this.pos;
    const end = endOfIdentifier(text, start, this.limit);
    this.pos = this.skipper.skipWhitespace(end, this.limit, this.note);
    const code = this.codeHere();
    if (code === 0x3d && text.charCodeAt(this.pos + 1) !== 0x3d) {
      this.attribute(start, end);
    } else if (code === 0x7b || code === 0x22 || (code !== 0x0a && isIdentifierStart(text, this.pos))) {
      this.blockHeader(start, end);
    } else {
      const hint = ' To set an argument, use the equals sign "=" to introduce the argument value.';
      this.fault(DEFINITION_REQUIRED, DEFINITION_REQUIRED_HERE + hint, start, end);
      if (code !== 0x0a) this.skipRest(this.pos);
    }
  }

  /** The character at the current position; a line ending at the limit. */
  private codeHere(): number {
    return this.pos < this.limit ? this.text.charCodeAt(this.pos) : 0x0a;
  }

  private attribute(nameStart: number, nameEnd: number): void {
    const { base, rows, expressions } = this;
    const start = this.skipper.skipWhitespace(this.pos + 1, this.limit, this.note);
    if (!expressions.scan(start)) {
      this.failed = true;
      return;
    }
    this.pos = expressions.next;
    const parent = this.parent;
    if (parent !== undefined) this.checkName(parent, nameStart, nameEnd);
    const row = rows.push(
      ATTRIBUTE,
      nameStart - base,
      nameEnd - base,
      start - base,
      Math.max(start, expressions.end) - base,
    );
    if (parent === undefined) return;
    parent.attributes.push(row);
    this.checkAttributeEnd(parent);
  }

  private checkName(parent: OpenBlock, start: number, end: number): void {
    const { text, base, rows } = this;
    // In a block with very many attributes (local values), the work would be quadratic.
    const compared = Math.max(0, parent.attributes.length - MAX_NAMES_COMPARED);
    for (let i = compared; i < parent.attributes.length; i++) {
      const row = parent.attributes[i] ?? 0;
      const otherStart = rows.cell(row, 1);
      if (rows.cell(row, 2) - otherStart !== end - start) continue;
      const name = text.slice(start, end);
      if (!text.startsWith(name, base + otherStart)) continue;
      const detail = `The argument "${name}" was already set. Each argument may be set only once.`;
      this.fault('Attribute redefined', detail, start, end);
      return;
    }
  }

  private checkAttributeEnd(parent: OpenBlock): void {
    const closes = this.codeHere() === 0x7d;
    if (closes === parent.singleLine || this.pos >= this.limit) return;
    if (closes) {
      this.faultHere('Missing newline after argument', 'An argument definition must end with a newline.');
    } else {
      const detail =
        'An argument definition on the same line as its containing block creates a single-line block definition, ' +
        "which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.";
      this.faultHere('Invalid single-argument block definition', detail);
      parent.singleLine = false;
    }
  }

  private blockHeader(typeStart: number, typeEnd: number): void {
    const { text, base, rows } = this;
    const row = rows.push(BLOCK, typeStart - base, typeEnd - base, typeEnd - base, 0);
    for (;;) {
      this.pos = this.skipper.skipWhitespace(this.pos, this.limit, this.note);
      const start = this.pos;
      const code = this.codeHere();
      if (code === 0x7b) break;
      if (code === 0x22) {
        const end = this.skipper.quoted(start);
        if (end < 0) {
          const eol = -end;
          const { summary, detail } = MULTI_LINE_STRING;
          this.fault(summary, detail, eol, Math.min(eol + 1, text.length));
          rows.count = row;
          this.skipRest(start);
          return;
        }
        this.checkLabel(start, end);
        rows.push(LABEL, start - base, end - base, 0, 0);
        this.pos = end;
      } else if (code !== 0x0a && isIdentifierStart(text, start)) {
        this.pos = endOfIdentifier(text, start, this.limit);
        rows.push(LABEL, start - base, this.pos - base, 0, 0);
      } else {
        rows.count = row;
        this.invalidHeader(code);
        return;
      }
    }
    this.openBlock(row, typeStart, typeEnd);
  }

  private checkLabel(start: number, end: number): void {
    for (let pos = start + 1; pos < end; pos++) {
      const code = this.text.charCodeAt(pos);
      if (code !== 0x5c && code !== 0x24 && code !== 0x25) continue;
      for (const { summary, detail, range } of quotedLabel(this.text, start, end).faults) {
        this.fault(summary, detail, range.start, range.end);
      }
      return;
    }
  }

  private invalidHeader(code: number): void {
    let detail = 'Either a quoted string block label or an opening brace ("{") is expected here.';
    if (code === 0x3d) {
      detail =
        'The equals sign "=" indicates an argument definition, and must not be used when defining a block.';
    } else if (code === 0x0a) {
      detail =
        'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.';
    }
    this.faultHere('Invalid block definition', detail);
    if (code !== 0x0a) this.skipRest(this.pos);
  }

  private openBlock(row: number, typeStart: number, typeEnd: number): void {
    const { text } = this;
    const brace = this.pos;
    if (this.open.length >= MAX_NESTING) {
      this.faults.push(tooDeep(typeStart - this.base, brace + 1 - this.base));
      this.rows.count = row;
      this.skipRest(brace);
      return;
    }
    if (this.parent?.singleLine === true) {
      const detail =
        `A single-line block definition can contain only a single argument. If you meant to define argument "${text.slice(typeStart, typeEnd)}", ` +
        'use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.';
      this.fault('Argument definition required', detail, typeStart, brace + 1);
    }
    this.pos = this.skipper.skipWhitespace(brace + 1, this.limit, this.note);
    const code = this.codeHere();
    const singleLine = code !== 0x0a && code !== 0x7d;
    this.open.push({ typeStart, brace, row, attributes: [], singleLine });
  }

  private closeBrace(): void {
    const brace = this.pos;
    this.pos = brace + 1;
    const block = this.open.pop();
    if (block === undefined) {
      this.fault(DEFINITION_REQUIRED, DEFINITION_REQUIRED_HERE, brace, brace + 1);
      return;
    }
    this.finish(block, this.pos);
    this.pos = this.skipper.skipWhitespace(this.pos, this.limit, this.note);
    const code = this.codeHere();
    if (code === 0x0a || (code === 0x7d && this.parent?.singleLine === true)) return;
    const detail = 'A block definition must end with a newline.';
    // What follows a top-level block is another item.
    const end = this.parent === undefined ? this.pos : this.pos + 1;
    this.fault('Missing newline after block definition', detail, this.pos, end);
  }

  private finish({ row }: OpenBlock, end: number): void {
    this.rows.set(row, 3, end - this.base);
    this.rows.set(row, 4, this.rows.count);
  }

  /** All open blocks end here, although they have no closing brace. */
  private endUnclosed(): void {
    if (!this.tolerant) {
      this.failed = true;
      return;
    }
    const detail =
      'There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.';
    for (let block = this.open.pop(); block !== undefined; block = this.open.pop()) {
      this.fault('Unclosed configuration block', detail, block.brace, block.brace + 1);
      this.finish(block, this.pos);
    }
  }

  private readonly note = (start: number, end: number): void => {
    const { text } = this;
    if (this.skipper.isOpenComment(start)) {
      this.fault('Invalid character', 'This comment is not closed.', start, start + 2);
    }
    let at = start + (text.charCodeAt(start) === 0x23 ? 1 : 2);
    while (text.charCodeAt(at) === 0x20) at++;
    if (text.charCodeAt(at) !== 0x6d || !text.startsWith('mailtxt', at)) return;
    const isBlock = text.charCodeAt(start + 1) === 0x2a;
    let lineStart = start;
    while (lineStart > 0 && /[ \t]/.test(text[lineStart - 1] ?? '')) lineStart--;
    const isFirst = lineStart === 0 || text.charCodeAt(lineStart - 1) === 0x0a;
    const alone =
      isFirst && (!isBlock || /^[ \t]*$/.test(text.slice(end, endOfLine(text, end, text.length))));
    this.pragmas.push({ at: at - this.base, range: this.range(start, end), alone });
  };

  private range(start: number, end: number): Range {
    return rangeOf(start - this.base, end - this.base);
  }

  private fault(summary: string, detail: string, start: number, end: number): void {
    this.faults.push({ summary, detail, range: this.range(start, end) });
  }

  private faultHere(summary: string, detail: string): void {
    const end = this.pos + Math.max(1, lineEndAt(this.text, this.pos));
    this.fault(summary, detail, this.pos, Math.min(end, this.text.length));
  }
}
