import { parseIp } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import { appendCodeToHash, appendHash, hashOfName } from '../../dns/names.ts';
import { MAX_LABEL, MAX_NAME, MAX_NAME_TEXT, MAX_TTL } from '../../dns/limits.ts';
import { isMetaType, typeCode } from '../../dns/types.ts';
import { isDigit } from '../../text/digit.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import * as chars from './characters.ts';
import { classOf } from './characters.ts';
import type { Context, ReaderState } from './context.ts';
import { changedContext, NO_TTL, UNKNOWN_TTL } from './context.ts';
import { readDirective } from './directives.ts';
import { isAge, isClass, isTemplated, typeAhead } from './header-words.ts';
import { nameFromText } from './names.ts';
import { nameFault, repeatsOrigin } from './owner.ts';
import { GDNSD_TYPES, PSEUDO_TYPES } from './pseudo-types.ts';
import { nameDetail } from './rdata-faults.ts';
import { commentSign } from './repair.ts';
import * as rows from './rows.ts';
import { RowBuffer } from './rows.ts';
import { isLineEnd, NO_WORD, QUOTED, WORD, WordScanner } from './scan-words.ts';
import type { ScanFault, ScanPragma } from './scan-words.ts';
import { depthChange, endOfAnyTemplate, endOfTemplate, isControl } from './template.ts';
import { parseTtl, parseTtlRange } from './ttl.ts';
import { endOfQuoted, insideWord, zoneWordsOf } from './words.ts';

/** The result of one run of the scanner: the rows and their data, with offsets from the run's start. */
export interface Scanned {
  readonly rows: Int32Array;
  readonly contexts: readonly Context[];
  readonly faults: readonly ScanFault[];
  readonly pragmas: readonly ScanPragma[];
  readonly after: ReaderState;
}

/**
 * The last owner in the source: at `start` to `end` in row `row`, in `context`. If `row` is -1, it is before the run and known by
 * `name`.
 */
interface TypedOwner {
  row: number;
  hash: number;
  /** Built on demand. */
  name: DomainName | undefined;
  start: number;
  end: number;
  context: Context;
}

/** Characters up to which a name without its trailing dot is never too long: its wire form takes 2 more octets. */
const LONG_NAME = MAX_NAME - 2;

/**
 * Reads a master file entry by entry into rows (RFC 1035 §5, as BIND's lexer and loader do).
 *
 * Invariants: between two calls of `entry` it is at the start of a line outside parentheses and quotes, `state` is
 * what the next entry depends on, and every entry read is one row. It never fails: after a fault it continues with the
 * next line that can be read.
 */
export class Scanner extends WordScanner {
  /** The start of the current run. Rows count from it. */
  private base: number;
  private context: Context;
  private lastTtl: number;
  /** Whether there is no record before the current entry. */
  private isFirstRecord = false;
  private entryStart = 0;
  /** The owner of the last entry. */
  private readonly typed: TypedOwner;

  private readonly buffer = new RowBuffer();
  private contexts: Context[] = [];

  constructor(text: string, state: ReaderState, open: boolean) {
    super(text, open);
    this.base = 0;
    this.context = state.context;
    this.typed = {
      row: -1,
      hash: state.owner === undefined ? 0 : hashOfName(state.owner),
      name: state.owner,
      start: 0,
      end: 0,
      context: state.context,
    };
    this.lastTtl = state.lastTtl;
  }

  get count(): number {
    return this.buffer.count;
  }

  protected get row(): number {
    return this.buffer.count - 1;
  }

  /** Characters read since the last `take`. */
  get taken(): number {
    return this.at - this.base;
  }

  get state(): ReaderState {
    return { context: this.context, owner: this.ownerName(), lastTtl: this.lastTtl };
  }

  /** What was read since the last call; offsets count from `this.base`, which moves to the position of the scanner. */
  take(): Scanned {
    const after = this.state;
    const base = this.base;
    const taken: Scanned = {
      rows: this.buffer.take(),
      contexts: this.contexts,
      faults: this.faults.map((f) => ({ ...f, start: f.start - base, end: f.end - base })),
      pragmas: this.pragmas.map((p) => ({ ...p, at: p.at - base, end: p.end - base })),
      after,
    };
    this.contexts = [];
    this.faults = [];
    this.pragmas = [];
    this.base = this.at;
    this.typed.name = after.owner;
    this.typed.row = -1;
    return taken;
  }

  private ownerName(): DomainName | undefined {
    const typed = this.typed;
    if (typed.name === undefined && typed.row >= 0) {
      typed.name = nameFromText(this.text, typed.start, typed.end, typed.context, 'owner');
    }
    return typed.name;
  }

  /** Reads the next entry, skipping everything before it. False at the end of the text, or if `starved`. */
  entry(): boolean {
    const text = this.text;
    const length = text.length;
    for (;;) {
      if (this.at >= length) return false;
      const lineStart = this.at;
      let pos = lineStart;
      let kind = classOf(text.charCodeAt(pos));
      while (kind === chars.WHITESPACE) kind = ++pos < length ? classOf(text.charCodeAt(pos)) : chars.NEWLINE;
      if (kind === chars.NEWLINE || kind === chars.RETURN) {
        this.at = pos + 1 > length ? length : pos + 1;
        continue;
      }
      if (kind === chars.COMMENT) {
        this.at = this.comment(pos, true);
        this.skipLineEnd();
        continue;
      }
      if (pos === lineStart && text.charCodeAt(pos) === 0xfeff) {
        this.buffer.add(pos - this.base, 0, this.typed.row, this.contextIndex());
        this.fault({ code: 'byte-order-mark' }, pos, pos + 1);
        this.buffer.finish(pos + 1 - this.base, rows.BYTE_ORDER_MARK, pos + 1 - this.base, -1);
        this.at = pos + 1;
        continue;
      }
      const template = endOfAnyTemplate(text, pos, length);
      if (template >= 0 && this.templateLine(pos, template)) continue;
      this.at = pos;
      return this.readEntry(lineStart, pos > lineStart);
    }
  }

  /** A line of templates only: `{% if %}`, or `{{ records }}`, which is an entry that cannot be read. */
  private templateLine(start: number, firstEnd: number): boolean {
    const text = this.text;
    let end = firstEnd;
    let depth = isControl(text, start) ? depthChange(text.slice(start, firstEnd)) : 0;
    let onlyControl = isControl(text, start);
    for (;;) {
      while (end < text.length && classOf(text.charCodeAt(end)) === chars.WHITESPACE) end++;
      const kind = end < text.length ? classOf(text.charCodeAt(end)) : chars.NEWLINE;
      if (kind === chars.NEWLINE || kind === chars.RETURN || kind === chars.COMMENT) break;
      const next = endOfAnyTemplate(text, end, text.length);
      if (next < 0) {
        // `{% if x %}www IN A …{% endif %}`: control directives before a record are not part of it.
        return false;
      }
      if (isControl(text, end)) depth += depthChange(text.slice(end, next));
      else onlyControl = false;
      end = next;
    }
    if (!onlyControl && this.looksLikeRecordLine(start)) return false;
    this.buffer.add(start - this.base, 0, this.typed.row, this.contextIndex());
    this.buffer.finish(end - this.base, rows.OTHER_LINE | rows.UNUSUAL, end - this.base, -1);
    if (depth !== 0) {
      this.context = changedContext(this.context, { depth: Math.max(0, this.context.depth + depth) });
    }
    this.at = end;
    this.at = this.restOfLine();
    return true;
  }

  private readEntry(lineStart: number, indented: boolean): boolean {
    const text = this.text;
    const start = this.at;
    this.flags = 0;
    this.depth = 0;
    const first = text.charCodeAt(start);
    const isWrapped = classOf(first) === chars.OPEN;
    const before = this.open || isWrapped ? { ...this.typed } : undefined;
    const row = this.buffer.count;
    this.entryStart = start;
    this.isFirstRecord = this.typed.row < 0 && this.typed.name === undefined;
    if (first === 0x24 && !indented && !isTemplateStart(text, start)) {
      this.buffer.add(start - this.base, 0, this.typed.row, this.contextIndex());
      this.directive(start);
    } else {
      this.buffer.add(start - this.base, this.typed.hash, this.typed.row, this.contextIndex());
      if (!indented && this.ownerFollows()) {
        const isDoubtful = this.readOwner(row);
        this.buffer.own(this.typed.hash, row);
        if (isDoubtful) this.checkOwner();
      }
      if (this.typed.row < 0 && this.typed.name === undefined) {
        this.fault({ code: 'owner' }, start, start);
      }
      this.header(start);
      if (isWrapped && before !== undefined && this.typed.row === row && this.typed.start >= this.at) {
        // The parenthesis was abandoned before the word that would be the owner, so that word belongs to the next entry.
        Object.assign(this.typed, before);
        this.buffer.own(this.typed.hash, this.typed.row);
      }
    }
    if (this.starved) {
      this.buffer.count = row;
      while (this.faults.length > 0 && (this.faults[this.faults.length - 1]?.row ?? -1) >= row)
        this.faults.pop();
      while ((this.pragmas[this.pragmas.length - 1]?.at ?? -1) >= lineStart) this.pragmas.pop();
      if (before !== undefined) Object.assign(this.typed, before);
      this.at = lineStart;
      return false;
    }
    return true;
  }

  /** Moves to the owner of a line without a margin: after parentheses, if it begins with some. */
  private ownerFollows(): boolean {
    const kind = classOf(this.text.charCodeAt(this.at));
    if (kind !== chars.OPEN && kind !== chars.CLOSE) return true;
    const { at } = this;
    const faultCount = this.faults.length;
    if (this.word() === NO_WORD) {
      // Nothing but parentheses: the header reads them again and reports what is missing.
      this.at = at;
      this.faults.length = Math.min(faultCount, this.faults.length);
      return false;
    }
    this.at = this.wordStart;
    return true;
  }

  /**
   * Reads the owner at the start of a line. Its hash is that of the absolute name, computed without building the name. True if
   * `checkOwner` must check it.
   */
  private readOwner(row: number): boolean {
    const text = this.text;
    const start = this.at;
    const length = text.length;
    let pos = start;
    let label = start;
    let hash = 0;
    let plain = true;
    let doubtful = false;
    for (; pos < length; pos++) {
      let c = text.charCodeAt(pos);
      const kind = classOf(c);
      if (kind === chars.ORDINARY) {
        if (c >= 0x41 && c <= 0x5a) c += 0x20;
        else if (c <= 0x20 || c >= 0x7f || c === 0x40) plain = false;
        hash = appendCodeToHash(hash, c);
        if (c === 0x2e) {
          doubtful ||= pos === label || pos - label > MAX_LABEL;
          label = pos + 1;
        }
      } else if (kind === chars.ESCAPE) {
        plain = false;
        if (!isLineEnd(text.charCodeAt(pos + 1))) pos++;
      } else if (kind === chars.TEMPLATE) {
        plain = false;
        const end = endOfTemplate(text, pos, length);
        if (end > 0) pos = end - 1;
      } else if (kind === chars.QUOTE && pos === start) {
        // BIND accepts a quoted owner and reads its text like any other.
        plain = false;
        pos = endOfQuoted(text, pos, length);
        break;
      } else {
        break;
      }
    }
    const typed = this.typed;
    const end = Math.min(pos, length);
    const open = text.charCodeAt(start) === 0x22 ? 1 : 0;
    const close = open === 1 && end - start > 1 && text.charCodeAt(end - 1) === 0x22 ? 1 : 0;
    typed.row = row;
    typed.start = start + open;
    typed.end = Math.max(typed.start, end - close);
    typed.context = this.context;
    typed.name = undefined;
    this.at = end;
    this.lastEnd = end;
    const { origin, suffix, dialect } = this.context;
    if (!plain || end - start > MAX_NAME_TEXT || dialect.undotted === 'all') {
      this.flags |= rows.UNUSUAL;
      typed.hash = hashOfName(this.ownerName() ?? '');
      return true;
    }
    doubtful ||= end - label > MAX_LABEL || end - start + origin.length > LONG_NAME;
    if (text.charCodeAt(end - 1) === 0x2e) {
      typed.hash = hashOfPlain(text, start, end - 1);
      return doubtful;
    }
    typed.hash = appendHash(hash, suffix);
    return doubtful || repeatsOrigin(text, start, end, origin);
  }

  /** Reports what is wrong with the name of the owner of this entry. */
  private checkOwner(): void {
    const { start, end, context } = this.typed;
    if (end === this.at && start > 0 && this.text.charCodeAt(start - 1) === 0x22) {
      this.openQuote(start - 1, end);
      return;
    }
    const typed = this.text.slice(start, end);
    const full = this.ownerName() ?? '';
    const reason = nameFault(typed, full);
    if (reason !== undefined) this.fault(nameDetail(reason, typed), start, end);
    else if (context.dialect.undotted !== 'all' && repeatsOrigin(this.text, start, end, context.origin)) {
      this.note({ code: 'origin-repeated', reason: 'no-dot', full }, start, end);
    }
  }

  /** `[TTL] [class] type`, with the first two in either order, and then the RDATA. */
  private header(start: number): void {
    const text = this.text;
    let ttl = NO_TTL;
    let range: Range | undefined;
    let classSeen = false;
    for (;;) {
      const kind = this.word();
      if (this.starved) return;
      const from = this.wordStart;
      const to = this.wordEnd;
      if (kind !== WORD) {
        // An unclosed quote in the owner takes up the whole line.
        if ((this.flags & rows.FAULTY) === 0) {
          const at = kind === QUOTED ? from : start;
          const reason = text.charCodeAt(at) === 0x22 ? 'data' : 'end';
          this.fault({ code: 'no-type', reason }, at, kind === QUOTED ? to : this.lastEnd);
        }
        this.finish(rows.UNKNOWN_TYPE | rows.FAULTY, kind === QUOTED ? from : this.lastEnd, ttl);
        return;
      }
      const c = text.charCodeAt(from);
      if (ttl === NO_TTL && isDigit(c)) {
        const seconds = parseTtlRange(text, from, to);
        if (seconds >= 0) {
          ttl = seconds;
          this.flags |= rows.OWN_TTL;
          if (text.slice(from, to).includes('/')) range = rangeOf(from, to);
          continue;
        }
      }
      if (isAge(text, from, to)) continue;
      if (!classSeen && isClass(text, from, to)) {
        classSeen = true;
        if (to - from !== 2 || (c | 0x20) !== 0x69) {
          this.fault({ code: 'class' }, from, to);
        }
        continue;
      }
      if (isTemplated(text, from, to)) {
        this.flags |= rows.UNUSUAL;
        // At a template where a TTL or class may be, it is one only if a known type follows.
        if (this.typeFollows()) {
          // It may be the class. Then the TTL is the default.
          if (ttl === NO_TTL) ttl = UNKNOWN_TTL;
          continue;
        }
        this.finish(rows.UNKNOWN_TYPE, to, ttl);
        return;
      }
      if (range !== undefined && !GDNSD_TYPES.has(text.slice(from, to).toUpperCase())) {
        this.fault({ code: 'ttl' }, range.start, range.end);
      }
      this.finish(this.typeOf(start, from, to), to, ttl);
      return;
    }
  }

  /** `start` is that of the entry. */
  private typeOf(start: number, from: number, to: number): number {
    const text = this.text;
    const word = text.slice(from, to);
    const code = typeCode(word);
    if (code === undefined) {
      if (!PSEUDO_TYPES.has(word.toUpperCase())) {
        const isComment = commentSign(text.slice(start, from)) !== undefined;
        const other = parseIp(word) === undefined ? 'unknown' : 'address';
        this.fault({ code: 'unknown-type', reason: isComment ? 'comment' : other }, from, to);
      }
      return rows.UNKNOWN_TYPE | rows.UNUSUAL;
    }
    if (isMetaType(code)) this.fault({ code: 'unknown-type', reason: 'meta' }, from, to);
    // RFC 973 made MD and MF obsolete; BIND rejects them.
    if (code === 3 || code === 4) this.fault({ code: 'unknown-type', reason: 'obsolete' }, from, to);
    return code;
  }

  /** Reads to the end of the entry and completes its row. */
  private finish(type: number, typeEnd: number, ttl: number): void {
    this.at = typeEnd;
    this.lastEnd = Math.max(this.lastEnd, typeEnd);
    let rdata = -1;
    for (;;) {
      const kind = this.word();
      if (this.starved) return;
      if (kind === NO_WORD) break;
      if (rdata < 0) rdata = this.wordStart;
    }
    if (this.lastEnd < typeEnd) {
      // The type was after an unclosed parenthesis that was abandoned before it.
      type = rows.UNKNOWN_TYPE;
      rdata = -1;
    }
    if (rdata < 0 || rdata > this.lastEnd) rdata = this.lastEnd;
    const effective = this.effectiveTtl(ttl, type);
    const isKnownType = (type & rows.TYPE_MASK) <= 0xffff;
    if (effective === NO_TTL && isKnownType && this.isFirstRecord)
      // It starts at the owner, because a finding on only the type would have the same range.
      this.note({ code: 'no-ttl' }, this.entryStart, typeEnd);
    if (isKnownType) this.lastTtl = effective;
    this.buffer.finish(
      this.lastEnd - this.base,
      type | this.flags,
      rdata - this.base,
      Math.max(effective, -1),
    );
  }

  /** BIND's order: the record's own TTL, `$TTL`, and the previous TTL. An SOA record without any of them uses its last field. */
  private effectiveTtl(own: number, type: number): number {
    // RFC 2181 §8: a TTL with the highest bit set is treated as 0.
    if (own > MAX_TTL) return 0;
    const { defaultTtl, dialect } = this.context;
    if (own === UNKNOWN_TTL || (own >= 0 && own === dialect.automaticTtl)) return UNKNOWN_TTL;
    if (own >= 0) return own;
    if (defaultTtl !== NO_TTL) return defaultTtl;
    if (this.lastTtl >= 0 || type !== 6) return this.lastTtl;
    const minimum = parseTtl(this.text, this.wordStart, this.wordEnd);
    if (minimum < 0 || minimum > MAX_TTL) return UNKNOWN_TTL;
    this.context = changedContext(this.context, { defaultTtl: minimum });
    return minimum;
  }

  /** Whether a type is among the next words of this line, after a template that may be a TTL or a class. */
  private typeFollows(): boolean {
    const eol = this.restOfLine();
    return typeAhead(this.text, zoneWordsOf(this.text, this.at, Math.min(eol, this.at + 500), 3), 0);
  }

  private restOfLine(): number {
    const eol = this.text.indexOf('\n', this.at);
    return eol < 0 ? this.text.length : eol + 1;
  }

  private contextIndex(): number {
    const contexts = this.contexts;
    if (contexts[contexts.length - 1] !== this.context) contexts.push(this.context);
    return contexts.length - 1;
  }

  private directive(start: number): void {
    const text = this.text;
    this.word();
    const name = text.slice(this.wordStart, this.wordEnd).toUpperCase();
    const nameEnd = this.wordEnd;
    const args: Range[] = [];
    for (;;) {
      const kind = this.word();
      if (this.starved) return;
      if (kind === NO_WORD) break;
      const word = { start: this.wordStart, end: this.wordEnd, quoted: kind === QUOTED };
      args.push(insideWord(text, word));
    }
    const read = readDirective({ text, name, at: rangeOf(start, nameEnd), args }, this.context);
    this.context = read.context;
    for (const { detail, range } of read.faults) this.fault(detail, range.start, range.end);
    this.buffer.finish(this.lastEnd - this.base, read.type | this.flags, nameEnd - this.base, -1);
  }
}

/** `${` or `$(`, which are not directives. */
function isTemplateStart(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next === 0x7b || next === 0x28;
}

function hashOfPlain(text: string, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i++) {
    let c = text.charCodeAt(i);
    if (c >= 0x41 && c <= 0x5a) c += 0x20;
    hash = appendCodeToHash(hash, c);
  }
  return hash;
}
