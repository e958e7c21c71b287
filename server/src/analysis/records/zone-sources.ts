import type { DomainName } from '../../dns/names.ts';
import type { SendingSource, ServiceSource } from '../../records/sending-source.ts';
import type { Member } from './place.ts';

/**
 * The services that the documents of a zone set up, by the domain that they have in MAIL FROM.
 * Invariant: `told` has what each member's document said when it was taken over last, and `byEnvelope` follows from it.
 */
export class ZoneSources {
  /** Those that said something: zone files set nothing up. */
  private told: Map<Member, readonly SendingSource[]> | undefined;
  /** `undefined` until somebody asks. */
  private byEnvelope: ReadonlyMap<DomainName, readonly ServiceSource[]> | undefined;

  constructor(members: readonly Member[]) {
    for (const member of members) this.tell(member, member.document.sources());
  }

  private tell(member: Member, sources: readonly SendingSource[]): void {
    if (this.told === undefined && sources.length === 0) return;
    this.told ??= new Map<Member, readonly SendingSource[]>();
    this.told.set(member, sources);
  }

  /** Those that are there for certain, in the order of the files. */
  withEnvelope(domain: DomainName): readonly ServiceSource[] {
    if (this.told === undefined) return [];
    this.byEnvelope ??= collect(this.told);
    return this.byEnvelope.get(domain) ?? [];
  }

  /** Takes over what a member's document says now. Returns the domains in MAIL FROM of which it says something else. */
  replace(member: Member): ReadonlySet<DomainName> {
    const before = this.told?.get(member) ?? NOTHING;
    const after = member.document.sources();
    if (before === after || (before.length === 0 && after.length === 0)) return NONE;
    this.tell(member, after);
    this.byEnvelope = undefined;
    return new Set([...envelopesIn(before, new Set(after)), ...envelopesIn(after, new Set(before))]);
  }
}

const NOTHING: readonly SendingSource[] = [];
const NONE: ReadonlySet<DomainName> = new Set();

function collect(
  told: ReadonlyMap<Member, readonly SendingSource[]>,
): ReadonlyMap<DomainName, readonly ServiceSource[]> {
  const byEnvelope = new Map<DomainName, ServiceSource[]>();
  for (const source of [...told.values()].flat()) {
    if (source.kind !== 'service' || source.envelope === undefined || source.conditional) continue;
    const same = byEnvelope.get(source.envelope);
    if (same === undefined) byEnvelope.set(source.envelope, [source]);
    else same.push(source);
  }
  return byEnvelope;
}

function envelopesIn(
  sources: readonly SendingSource[],
  but: ReadonlySet<SendingSource>,
): readonly DomainName[] {
  return sources.flatMap((source) =>
    source.kind === 'service' && source.envelope !== undefined && !but.has(source) ? [source.envelope] : [],
  );
}

/** The name at which it is noted who asked for what is set up with a domain in MAIL FROM: no name of DNS. */
export function sourceQuestionOf(domain: DomainName): DomainName {
  return `@${domain}`;
}
