import { writeChange } from '../analysis/findings/details.ts';
import type { Fix } from '../analysis/finding.ts';
import type { LocatedRecord, Workspace } from '../analysis/workspace.ts';
import { bitsOf, formatIp, networkOf, parseIp } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import { covering } from '../domain/senders/covering.ts';
import { selectedAmong } from '../domain/spf/selected.ts';
import { spfOfSender } from '../domain/verdicts/spf.ts';
import { keepingReader } from '../email/spf/evaluate/select-record.ts';
import { parseSpf } from '../email/spf/parse.ts';
import type { DnsRecord } from '../records/record.ts';
import type { RuleFix } from '../records/report.ts';
import type { Party } from './bounce-records.ts';
import type { Simulation } from './simulate.ts';

/**
 * The edit of SPF with which the mail that came back would pass; `undefined` where there is none, or where it would be
 * refused all the same. Whose address it is is not known here: mail that was forwarded, and forged mail, come back too.
 * `saysFail`: the bounce says that SPF failed, which counts where answers that the evaluation needs are missing.
 */
export function coverBounced(
  workspace: Workspace,
  party: Party,
  tried: Simulation,
  saysFail: boolean,
): Fix | undefined {
  const { envelopeDomain: domain } = party;
  const ip = parseIp(party.ip ?? '');
  if (ip === undefined || domain === undefined || !party.isOwnIp || !wouldMend(tried, saysFail))
    return undefined;
  const [located, ...more] = workspace.recordsOf(domain, 'TXT').filter(isSpf);
  // Of several views, who knows which one the receiver saw.
  if (located === undefined || more.length > 0) return undefined;
  const [record] = selectedAmong([located.record]);
  if (record === undefined || record.conditional || !record.rdata.value.complete) return undefined;

  const { facts } = workspace;
  // Each time somebody asks for a record, it is made anew.
  const places = new Map<DnsRecord, LocatedRecord>([[record, located]]);
  const recordsAt = (name: DomainName, type = 'TXT'): readonly DnsRecord[] =>
    workspace.recordsOf(name, type).map((at) => {
      places.set(at.record, at);
      return at.record;
    });
  const sender = {
    domain,
    service: undefined,
    networks: [networkOf(ip, bitsOf(ip.kind))],
    host: undefined,
    envelope: domain,
  };
  const spf = spfOfSender(sender, { facts, read: keepingReader() });
  if (spf.kind !== 'checked') return undefined;
  const found = covering(
    parseSpf(record.rdata.value),
    { sender, spf },
    `${ip.kind === 'ipv4' ? 'ip4' : 'ip6'}:${formatIp(ip)}`,
    { record, facts, recordsAt },
  );
  if (found.kind !== 'covers') return undefined;
  return writeFix(workspace, places, found.fix, `If ${formatIp(ip)} is yours: ${lowered(found.fix.title)}`);
}

/** SPF does not pass, and where it did, that would be enough: for DMARC it is aligned, or not needed. */
function wouldMend({ spf, dmarc }: Simulation, saysFail: boolean): boolean {
  if (spf.result === 'pending') return saysFail && dmarc?.alignment.spf.aligned !== false;
  if (spf.result !== 'fail' && spf.result !== 'softfail' && spf.result !== 'neutral') return false;
  if (dmarc === undefined || dmarc.result === 'pass' || dmarc.result === 'none') return true;
  return dmarc.alignment.spf.aligned === true;
}

function isSpf({ record }: LocatedRecord): boolean {
  return selectedAmong([record]).length > 0;
}

/** `undefined` where the format cannot write it without touching something else. */
function writeFix(
  workspace: Workspace,
  places: ReadonlyMap<DnsRecord, LocatedRecord>,
  { edits, safety }: RuleFix,
  title: string,
): Fix | undefined {
  const [edit, ...more] = edits;
  if (edit === undefined || 'kind' in edit || edit.record === undefined || more.length > 0) return undefined;
  const { record, range, text } = edit;
  const located = places.get(record);
  const document = located && workspace.documentOf(located.path);
  const block = document?.blocks[document.blockAt(located?.range.start ?? 0)];
  if (located === undefined || document === undefined || block === undefined) return undefined;
  const index = block.indexOfId(record.anchor.id);
  const { path } = located;
  const written = writeChange({ path, document }, block, index, {
    kind: 'replace',
    edits: [{ range, text }],
  });
  return written && { title, safety, edits: written };
}

function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
