import { nameOfOctets, unknownOrigin, type DomainName } from '../../dns/names.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { textOrHole, type AzureValue } from './evaluate/value.ts';

/** The parts of a set's name: its zone, and its name in the zone. */
export interface SetName {
  readonly zone: DecodedText;
  /** `@` is the zone itself. */
  readonly own: DecodedText;
}

/** Names of records. Unknown zones with the same source text are the same zone. */
export class AzureZoneNames {
  private readonly source: string;
  private readonly named: DomainName | undefined;
  private readonly unknown = new Map<string, DomainName>();

  /** `named` is the name that the user's settings give an unknown zone. */
  constructor(source: string, named: DomainName | undefined) {
    this.source = source;
    this.named = named;
  }

  get unknownZones(): number {
    return this.unknown.size;
  }

  /** `locals` are the loop variables at the name. */
  of(
    { zone, own }: SetName,
    locals: ReadonlyMap<string, AzureValue>,
  ): { readonly zone: DomainName | undefined; readonly owner: DomainName } {
    const apex = zone.text === HOLE ? this.unknownZone(zone, locals) : nameOfOctets(zone.text);
    const label = own.text === '@' ? '' : nameOfOctets(own.text);
    const isKnown = zone.text !== '' && !zone.text.includes(HOLE);
    return { zone: isKnown ? apex : undefined, owner: label === '' ? apex : `${label}.${apex}` };
  }

  private unknownZone({ segments }: DecodedText, locals: ReadonlyMap<string, AzureValue>): DomainName {
    const [{ source } = { source: undefined }] = segments;
    const typed = source === undefined ? '' : typedText(this.source, source);
    const items = [...locals]
      .filter(([name]) => typed.includes(name))
      .map(([, item]) => textOrHole(item).text);
    const key = JSON.stringify([typed, ...items]);
    let name = this.unknown.get(key);
    if (name === undefined)
      this.unknown.set(key, (name = this.named ?? unknownOrigin(this.unknown.size + 1)));
    return name;
  }
}

/** UTF-16 units of an expression that is compared with others by its source text. */
const MAX_COMPARED = 1_000;

function typedText(source: string, { start, end }: Range): string {
  return end - start > MAX_COMPARED ? `${start} ${end}` : source.slice(start, end);
}
