import { childOf, completeName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';

/**
 * How the program that wrote or loads a file differs from RFC 1035 §5.1. It is the same for a whole document. Anything that
 * depends on the position in the file belongs to the `Context`.
 */
export interface Dialect {
  /** The name of the zone: gdnsd's "@Z". */
  readonly zone: DomainName;
  /** The origin before the first `$ORIGIN`: gdnsd's "@F". */
  readonly fileOrigin: DomainName;
  /**
   * Which names may be absolute without a trailing dot. `targets`: names in RDATA that contain a dot. `all`: those, and owners in
   * the zone. Such a file may contain "$ORIGIN ." and still mean the zone by "@".
   */
  readonly undotted: 'none' | 'targets' | 'all';
  /** Whether "www.@" is a name at the origin. */
  readonly joinsAtSign: boolean;
  /** Seconds that the panel writes if it chooses the TTL itself; -1 if there is no such number. */
  readonly automaticTtl: number;
}

/** A master file that a name server loads. gdnsd's names are read in every file, because no other program writes them. */
export function masterFile(fileOrigin: DomainName, zone: DomainName = fileOrigin): Dialect {
  return { zone, fileOrigin, undotted: 'none', joinsAtSign: false, automaticTtl: -1 };
}

/** Equal dialects have equal keys. */
export function dialectKey({ zone, fileOrigin, undotted, joinsAtSign, automaticTtl }: Dialect): string {
  return `${zone} ${fileOrigin} ${undotted} ${String(joinsAtSign)} ${automaticTtl}`;
}

/**
 * A canonical name in lowercase, as in the source, made absolute. Canonical names contain an at sign only as an escape
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
