import { isKnown, labelsOf, type DomainName } from '../dns/names.ts';
import { code, markup, text, type Markdown } from '../text/markdown.ts';

/** The meaning of a name by its first labels, if mail gives it one. */
export function meaningOfOwner(owner: DomainName): Markdown | undefined {
  if (!isKnown(owner)) return undefined;
  const labels = labelsOf(owner);
  const below = (count: number): Markdown => code(labels.slice(count).join('.'));
  const [first = '', second = ''] = labels;
  if (first === '_dmarc') return markup`The DMARC policy of ${below(1)}.`;
  if (second === '_domainkey')
    return markup`A DKIM key of ${below(2)}. Signatures name it by its selector, ${code(first)}.`;
  if (first === '_mta-sts')
    return markup`The MTA-STS record of ${below(1)}. Its id changes with the policy file.`;
  if (first === '_smtp' && second === '_tls')
    return markup`Where reports about TLS connections for mail to ${below(2)} go.`;
  if (second === '_bimi') return markup`The BIMI logo of ${below(2)}. Its selector is ${code(first)}.`;
  const report = labels.indexOf('_report');
  if (report > 0 && labels[report + 1] === '_dmarc') {
    const domain = labels.slice(0, report).join('.');
    const whose = domain === '*' ? markup`any domain` : code(domain);
    return markup`Allows ${below(report + 2)} to receive the DMARC reports of ${whose}.`;
  }
  if (/^_\d+$/.test(first) && second === '_tcp')
    return markup`The service on port ${text(first.slice(1))} of ${below(2)}.`;
  if (first === '*') return markup`Every name below ${below(1)} that has no records of its own.`;
  return undefined;
}
