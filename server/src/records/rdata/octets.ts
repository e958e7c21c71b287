import { MappedText } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import type { RdataReason } from '../rdata.ts';
import type { RdataField } from '../record.ts';
import type { FieldForm, FieldSource, OctetReader } from './form.ts';

/** Takes fields from RDATA in wire format. Invariant: octets before `at` are read. After a fault, the state no longer changes. */
export class Octets implements FieldSource, OctetReader {
  readonly fields: RdataField[] = [];
  fault: RdataReason | undefined;
  opaque = false;
  private at = 0;
  private readonly octets: readonly number[];
  /** The source range of all octets. */
  private readonly range: Range;

  constructor(octets: readonly number[], range: Range) {
    this.octets = octets;
    this.range = range;
  }

  get left(): number {
    return this.octets.length - this.at;
  }

  get failed(): boolean {
    return this.fault !== undefined;
  }

  get more(): boolean {
    return this.fault === undefined && !this.opaque && this.left > 0;
  }

  take(name: string, form: FieldForm): string {
    if (this.fault !== undefined || this.opaque) return '';
    const value = form.decode(this);
    // Hexadecimal digits are not the characters of the value, so no edit of the value may change them.
    this.fields.push({ name, kind: form.kind, value, text: MappedText.unwritten(value), range: this.range });
    return value;
  }

  takeOr(name: string, form: FieldForm): void {
    this.take(name, form);
  }

  fail(reason: RdataReason): void {
    this.fault ??= reason;
  }

  keepOpaque(): void {
    this.opaque = true;
  }

  number(size: number): number {
    let value = 0;
    for (const octet of this.bytes(size)) value = value * 256 + octet;
    return value;
  }

  bytes(count: number): readonly number[] {
    if (this.left < count) {
      this.fail('unexpected end of input');
      return [];
    }
    this.at += count;
    return this.octets.slice(this.at - count, this.at);
  }

  seek(at: number): void {
    if (at > this.octets.length) this.fail('unexpected end of input');
    else this.at = at;
  }

  rest(): readonly number[] {
    return this.bytes(this.left);
  }
}
