import { labelsOf, type DomainName } from '../../dns/names.ts';

/** The role of a name in DKIM, by its labels. */
export type DkimName =
  /** `<selector>._domainkey.<domain>`, where verifiers look. RFC 6376 §3.6.2.1. */
  | { readonly kind: 'key'; readonly selector: string; readonly domain: DomainName }
  /** `_domainkey.<domain>`, where DomainKeys kept its policy. RFC 4870 §3.6. */
  | { readonly kind: 'bare'; readonly domain: DomainName }
  /** `_adsp._domainkey.<domain>` and the names of its drafts. RFC 5617 §4.1. */
  | { readonly kind: 'adsp'; readonly domain: DomainName }
  /** `_report._domainkey.<domain>`: requests for failure reports. RFC 6651 §3.1. */
  | { readonly kind: 'report'; readonly domain: DomainName }
  /** A label is nearly `_domainkey`. */
  | {
      readonly kind: 'misspelled';
      readonly selector: string;
      readonly label: string;
      readonly domain: DomainName;
    }
  | { readonly kind: 'other' };

export const DOMAINKEY = '_domainkey';

/** The first label that is `_domainkey`, with the dot after it. A dot after a backslash is not a separator. */
const DOMAINKEY_LABEL = /(?<=^|(?<!\\)(?:\\\\)*\.)_domainkey(?:\.|$)/;

const ADSP = new Set(['_adsp', '_asp', '_ssp', '_policy']);

export function dkimNameOf(owner: DomainName): DkimName {
  // This is checked for all names of a zone, most of which have nothing to do with DKIM.
  if (!owner.includes('key')) return { kind: 'other' };
  const found = DOMAINKEY_LABEL.exec(owner);
  if (found === null) return misspelledName(labelsOf(owner));
  const domain = owner.slice(found.index + found[0].length);
  if (found.index === 0) return { kind: 'bare', domain };
  const selector = owner.slice(0, found.index - 1);
  if (ADSP.has(selector)) return { kind: 'adsp', domain };
  if (selector === '_report') return { kind: 'report', domain };
  return { kind: 'key', selector, domain };
}

function misspelledName(labels: readonly string[]): DkimName {
  const at = labels.findIndex(isNearlyDomainkey);
  const label = labels[at];
  if (label === undefined) return { kind: 'other' };
  return {
    kind: 'misspelled',
    selector: labels.slice(0, at).join('.'),
    label,
    domain: labels.slice(at + 1).join('.'),
  };
}

/** `domainkey`, `_domainkeys`, `_domain-key`, `_domainky` … */
function isNearlyDomainkey(label: string): boolean {
  return label.length >= 8 && label.length <= 12 && distance(label, DOMAINKEY) <= 2;
}

/** The number of characters to insert, delete or replace to change `a` into `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The text if it is an absolute host name, as typed; otherwise `undefined`. */
export function hostNameIn(text: string): string | undefined {
  const name = text.trim();
  if (name.length > 254) return undefined;
  return /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]\.?$/i.test(name)
    ? name
    : undefined;
}
