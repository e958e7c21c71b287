import type { DomainName } from '../dns/names.ts';
import { labelsOf } from '../dns/names.ts';
import type { PolicyTitle } from './policy-text.ts';

/** The records that are looked up by underscored labels alone. SPF, DMARC and DKIM have their own rules. */
export type UnderscoredKind = Extract<PolicyTitle, 'MTA-STS' | 'TLS-RPT' | 'BIMI'>;

/** The labels before the domain. RFC 8461 §3.1, RFC 8460 §3; BIMI has a selector before its label. */
export const LABELS: Readonly<Record<UnderscoredKind, string>> = {
  'MTA-STS': '_mta-sts',
  'TLS-RPT': '_smtp._tls',
  BIMI: 'default._bimi',
};

export function isUnderscored(kind: PolicyTitle | undefined): kind is UnderscoredKind {
  return kind === 'MTA-STS' || kind === 'TLS-RPT' || kind === 'BIMI';
}

/** Whether receivers look up such a record at the name, for any domain. */
export function isAskedFor(owner: DomainName, kind: UnderscoredKind): boolean {
  const labels = labelsOf(owner);
  const [first, second] = labels;
  switch (kind) {
    case 'MTA-STS':
      return first === '_mta-sts';
    case 'TLS-RPT':
      return first === '_smtp' && second === '_tls';
    case 'BIMI':
      // A selector can have more than one label.
      return labels.indexOf('_bimi') > 0;
  }
}

/** Labels without their underscore, by the labels that are meant. The domain follows. */
const NEARLY: Readonly<Record<UnderscoredKind, RegExp>> = {
  'MTA-STS': /^_?mta[-_]?sts$/,
  'TLS-RPT': /^(?:_?smtp\._?tls|_?smtp[-_]?tls|_?tls|_?tls[-_]?rpt)$/,
  BIMI: /^(?:[a-z0-9-]+\._?bimi|_?bimi)$/,
};

/** The name that was meant by one whose labels lack an underscore or similar; `undefined` for any other name. */
export function meantName(owner: DomainName, kind: UnderscoredKind): DomainName | undefined {
  const labels = labelsOf(owner);
  for (const count of [2, 1]) {
    const head = labels.slice(0, count).join('.');
    if (labels.length <= count || !NEARLY[kind].test(head)) continue;
    const selector = kind === 'BIMI' && count === 2 ? `${labels[0] ?? ''}._bimi` : LABELS[kind];
    return [selector, ...labels.slice(count)].join('.');
  }
  return undefined;
}
