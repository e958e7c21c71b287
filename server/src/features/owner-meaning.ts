import { isKnown, labelsOf, type DomainName } from '../dns/names.ts';
import { code } from './markdown.ts';

/** What a name says by its first labels, where mail gives it a meaning. Markdown. */
export function meaningOfOwner(owner: DomainName): string | undefined {
  if (!isKnown(owner)) return undefined;
  const labels = labelsOf(owner);
  const below = (count: number): string => code(labels.slice(count).join('.'));
  const [first = '', second = ''] = labels;
  if (first === '_dmarc') return `The DMARC policy of ${below(1)}.`;
  if (second === '_domainkey') return `A DKIM key of ${below(2)}. Its selector is ${code(first)}.`;
  if (first === '_mta-sts') return `The MTA-STS version of ${below(1)}.`;
  if (first === '_smtp' && second === '_tls') return `Where reports on TLS to ${below(2)} go.`;
  if (second === '_bimi') return `The BIMI logo of ${below(2)}. Its selector is ${code(first)}.`;
  const report = labels.indexOf('_report');
  if (report > 0 && labels[report + 1] === '_dmarc') {
    const domain = labels.slice(0, report).join('.');
    const whose = domain === '*' ? 'any domain' : code(domain);
    return `Lets ${below(report + 2)} receive the DMARC reports of ${whose}.`;
  }
  if (/^_\d+$/.test(first) && second === '_tcp')
    return `The service on port ${first.slice(1)} of ${below(2)}.`;
  if (first === '*') return `Every name below ${below(1)} that has no records of its own.`;
  return undefined;
}
