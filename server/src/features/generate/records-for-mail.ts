import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import type { LocatedRecord, Workspace } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import { printRdata } from '../../records/rdata/index.ts';
import { quoteCharacterString } from '../../records/rdata/text.ts';
import type { StageName } from '../policy-plan.ts';
import { EditableRecords } from '../record-fix.ts';
import { featureText } from '../texts.ts';
import { draftDkim } from './dkim.ts';
import { draftDmarc, type DmarcDraft } from './dmarc.ts';
import { policyRecord, type DraftContext, type DraftFile, type DraftRecord } from './draft.ts';
import type { GenerateKindId } from './kinds.ts';
import { draftMtaSts, draftTlsRpt } from './mta-sts.ts';
import { draftNullMx, draftParked } from './parked.ts';
import { editsFor } from './place.ts';
import { draftSpf } from './spf.ts';

/** What to generate, and for which domain. */
export interface WantedMailRecords {
  readonly kind: GenerateKindId;
  readonly domain: DomainName;
  /** Ids of services in the catalog, for `spf`. */
  readonly services?: readonly string[] | undefined;
  /** For `dmarc`; by default, the first stage. */
  readonly stage?: StageName | undefined;
  /** An email address; by default, a mailbox of the domain. */
  readonly reportAddress?: string | undefined;
  /** The web server that serves the policy of `mta-sts`. */
  readonly policyHost?: string | undefined;
  readonly selector?: string | undefined;
  /** The text of a file with a public key. */
  readonly key?: string | undefined;
}

/** A record in the form of a zone file. */
export interface GeneratedRecord {
  readonly owner: DomainName;
  readonly type: string;
  /** Presentation form with absolute names. */
  readonly data: string;
}

/** An existing record that replaces a generated one. `place` is set if it is in a document. */
export interface ExistingRecord extends GeneratedRecord {
  readonly place: LocatedRecord | undefined;
}

export interface Generated {
  /** A sentence on why nothing is generated. */
  readonly fault?: string;
  readonly records: readonly GeneratedRecord[];
  readonly existing: readonly ExistingRecord[];
  /** `undefined` if the documents do not show where to put the records, and if there are no records. */
  readonly edits: readonly FileEdit[] | undefined;
  readonly files: readonly DraftFile[];
  readonly notes: readonly string[];
}

/** A name of letters, digits and hyphens in lowercase, which every format writes as it is. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/**
 * Records for mail of a domain, and the edits that add them.
 *
 * @param now in milliseconds since 1970
 */
export function recordsForMail(
  workspace: Workspace,
  path: DocumentPath,
  request: WantedMailRecords,
  now: number,
): Generated {
  const { domain } = request;
  if (!DOMAIN.test(domain) || !isMailDomain(domain))
    return nothing(featureText('notAMailDomain', { domain }));
  const records = new EditableRecords(workspace);
  const draft = draftOf(request, { domain, records, facts: workspace.factsOf(path), now });
  if ('fault' in draft) return nothing(draft.fault);
  if ('published' in draft) {
    const { owner, text } = draft.published;
    const there = whereThere(workspace, policyRecord('dmarc', owner, text));
    const known = { owner, type: 'TXT', data: quoteCharacterString(text), place: undefined };
    return { ...NOTHING, existing: there.length > 0 ? there : [known] };
  }
  if ('change' in draft) {
    const { owner, text, edits } = draft.change;
    return { ...NOTHING, records: [{ owner, type: 'TXT', data: quoteCharacterString(text) }], edits };
  }
  const existing: ExistingRecord[] = [];
  const fresh: DraftRecord[] = [];
  for (const one of draft.records) {
    const there = whereThere(workspace, one);
    if (there.length === 0) fresh.push(one);
    else existing.push(...there);
  }
  const fault = fresh.find((one) => one.fault !== undefined)?.fault;
  if (fault !== undefined) return nothing(fault);
  const edits = fresh.length === 0 ? undefined : editsFor(fresh, domain, { workspace, path, records });
  return {
    records: fresh.map(shown),
    existing,
    edits,
    files: draft.files ?? [],
    notes: [...fresh.flatMap(({ note }) => note ?? []), ...(draft.notes ?? [])],
  };
}

const NOTHING: Generated = { records: [], existing: [], edits: undefined, files: [], notes: [] };

function nothing(fault: string): Generated {
  return { ...NOTHING, fault };
}

function draftOf(request: WantedMailRecords, context: DraftContext): DmarcDraft {
  const {
    kind,
    services = [],
    stage = 'monitor',
    reportAddress,
    policyHost,
    selector = '',
    key = '',
  } = request;
  switch (kind) {
    case 'spf':
      return draftSpf(context, services);
    case 'dkim':
      return draftDkim(context, selector, key);
    case 'dmarc':
      return draftDmarc(context, stage, reportAddress);
    case 'mta-sts':
      return draftMtaSts(context, { policyHost, reportAddress });
    case 'tls-rpt':
      return draftTlsRpt(context, reportAddress);
    case 'null-mx':
      return draftNullMx(context);
    case 'parked':
      return draftParked(context, reportAddress);
  }
}

/** Existing records that make this one unnecessary or impossible: a name with an alias has no other records. */
function whereThere(workspace: Workspace, { owner, type, isLike }: DraftRecord): readonly ExistingRecord[] {
  const like = existingOf(workspace, owner, type, isLike);
  const others = type === 'CNAME' ? ['A', 'AAAA', 'TXT', 'MX'] : ['CNAME'];
  return [...like, ...others.flatMap((other) => existingOf(workspace, owner, other, () => true))];
}

function existingOf(
  workspace: Workspace,
  owner: DomainName,
  type: string,
  isMeant: DraftRecord['isLike'],
): readonly ExistingRecord[] {
  return workspace
    .recordsOf(owner, type)
    .filter(({ record }) => isMeant(record))
    .map((place) => ({ owner, type, data: printRdata(type, place.record.rdata), place }));
}

function shown({ owner, type, strings, data }: DraftRecord): GeneratedRecord {
  return { owner, type, data: strings?.map(quoteCharacterString).join(' ') ?? data ?? '' };
}
