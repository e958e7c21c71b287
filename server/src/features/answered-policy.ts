import type { Workspace } from '../analysis/workspace.ts';
import type { DomainName } from '../dns/names.ts';
import { discoverPolicy, relationOf } from '../email/dmarc/evaluate/evaluate.ts';
import type { DmarcPolicy } from '../email/dmarc/tags.ts';
import { policyToApply } from '../email/dmarc/reading.ts';
import type { DeliveryEvidence } from '../senders/bounces/model.ts';
import { recordOf } from './policy-place.ts';
import type { Located } from './policy-place.ts';

/** A DMARC policy that a server found, although the files have a different one: the published record differs from the files. */
export interface OtherPolicy {
  readonly domain: DomainName;
  /** The policy that the server reports. */
  readonly published: DmarcPolicy;
  /** The policy for such mail according to the record in the files. */
  readonly written: DmarcPolicy;
  readonly at: Located;
}

/** Examples: `p=reject`, `DMARC policy of quarantine`, `policy (reject)`. */
const POLICY =
  /\b(?:s?p[ \t]?=[ \t]?|DMARC polic(?:y|ies)[^.;]{0,30}[ \t("]|policy[ \t]\(|policy of )(none|quarantine|reject)\b/i;

/** `undefined` if the reply names no policy, if the files do not determine one, or if they have the same policy. */
export function otherPolicy(
  workspace: Workspace,
  evidence: DeliveryEvidence,
  from: DomainName | undefined,
): OtherPolicy | undefined {
  if (evidence.kind !== 'bounce' || from === undefined) return undefined;
  const named = POLICY.exec(evidence.reply.text.value.slice(0, MAX_TEXT))?.[1]?.toLowerCase();
  if (!isPolicy(named)) return undefined;
  const { facts } = workspace;
  const policy = discoverPolicy(from, facts);
  if (typeof policy === 'string') return undefined;
  const { reading, domain, record } = policy;
  const written = policyToApply(reading, relationOf(from, policy, facts));
  // A server may report the tag and omit that the policy is in test mode.
  const known: readonly (DmarcPolicy | undefined)[] = [reading.p, reading.sp, reading.np, written];
  const at = recordOf(workspace, `_dmarc.${domain}`, record);
  if (written === undefined || at === undefined || known.includes(named) || known.includes(undefined))
    return undefined;
  return { domain, published: named, written, at };
}

/** Characters of a reply in which to look for a policy. */
const MAX_TEXT = 1000;

function isPolicy(text: string | undefined): text is DmarcPolicy {
  return text === 'none' || text === 'quarantine' || text === 'reject';
}
