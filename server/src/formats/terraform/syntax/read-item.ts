import type { Range } from '../../../text/range.ts';
import type { Attribute, Block, CommentPragma, Label } from './body.ts';
import { endOfIdentifier, endOfLine, isIdentifierStart, lineEndAt } from './characters.ts';
import { invalidCharacter, isUsedCharacter, MAX_NESTING, MULTI_LINE_STRING, tooDeep } from './fault.ts';
import type { SyntaxFault } from './fault.ts';
import { scanExpression } from './scan-expression.ts';
import type { Skipper } from './skipper.ts';
import { quotedLabel } from './string-literal.ts';
import { isTopLevelHeader } from './top-level.ts';

/** A block whose closing brace is not read yet. */
interface OpenBlock {
  readonly type: string;
  readonly typeStart: number;
  readonly typeEnd: number;
  readonly labels: readonly Label[];
  /** Offset of its opening brace. */
  readonly brace: number;
  readonly items: (Attribute | Block)[];
  readonly names: Set<string>;
  /** `a { b = 1 }`: it holds one attribute and ends on its line. */
  singleLine: boolean;
}

/** How one item is read. */
export interface ItemManner {
  /** Where the item has to end, and where looking ends; a string or a comment may run over it. */
  readonly limit: number;
  /** `false`: brackets have to match and blocks to be closed, else reading fails. `true`: the best is made of it. */
  readonly tolerant: boolean;
}

const DEFINITION_REQUIRED = 'Argument or block definition required';
const DEFINITION_REQUIRED_HERE = 'An argument or block definition is required here.';

/** One try to read an attribute or block of a file's own level, with the blanks and comments before it and on its line. */
export class ItemReader {
  private readonly text: string;
  private readonly skipper: Skipper;
  private readonly base: number;
  private readonly limit: number;
  private readonly tolerant: boolean;
  /** Where reading stands. */
  pos: number;
  private failed = false;
  content: Attribute | Block | undefined;
  readonly faults: SyntaxFault[] = [];
  readonly pragmas: CommentPragma[] = [];
  private readonly open: OpenBlock[] = [];

  /** Ranges count from `start`. */
  constructor(text: string, skipper: Skipper, start: number, manner: ItemManner) {
    this.text = text;
    this.skipper = skipper;
    this.base = start;
    // A byte order mark is no part of the configuration.
    this.pos = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
    this.limit = manner.limit;
    this.tolerant = manner.tolerant;
  }

  /** False: it does not fit, and what was found is of no use. */
  read(): boolean {
    while (this.content === undefined && !this.failed) {
      this.pos = this.skipper.trivia(this.pos, this.limit, this.note);
      if (this.pos >= this.limit) {
        if (this.open.length === 0) break;
        this.endUnclosed();
      } else {
        this.bodyItem();
      }
    }
    if (this.content !== undefined) this.endLine();
    // What runs over the limit shows that it was none.
    return !this.failed && this.pos <= this.limit;
  }

  /** What follows on the line of the content belongs to it. */
  private endLine(): void {
    this.pos = this.skipper.blanks(this.pos, this.limit, this.note);
    if (this.pos < this.limit && this.text.charCodeAt(this.pos) === 0x0a) this.pos++;
  }

  private bodyItem(): void {
    const { text, pos } = this;
    const parent = this.parent;
    if (parent !== undefined && isTopLevelHeader(text, pos, parent.type)) {
      // Nothing of the kind can stand within another block: the one around it was never closed.
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

  /** Something that neither an attribute nor a block begins with. */
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

  /** Skips what cannot be read as if it were an expression, so that brackets and strings in it stay together. */
  private skipRest(from: number): void {
    this.pos = this.expressionFrom(from)?.next ?? from;
  }

  private expressionFrom(from: number): { readonly end: number; readonly next: number } | undefined {
    const { skipper, limit, tolerant } = this;
    const scanned = scanExpression(this.text, from, { skipper, limit, tolerant, onComment: this.note });
    if (scanned === undefined) this.failed = true;
    return scanned;
  }

  private definition(): void {
    const { text } = this;
    const start = this.pos;
    const end = endOfIdentifier(text, start, this.limit);
    this.pos = this.skipper.blanks(end, this.limit, this.note);
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

  /** The character at which reading stands; a line end at the limit. */
  private codeHere(): number {
    return this.pos < this.limit ? this.text.charCodeAt(this.pos) : 0x0a;
  }

  private attribute(nameStart: number, nameEnd: number): void {
    const start = this.skipper.blanks(this.pos + 1, this.limit, this.note);
    const scanned = this.expressionFrom(start);
    if (scanned === undefined) return;
    this.pos = scanned.next;
    const name = this.text.slice(nameStart, nameEnd);
    const attribute: Attribute = {
      kind: 'attribute',
      name,
      nameRange: this.range(nameStart, nameEnd),
      expression: { kind: 'native', range: this.range(start, scanned.end) },
    };
    const parent = this.parent;
    if (parent === undefined) {
      this.content = attribute;
      return;
    }
    if (parent.names.has(name)) {
      const detail = `The argument "${name}" was already set. Each argument may be set only once.`;
      this.fault('Attribute redefined', detail, nameStart, nameEnd);
    }
    parent.names.add(name);
    parent.items.push(attribute);
    this.checkAttributeEnd(parent);
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
    const { text } = this;
    const labels: Label[] = [];
    for (;;) {
      this.pos = this.skipper.blanks(this.pos, this.limit, this.note);
      const start = this.pos;
      const code = this.codeHere();
      if (code === 0x7b) break;
      if (code === 0x22) {
        const end = this.skipper.quoted(start);
        if (end < 0) {
          const eol = endOfLine(text, start, text.length);
          this.fault(
            MULTI_LINE_STRING.summary,
            MULTI_LINE_STRING.detail,
            eol,
            Math.min(eol + 1, text.length),
          );
          this.skipRest(start);
          return;
        }
        const label = quotedLabel(text, start, end);
        for (const fault of label.faults) {
          this.fault(fault.summary, fault.detail, fault.range.start, fault.range.end);
        }
        labels.push({ text: label.text, range: this.range(start, end) });
        this.pos = end;
      } else if (code !== 0x0a && isIdentifierStart(text, start)) {
        this.pos = endOfIdentifier(text, start, this.limit);
        labels.push({ text: text.slice(start, this.pos), range: this.range(start, this.pos) });
      } else {
        this.invalidHeader(code);
        return;
      }
    }
    this.openBlock(typeStart, typeEnd, labels);
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

  private openBlock(typeStart: number, typeEnd: number, labels: readonly Label[]): void {
    const { text } = this;
    const brace = this.pos;
    if (this.open.length >= MAX_NESTING) {
      this.faults.push(tooDeep(typeStart - this.base, brace + 1 - this.base));
      this.skipRest(brace);
      return;
    }
    const type = text.slice(typeStart, typeEnd);
    if (this.parent?.singleLine === true) {
      const detail =
        `A single-line block definition can contain only a single argument. If you meant to define argument "${type}", ` +
        'use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.';
      this.fault('Argument definition required', detail, typeStart, brace + 1);
    }
    this.pos = this.skipper.blanks(brace + 1, this.limit, this.note);
    const code = this.codeHere();
    const singleLine = code !== 0x0a && code !== 0x7d;
    this.open.push({ type, typeStart, typeEnd, labels, brace, items: [], names: new Set(), singleLine });
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
    this.pos = this.skipper.blanks(this.pos, this.limit, this.note);
    const code = this.codeHere();
    if (code === 0x0a || (code === 0x7d && this.parent?.singleLine === true)) return;
    this.faultHere('Missing newline after block definition', 'A block definition must end with a newline.');
  }

  private finish(block: OpenBlock, end: number): void {
    const finished: Block = {
      kind: 'block',
      type: block.type,
      typeRange: this.range(block.typeStart, block.typeEnd),
      labels: block.labels,
      body: { kind: 'native', items: block.items },
      range: this.range(block.typeStart, end),
    };
    const parent = this.parent;
    if (parent === undefined) this.content = finished;
    else parent.items.push(finished);
  }

  /** All open blocks end here, although no brace says so. */
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
    return { start: start - this.base, end: end - this.base };
  }

  private fault(summary: string, detail: string, start: number, end: number): void {
    this.faults.push({ summary, detail, range: this.range(start, end) });
  }

  private faultHere(summary: string, detail: string): void {
    const end = this.pos + Math.max(1, lineEndAt(this.text, this.pos));
    this.fault(summary, detail, this.pos, Math.min(end, this.text.length));
  }
}
