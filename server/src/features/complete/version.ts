import { labelsOf, type DomainName } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { explainPolicy, parsePolicy, titleOfPolicy, type PolicyKind } from '../../email/policies.ts';
import { isAskedFor } from '../../email/underscored-names.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Completion } from './suggestion.ts';

const VERSIONS: Readonly<Record<PolicyKind, string>> = {
  spf: 'v=spf1',
  dmarc: 'v=DMARC1',
  dkim: 'v=DKIM1',
  'mta-sts': 'v=STSv1',
  'tls-rpt': 'v=TLSRPTv1',
  bimi: 'v=BIMI1',
};

/**
 * The version of the policy that receivers look up at the name, if the text is empty or the start of a version. Ranges are in the
 * text.
 *
 * @param has whether the name already has such a policy, because 2 of a kind are a fault
 */
export function completeVersion(
  owner: DomainName,
  text: string,
  has: (kind: PolicyKind) => boolean,
): Completion | undefined {
  const kind = kindAskedAt(owner);
  const version = VERSIONS[kind];
  const isStart = text.length < version.length && version.toLowerCase().startsWith(text.toLowerCase());
  if (!isStart || has(kind)) return undefined;
  const suggestion = {
    text: version,
    kind: 'value',
    detail: titleOfPolicy(kind),
    rank: 0,
    goesOn: false,
    explain: () => explainPolicy(parsePolicy(kind, MappedText.unwritten(version)), 0)?.text,
  } as const;
  return { range: rangeOf(0, text.length), suggestions: [suggestion] };
}

function kindAskedAt(owner: DomainName): PolicyKind {
  if (labelsOf(owner)[0] === '_dmarc') return 'dmarc';
  if (dkimNameOf(owner).kind === 'key') return 'dkim';
  if (isAskedFor(owner, 'MTA-STS')) return 'mta-sts';
  if (isAskedFor(owner, 'TLS-RPT')) return 'tls-rpt';
  return isAskedFor(owner, 'BIMI') ? 'bimi' : 'spf';
}
