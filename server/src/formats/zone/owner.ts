import type { DomainName, NameFault } from '../../dns/names.ts';

/** What BIND says of a name that cannot be served. */
export const NAME_REASONS: Readonly<Record<NameFault, string>> = {
  'empty-label': 'empty label',
  'label-too-long': 'label too long',
  'name-too-long': 'ran out of space',
};

/**
 * Whether the relative name that is typed in `text.slice(start, end)` already ends with the origin that will be added to
 * it: `www.example.com` under `example.com`. For names without escapes.
 */
export function repeatsOrigin(text: string, start: number, end: number, origin: DomainName): boolean {
  const at = end - origin.length;
  if (origin === '' || at < start) return false;
  // Nearly every name differs here, and costs no more.
  if (((text.charCodeAt(end - 1) ^ origin.charCodeAt(origin.length - 1)) & ~0x20) !== 0) return false;
  if (at > start && text.charCodeAt(at - 1) !== 0x2e) return false;
  return text.slice(at, end).toLowerCase() === origin;
}
