import type { DomainName } from '../../dns/names.ts';
import { completeName } from '../../dns/names.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { cover } from '../../text/range.ts';
import type { RdataContext, RdataFault, RdataReason, RdataToken } from '../rdata.ts';
import type { RdataField } from '../record.ts';
import type { FieldForm, FieldSource, TokenReader } from './form.ts';

export function hasHole(token: RdataToken): boolean {
  return token.value.text.includes(HOLE);
}

/**
 * Takes fields from the words of a zone file. Invariant: tokens before `next` are read. After a fault, the state no longer
 * changes.
 */
export class TokenCursor implements FieldSource, TokenReader {
  readonly fields: RdataField[] = [];
  next = 0;
  fault: RdataFault | undefined;
  /** Index of the token with the fault; the number of tokens if it is at the end. */
  faultAt = 0;
  private readonly tokens: readonly RdataToken[];
  private readonly context: RdataContext;

  constructor(tokens: readonly RdataToken[], context: RdataContext, first = 0) {
    this.tokens = tokens;
    this.context = context;
    this.next = first;
  }

  complete(typed: string): DomainName {
    return this.context.complete?.(typed) ?? completeName(typed, this.context.origin);
  }

  get failed(): boolean {
    return this.fault !== undefined;
  }

  get more(): boolean {
    return this.fault === undefined && this.next < this.tokens.length;
  }

  take(name: string, form: FieldForm): string {
    if (this.fault !== undefined) return '';
    const from = this.next;
    const first = this.tokens[from];
    const value =
      first === undefined || form.kind === 'name' || form.many === true || !hasHole(first)
        ? form.read(this)
        : this.any();
    this.keep(name, form.kind, value, from);
    return value;
  }

  takeOr(name: string, form: FieldForm, value: string): void {
    if (this.more) this.take(name, form);
    else
      this.fields.push({
        name,
        kind: form.kind,
        value,
        text: MappedText.unwritten(''),
        range: this.context.end,
      });
  }

  private keep(name: string, kind: RdataField['kind'], value: string, from: number): void {
    const first = this.tokens[from];
    const last = this.tokens[this.next - 1];
    if (this.fault !== undefined || first === undefined || last === undefined || this.next === from) return;
    const text =
      first === last
        ? first.value
        : MappedText.join(this.tokens.slice(from, this.next).map((token) => token.value));
    this.fields.push({ name, kind, value, text, range: cover(first.range, last.range) });
  }

  token(): RdataToken | undefined {
    const token = this.tokens[this.next];
    if (token === undefined) {
      this.failAtEnd('unexpected end of input');
      return undefined;
    }
    this.next++;
    return token;
  }

  word(): RdataToken | undefined {
    const token = this.token();
    if (token?.quoted !== true) return token;
    this.fail('unexpected token');
    return undefined;
  }

  peek(): RdataToken | undefined {
    return this.tokens[this.next];
  }

  private any(): string {
    return this.token()?.value.text ?? '';
  }

  fail(reason: RdataReason): void {
    const at = this.next - 1;
    const token = this.tokens[at];
    if (token === undefined) this.failAtEnd(reason);
    else this.failFrom(at, reason);
  }

  failFrom(from: number, reason: RdataReason): void {
    const first = this.tokens[from];
    const last = this.tokens[this.next - 1];
    if (first === undefined || last === undefined || this.fault !== undefined) return;
    this.fault = { reason, range: cover(first.range, last.range) };
    this.faultAt = from;
  }

  failAtEnd(reason: RdataReason): void {
    if (this.fault !== undefined) return;
    this.fault = { reason, range: this.context.end };
    this.faultAt = this.tokens.length;
  }

  keepOpaque(): void {
    this.fail('not implemented');
  }
}
