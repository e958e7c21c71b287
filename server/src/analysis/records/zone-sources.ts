import type { DomainName } from '../../dns/names.ts';
import type { SendingSource, ServiceSource } from '../../records/sending-source.ts';
import type { Member } from './place.ts';

/**
 * The services that the documents of a zone set up, by the domain in MAIL FROM.
 *
 * Invariant: `told` has the content of each member's document at the last update, and `byEnvelope` is derived from it.
 */
export class ZoneSources {
  /** The members with sources, which zone files never are. */
  private sources: Map<Member, readonly SendingSource[]> | undefined;
  /** `undefined` until it is requested. */
  private byEnvelope: ReadonlyMap<DomainName, readonly ServiceSource[]> | undefined;

  constructor(members: readonly Member[]) {
    for (const member of members) this.tell(member, member.document.sources());
  }

  private tell(member: Member, sources: readonly SendingSource[]): void {
    if (this.sources === undefined && sources.length === 0) return;
    this.sources ??= new Map<Member, readonly SendingSource[]>();
    this.sources.set(member, sources);
  }

  /** Those that certainly exist, in the order of the files. */
  withEnvelope(domain: DomainName): readonly ServiceSource[] {
    if (this.sources === undefined) return [];
    this.byEnvelope ??= collect(this.sources);
    return this.byEnvelope.get(domain) ?? [];
  }

  /** Updates the content of a member's document. Returns the domains in MAIL FROM whose services changed. */
  replace(member: Member): ReadonlySet<DomainName> {
    const before = this.sources?.get(member) ?? NOTHING;
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
  sources: ReadonlyMap<Member, readonly SendingSource[]>,
): ReadonlyMap<DomainName, readonly ServiceSource[]> {
  const byEnvelope = new Map<DomainName, ServiceSource[]>();
  for (const source of [...sources.values()].flat()) {
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

/** The name for dependencies on what is set up with a domain in MAIL FROM. It is not a DNS name. */
export function sourceQuestionOf(domain: DomainName): DomainName {
  return `@${domain}`;
}
