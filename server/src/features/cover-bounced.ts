import type { Fix } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { bitsOf, formatIp, networkOf, parseClientIp } from '../dns/address.ts';
import { covering, coveringProvider } from '../domain/senders/covering.ts';
import { selectedAmong } from '../domain/spf/selected.ts';
import { spfOfSender } from '../domain/verdicts/spf.ts';
import { keepingReader } from '../email/spf/evaluate/select-record.ts';
import { parseSpf } from '../email/spf/parse.ts';
import { termOf } from '../senders/network-text.ts';
import { providerOf } from '../senders/services/provider-networks.ts';
import { uncapitalised } from '../text/capitalised.ts';
import type { Party } from './bounce-records.ts';
import { EditableRecords } from './record-fix.ts';
import type { Simulation } from './simulate.ts';

/**
 * The edit of SPF with which the mail that came back would pass; `undefined` where there is none, or where it would be
 * refused all the same. Whose address it is is not known here: mail that was forwarded, and forged mail, come back too. One
 * of a service's published networks is the service's own, so its include is added instead of the address.
 * `saysFail`: the bounce says that SPF failed, which counts where answers that the evaluation needs are missing.
 */
export function coverBounced(
  workspace: Workspace,
  party: Party,
  tried: Simulation,
  saysFail: boolean,
): Fix | undefined {
  const { envelopeDomain: domain } = party;
  const ip = parseClientIp(party.ip ?? '');
  if (ip === undefined || domain === undefined || !party.isOwnIp || !wouldMend(tried, saysFail))
    return undefined;
  const records = new EditableRecords(workspace);
  const [record, ...more] = selectedAmong(records.recordsAt(domain));
  // Of several views, who knows which one the receiver saw.
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
  const spf = spfOfSender(sender, { facts, read: keepingReader() });
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

/** SPF does not pass, and where it did, that would be enough: for DMARC it is aligned, or not needed. */
function wouldMend({ spf, dmarc }: Simulation, saysFail: boolean): boolean {
  if (spf.result === 'pending') return saysFail && dmarc?.alignment.spf.aligned !== false;
  if (spf.result !== 'fail' && spf.result !== 'softfail' && spf.result !== 'neutral') return false;
  if (dmarc === undefined || dmarc.result === 'pass' || dmarc.result === 'none') return true;
  return dmarc.alignment.spf.aligned === true;
}
