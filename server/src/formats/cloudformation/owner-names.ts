import { unknownOrigin, type DomainName } from '../../dns/names.ts';
import { nameOfRoute53 } from '../../record-sets/route53.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { certainText } from './resolved.ts';
import { MAX_STACK_STEPS, type LoopNames } from './values.ts';

/** UTF-16 units of an expression that is compared with others by its source text. */
const MAX_COMPARED = 1_000;

/**
 * Names of records. Names that end with the value of the same expression are in the same unknown zone. Expressions with the same
 * source text have the same value.
 */
export class OwnerNames {
  private readonly source: string;
  private readonly first: number;
  private readonly named: DomainName | undefined;
  private readonly zones = new Map<string, DomainName>();

  /**
   * `use` is unique among the uses of templates that are deployed together. `named` is the name that the user's settings give an
   * unknown zone.
   */
  constructor(source: string, use: number, named: DomainName | undefined) {
    this.source = source;
    this.first = use * MAX_STACK_STEPS + 1;
    this.named = named;
  }

  get unknownZones(): number {
    return this.zones.size;
  }

  of({ text, segments }: DecodedText, loop: LoopNames): DomainName {
    const end = text.length - (text.endsWith('.') ? 1 : 0);
    const hole = text[end - 1] === HOLE && (end === 1 || text[end - 2] === '.');
    const place = hole
      ? segments.find(({ at, length }) => at < end && at + length >= end)?.source
      : undefined;
    if (place === undefined) return nameOfRoute53(text);
    const { start, end: stop } = place;
    const typed = stop - start > MAX_COMPARED ? `${start} ${stop}` : this.source.slice(start, stop);
    const names = [...loop].filter(([name]) => typed.includes(name));
    const key = JSON.stringify([typed, ...names.map(([, value]) => certainText(value) ?? null)]);
    let zone = this.zones.get(key);
    if (zone === undefined)
      this.zones.set(key, (zone = this.named ?? unknownOrigin(this.first + this.zones.size)));
    const before = nameOfRoute53(text.slice(0, end - 1));
    return end === 1 ? zone : `${before}.${zone}`;
  }
}
