import { childOf, type DomainName } from '../../dns/names.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { LABELS } from '../../email/underscored-names.ts';
import { reportMailboxDomain } from '../../domain/report-mailbox.ts';
import { featureText } from '../texts.ts';
import { faultOfAddress, policyRecord, type DraftContext, type Drafted, type DraftRecord } from './draft.ts';

/** Seconds for which senders cache a policy in "testing" mode: a week, as in the examples of RFC 8461 §3.2. */
const POLICY_LIFETIME = 604_800;
/** A host name with more than one label. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}\.?$/i;

/**
 * MTA-STS with everything that it needs: the record, the host of the policy, the policy file, and reports.
 *
 * @param policyHost the name of the web server for the file; without it, the user must add the host
 */
export function draftMtaSts(
  context: DraftContext,
  {
    policyHost,
    reportAddress,
  }: { readonly policyHost?: string | undefined; readonly reportAddress?: string | undefined },
): Drafted {
  const { domain, records, now } = context;
  const hosts = records
    .recordsAt(domain, 'MX')
    .map(hostOf)
    .filter((host) => host !== undefined);
  if (hosts.length === 0) return { fault: featureText('noMxForPolicy', { domain }) };
  if (!hosts.every((host) => HOST.test(host)))
    return {
      fault: featureText('mxNotListed', { domain }),
    };
  if (policyHost !== undefined && !HOST.test(policyHost))
    return { fault: featureText('notAHost', { host: policyHost }) };
  const reports = draftTlsRpt(context, reportAddress);
  if ('fault' in reports) return reports;
  const name = childOf('mta-sts', domain);
  const id = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  const url = `https://${name}/.well-known/mta-sts.txt`;
  const host = policyHost === undefined ? [] : [aliasOf(name, policyHost.replace(/\.$/, '').toLowerCase())];
  return {
    records: [
      ...host,
      policyRecord('mta-sts', childOf(LABELS['MTA-STS'], domain), `v=STSv1; id=${id}`),
      ...reports.records,
    ],
    files: [{ name: '.well-known/mta-sts.txt', url, text: policyText(hosts) }],
    notes: [
      featureText('publishPolicy', { url, host: name }),
      ...(host.length === 0 && !hasHost(context, name) ? [featureText('addPolicyHost', { host: name })] : []),
      featureText('policyIsTesting'),
    ],
  };
}

function aliasOf(owner: DomainName, target: DomainName): DraftRecord {
  return { owner, type: 'CNAME', data: `${target}.`, isLike: () => true };
}

function hasHost({ records }: DraftContext, name: DomainName): boolean {
  return ['A', 'AAAA', 'CNAME'].some((type) => records.recordsAt(name, type).length > 0);
}

/** RFC 8461 §3.2: one key per line. */
function policyText(hosts: readonly DomainName[]): string {
  const patterns = [...new Set(hosts)].map((host) => `mx: ${host}`);
  return ['version: STSv1', 'mode: testing', ...patterns, `max_age: ${POLICY_LIFETIME}`, ''].join('\n');
}

/** Reports about TLS failures. RFC 8460 §3. */
export function draftTlsRpt(context: DraftContext, reportAddress: string | undefined): Drafted {
  const { domain, facts, records } = context;
  const fault = reportAddress === undefined ? undefined : faultOfAddress(reportAddress);
  if (fault !== undefined) return { fault };
  const home = reportMailboxDomain(domain, { recordsAt: records.recordsAt, facts });
  if (reportAddress === undefined && home === undefined)
    return { fault: featureText('noReportMailbox', { domain }) };
  const address = reportAddress ?? `tls-reports@${home ?? domain}`;
  const owner = childOf(LABELS['TLS-RPT'], domain);
  return { records: [policyRecord('tls-rpt', owner, `v=TLSRPTv1; rua=mailto:${address}`)] };
}
