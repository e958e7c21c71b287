import { asciiLowerCase, type DomainName } from '../../dns/names.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { octetsOfRuns } from '../../text/traced-octets.ts';
import type { DomainRecord, RecordCall, ScriptDomain, ScriptModifier } from './domain.ts';
import type { CallArgument, NativeCall } from './evaluate/evaluator.ts';
import type { ListItem } from './evaluate/value.ts';
import { MAX_PROGRAM_RECORDS, type ProgramWork } from './evaluate/work.ts';
import { holeOf, Refused, textOfArgument } from './functions/arguments.ts';
import { MAX_OVERFLOW_RECORDS, splitSpf } from './functions/spf-builder.ts';
import { isProgramPath } from './recognize.ts';
import type { ScriptPlace } from './syntax/script-text.ts';

/** The domains that a program declares, and their records. */
export class DeclaredDomains {
  readonly all: ScriptDomain[] = [];
  private readonly root: string;
  private readonly work: ProgramWork;
  private readonly zoneNameFor: (path: string) => DomainName | undefined;
  private defaults: readonly CallArgument[] = [];
  private recordCount = 0;

  /**
   * `root` is the first file of the program. `zoneNameFor` returns the name that the settings give a domain of unknown name in a
   * file.
   */
  constructor(root: string, work: ProgramWork, zoneNameFor: (path: string) => DomainName | undefined) {
    this.root = root;
    this.work = work;
    this.zoneNameFor = zoneNameFor;
  }

  /** `DEFAULTS`: the modifiers of all domains declared after it. */
  setDefaults(modifiers: readonly CallArgument[]): void {
    this.defaults = modifiers;
  }

  /** Starts to make records that may not exist. The returned function marks those made since then as conditional. */
  attempt(): () => void {
    const counts = new Map(this.all.map((domain) => [domain, domain.records.length]));
    return () => {
      for (const domain of this.all)
        for (let i = counts.get(domain) ?? 0; i < domain.records.length; i++) {
          const record = domain.records[i];
          if (record !== undefined)
            domain.records[i] = { ...record, call: { ...record.call, isConditional: true } };
        }
    };
  }

  /** `D`. The modifiers are those of the call. */
  declare(call: NativeCall, modifiers: readonly CallArgument[]): void {
    const { args, place } = call;
    const [first] = args;
    const text = first === undefined ? holeOf(place) : textOfArgument(first);
    const typed = asciiLowerCase(text.text);
    const [name = '', tag = ''] = typed.split('!', 2);
    if (text.isKnown && this.all.some((one) => one.name === name && one.tag === tag))
      throw new Refused(`${text.text} is declared more than once`, first?.place ?? place);
    const domain: ScriptDomain = {
      name: text.isKnown ? name.replace(/\.$/, '') : (this.zoneNameFor(place.path) ?? HOLE),
      tag,
      text,
      place,
      program: this.root,
      defaultTtl: undefined,
      subdomain: '',
      records: [],
    };
    this.apply(this.defaults, domain);
    this.apply(modifiers, domain);
    this.all.push(domain);
  }

  /** Everything but records belongs to the domain itself: DNSControl keeps the subdomain for whatever comes later. */
  extend(call: NativeCall): void {
    const domain = this.domainFor(call);
    if (domain === undefined) return;
    const name = asciiLowerCase(call.args[0] === undefined ? '' : textOfArgument(call.args[0]).text);
    const own = name.includes('/') ? name.slice(name.indexOf('.') + 1) : name;
    const whole = domain.tag === '' ? domain.name : `${domain.name}!${domain.tag}`;
    domain.subdomain = own.slice(0, Math.max(0, own.length - whole.length - 1));
    this.apply(call.args.slice(1), domain);
  }

  /** The declared domain that contains the name. The longest one wins. `undefined` if it is unknown. */
  domainFor({ args: [first], place }: NativeCall): ScriptDomain | undefined {
    if (first?.value.kind !== 'text' || !first.value.text.isKnown) {
      this.work.report(place, 'mailtxt does not know which domain this extends.', 'name');
      return undefined;
    }
    const name = asciiLowerCase(first.value.text.text).replace(/!$/, '');
    let found: ScriptDomain | undefined;
    let longest = 0;
    for (const domain of this.all) {
      const own = domain.tag === '' ? domain.name : `${domain.name}!${domain.tag}`;
      const isIn = name === own || name.endsWith(`.${own}`);
      if (!isIn || own.length <= longest) continue;
      longest = own.length;
      found = domain;
    }
    // The domain may be declared in a file that was not found, or in the program that reads this one.
    if (found === undefined && this.work.problems.length === 0 && isProgramPath(this.root))
      throw new Refused(
        `${first.value.text.text} was not declared yet and therefore cannot be updated. Use D() before.`,
        first.place,
      );
    return found;
  }

  private apply(items: readonly (CallArgument | ListItem)[], domain: ScriptDomain): void {
    for (const { value, place } of items) {
      switch (value.kind) {
        case 'list':
          if (!this.work.spend(value.items.length, domain.place)) return;
          this.work.deeper(domain.place, () => this.apply(value.items, domain));
          if (value.isOpen) this.reportModifier(place, domain);
          break;
        case 'modifier':
          this.applyModifier(value.modifier, domain);
          break;
        case 'unknown':
          if (value.isOwnName !== true) this.reportModifier(place, domain);
          break;
        case 'function':
          this.reportModifier(place, domain);
      }
    }
  }

  private reportModifier(place: ScriptPlace | undefined, domain: ScriptDomain): void {
    const message = 'mailtxt does not evaluate this, so the records that it makes are not checked.';
    this.work.report(place ?? domain.place, message, 'format');
  }

  private applyModifier(modifier: ScriptModifier, domain: ScriptDomain): void {
    if (modifier.kind === 'default-ttl') domain.defaultTtl = modifier.ttl;
    if (modifier.kind === 'record') this.addRecord(modifier.call, domain);
    if (modifier.kind === 'include')
      for (const { call, subdomain, ttl } of [...modifier.domain.records])
        this.push({ call, domain, subdomain, ttl });
  }

  private addRecord(call: RecordCall, domain: ScriptDomain): void {
    const { defaultTtl, subdomain } = domain;
    if (isChainCut(call, domain)) {
      const message = `The chain has more than ${MAX_OVERFLOW_RECORDS} records, so the rest is not read.`;
      this.work.report(call.place, message, 'limit');
    }
    this.push({ call, domain, subdomain, ttl: call.ttl ?? defaultTtl });
  }

  private push(record: DomainRecord): void {
    if (++this.recordCount <= MAX_PROGRAM_RECORDS) record.domain.records.push(record);
    else
      this.work.report(
        record.domain.place,
        `The scripts make more than ${MAX_PROGRAM_RECORDS} records, so the rest is not read.`,
        'limit',
      );
  }
}

/** Whether an SPF record is too long for the records that it is split into. */
function isChainCut({ data }: RecordCall, { name }: ScriptDomain): boolean {
  if (data.kind === 'words' || data.overflow === undefined || !data.text.isKnown) return false;
  return splitSpf(octetsOfRuns(data.text), data.overflow, name).at(-1)?.isCut === true;
}
