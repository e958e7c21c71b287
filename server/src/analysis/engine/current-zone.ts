import type { DocumentPath } from '../finding.ts';

/** How likely it is that a name server loads the file of a zone. */
export type Currency = 'configured' | 'plain' | 'superseded';

const RANKS: Readonly<Record<Currency, number>> = { configured: 2, plain: 1, superseded: 0 };

/** Extensions that editors, people and signers give to another version of a file. A signed zone is generated from its source. */
const SUPERSEDED_NAME = /(?:~|\.(?:bak|backup|old|orig|prev|previous|save(?:\.\d+)?|signed))$/i;
const SUPERSEDED_PART =
  /^(?:previous|prev|old|backups?|bak|archived?|archives|obsolete|deprecated)(?:$|[_-])/i;

/**
 * Whether the path of a file shows that it is a copy of the one in use, such as `db.example.com.bak` or
 * `previous_records/example.com`. This matters only if another file has the same zone.
 */
export function isSupersededPath(path: DocumentPath): boolean {
  if (SUPERSEDED_NAME.test(path)) return true;
  return path.split('/').some((part) => SUPERSEDED_PART.test(part));
}

/** `isConfigured`: the settings or the configuration of a name server determine the zone of the file. */
export function currencyOf(path: DocumentPath, isConfigured: boolean): Currency {
  if (isConfigured) return 'configured';
  return isSupersededPath(path) ? 'superseded' : 'plain';
}

/** Of several zones with one name, the one that is served; `undefined` if that is unclear. */
export function currentOf<Z extends { readonly currency: Currency }>(zones: readonly Z[]): Z | undefined {
  const best = Math.max(...zones.map(({ currency }) => RANKS[currency]));
  const candidates = zones.filter(({ currency }) => RANKS[currency] === best);
  return candidates.length === 1 ? candidates[0] : undefined;
}
