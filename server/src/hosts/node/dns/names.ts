import { faultOfName, isKnown, labelsOf } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';

/** A name that can stand in a question: all of it is known, and its lengths are those of DNS. */
export function canBeAsked(name: DomainName): boolean {
  return isKnown(name) && faultOfName(name) === undefined;
}

/**
 * The name without escapes, its labels joined by dots, for encoders that know of no escapes. `undefined` where a label
 * holds a dot or an octet that does not print: it would become another name.
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
