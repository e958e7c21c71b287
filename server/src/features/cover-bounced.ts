import type { Fix } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { bitsOf, formatIp, networkOf, parseClientIp } from '../dns/address.ts';
import { covering, coveringProvider } from '../domain/senders/covering.ts';
import { selectedAmong } from '../domain/spf/selected.ts';
import { spfOfSender } from '../domain/verdicts/spf.ts';
import { cachedReader } from '../email/spf/evaluate/select-record.ts';
import { parseSpf } from '../email/spf/parse.ts';
import { termOf } from '../senders/network-text.ts';
import { providerOf } from '../senders/services/provider-networks.ts';
import { uncapitalised } from '../text/capitalised.ts';
import type { Party } from './bounce-records.ts';
import { EditableRecords } from './record-fix.ts';
import type { Simulation } from './simulate.ts';

/**
 * The SPF edit that would make the bounced message pass; `undefined` if there is none, or if the message would be rejected
 * anyway. It is unknown whose address it is: forwarded and forged mail also bounces. An address in the published networks of a
 * service belongs to the service, so its include is added instead of the address.
 *
 * @param saysFail whether the bounce says that SPF failed, which is used if answers for the evaluation are missing
 */
export function coverBounced(
  workspace: Workspace,
  party: Party,
  tried: Simulation,
  saysFail: boolean,
): Fix | undefined {
  const { envelopeDomain: domain } = party;
  const ip = parseClientIp(party.ip ?? '');
  if (ip === undefined || domain === undefined || !party.isOwnIp || !wouldFix(tried, saysFail))
    return undefined;
  const records = new EditableRecords(workspace);
  const [record, ...more] = selectedAmong(records.recordsAt(domain));
  // With several views, it is unknown which one the receiver saw.
  if (more.length > 0) return undefined;
  if (record === undefined || record.conditional || !record.rdata.value.complete) return undefined;

  const { facts } = workspace;
  const sender = {
    domain,
    service: undefined,
    networks: [networkOf(ip, bitsOf(ip.kind))],
    host: undefined,
    envelope: domain,
  };
  const spf = spfOfSender(sender, { facts, read: cachedReader() });
  if (spf.kind !== 'checked') return undefined;
  const parsed = parseSpf(record.rdata.value);
  const view = { record, facts, recordsAt: records.recordsAt };
  const provider = providerOf(ip);
  const found =
    provider === undefined
      ? covering(parsed, { sender, spf }, termOf(networkOf(ip, bitsOf(ip.kind))), view)
      : coveringProvider(parsed, { spf }, provider, view);
  if (found?.kind !== 'covers') return undefined;
  const condition =
    provider === undefined ? `${formatIp(ip)} is yours` : `${provider.name} sends mail for ${domain}`;
  const title = `If ${condition}: ${uncapitalised(found.fix.title)}`;
  return records.write({ ...found.fix, title });
}

/** Whether SPF does not pass, and a pass would be enough: for DMARC, it is aligned or not needed. */
function wouldFix({ spf, dmarc }: Simulation, saysFail: boolean): boolean {
  if (spf.result === 'pending') return saysFail && dmarc?.alignment.spf.aligned !== false;
  if (spf.result !== 'fail' && spf.result !== 'softfail' && spf.result !== 'neutral') return false;
  if (dmarc === undefined || dmarc.result === 'pass' || dmarc.result === 'none') return true;
  return dmarc.alignment.spf.aligned === true;
}
