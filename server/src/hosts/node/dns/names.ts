import { canonicalOctet, faultOfName, isKnown, labelsOf } from '../../../dns/names.ts';
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

/** A name in presentation form (RFC 1035 §5.1), as resolvers' libraries write it. */
export function nameOfPresentation(text: string): DomainName {
  const bare = /^(?:[^\\]|\\.)*\.$/s.test(text) ? text.slice(0, -1) : text;
  return bare.replace(/\\(\d{3})|\\(.)|([^.])/gs, (_, digits?: string, escaped?: string, plain?: string) =>
    canonicalOctet(
      digits === undefined ? (escaped ?? plain ?? '').charCodeAt(0) & 0xff : Number(digits) & 0xff,
    ),
  );
}

function unescaped(label: string): string {
  return label.replace(/\\(\d{3})|\\(.)/g, (_, digits?: string, escaped?: string) =>
    digits === undefined ? (escaped ?? '') : String.fromCharCode(Number(digits)),
  );
}
