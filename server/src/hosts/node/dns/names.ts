import { faultOfName, isKnown, labelsOf } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';

/** Whether a name can be queried: it has no unresolved values, and its lengths are valid in DNS. */
export function canBeAsked(name: DomainName): boolean {
  return isKnown(name) && faultOfName(name) === undefined;
}

/**
 * The name without escapes, with its labels joined by dots, for encoders that do not support escapes. `undefined` if a label
 * contains a dot or an octet that is not printable, because it would become another name.
 */
export function plainName(name: DomainName): string | undefined {
  const labels = labelsOf(name).map(unescaped);
  return labels.every((label) => /^[!-~]+$/.test(label) && !label.includes('.'))
    ? labels.join('.')
    : undefined;
}

function unescaped(label: string): string {
  return label.replace(/\\(\d{3})|\\(.)/g, (_, digits?: string, escaped?: string) =>
    digits === undefined ? (escaped ?? '') : String.fromCharCode(Number(digits)),
  );
}
