import { childOf, completeName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';

/**
 * What the program that wrote a file, or that loads it, means beyond RFC 1035 §5.1. One for all of a document: whatever
 * depends on where in the file a record is belongs to the `Context`.
 */
export interface Dialect {
  /** The zone's name: gdnsd's "@Z". */
  readonly zone: DomainName;
  /** What names are relative to before the first `$ORIGIN`: gdnsd's "@F". */
  readonly fileOrigin: DomainName;
  /**
   * Which names may be absolute without a trailing dot. `targets`: names in RDATA that have a dot within. `all`: those, and
   * owners in the zone; such a file may say "$ORIGIN ." and means the zone by "@" nevertheless.
   */
  readonly undotted: 'none' | 'targets' | 'all';
  /** "www.@" is a name at the origin. */
  readonly joinsAtSign: boolean;
  /** Seconds that the panel writes if it chooses the TTL itself; -1 if there is no such number. */
  readonly automaticTtl: number;
}

/** A master file that a name server loads. gdnsd's names are read in any: no other program writes them. */
export function masterFile(fileOrigin: DomainName, zone: DomainName = fileOrigin): Dialect {
  return { zone, fileOrigin, undotted: 'none', joinsAtSign: false, automaticTtl: -1 };
}

/** Equal dialects have equal keys. */
export function dialectKey({ zone, fileOrigin, undotted, joinsAtSign, automaticTtl }: Dialect): string {
  return `${zone} ${fileOrigin} ${undotted} ${String(joinsAtSign)} ${automaticTtl}`;
}

/**
 * A canonical name as typed, in lowercase, made absolute. An escaped at sign is how canonical names have one
 * (`canonicalOctet`).
 */
export function absoluteName(
  typed: string,
  origin: DomainName,
  { zone, fileOrigin, undotted, joinsAtSign }: Dialect,
  role: 'owner' | 'target',
): DomainName {
  const special = typed.includes('@') ? /(?:^|\.)\\@([zf]?)$/.exec(typed)?.[1] : undefined;
  if (special !== undefined && (special !== '' || joinsAtSign)) {
    const name = special === 'z' ? zone : special === 'f' ? fileOrigin : origin;
    const prefix = typed.slice(0, -2 - special.length);
    return prefix === '' ? name : childOf(prefix.slice(0, -1), name);
  }
  if (undotted !== 'none' && isAbsolute(typed, zone, undotted, role)) return typed;
  return completeName(typed, origin);
}

function isAbsolute(
  typed: string,
  zone: DomainName,
  undotted: 'targets' | 'all',
  role: 'owner' | 'target',
): boolean {
  if (typed.endsWith('.')) return false;
  if (role === 'target') return typed.includes('.');
  return undotted === 'all' && (typed === zone || typed.endsWith(`.${zone}`));
}
