import type { DomainName } from '../../dns/names.ts';
import { MAX_NAME_TEXT } from '../../dns/limits.ts';
import { faultOfName, isKnown } from '../../dns/names.ts';
import type { NameReason } from '../../records/rdata.ts';
import { escapeFault, NAME_REASONS } from '../../records/rdata/name.ts';

const DOT = 0x2e;
const BACKSLASH = 0x5c;

/** Why BIND rejects a name that is written this way, in its words. */
export function nameFault(typed: string, name: DomainName): NameReason | undefined {
  if (typed.length > MAX_NAME_TEXT) return NAME_REASONS['name-too-long'];
  const fault = faultOfName(name);
  if (fault !== undefined) return NAME_REASONS[fault];
  return typed.includes('\\') && isKnown(name) ? escapeFault(typed) : undefined;
}

/**
 * Whether the relative name in `text.slice(start, end)` already ends with the origin that will be added to it: `www.example.com`
 * under `example.com`.
 */
export function repeatsOrigin(text: string, start: number, end: number, origin: DomainName): boolean {
  const at = end - origin.length;
  if (origin === '' || at < start) return false;
  // Nearly every name differs here, and needs no further check.
  if (((text.charCodeAt(end - 1) ^ origin.charCodeAt(origin.length - 1)) & ~0x20) !== 0) return false;
  if (at > start && (text.charCodeAt(at - 1) !== DOT || text.charCodeAt(at - 2) === BACKSLASH)) return false;
  if (text.slice(at, end).toLowerCase() !== origin) return false;
  // A host "lan" may well be in the zone "lan", but "example.com.example.com" does not occur.
  return at > start || origin.includes('.');
}
