import type { Answer, AnswerSource, QuestionType, ZoneFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { beginsAsDmarc } from '../../email/dmarc/evaluate/published.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { comparePolicies, knownTag, toPolicy } from '../../email/dmarc/tags.ts';
import type { DmarcPolicy, DmarcTagName } from '../../email/dmarc/tags.ts';
import { parseTagList } from '../../email/tag-list.ts';

/** What a DMARC record requests from receivers in one stage of a gradual rollout. */
export interface StagedPolicy {
  readonly policy: DmarcPolicy;
  /** RFC 9989 §4.7 "t": receivers apply the next weaker policy, and reports show what the policy would do. */
  readonly testing: boolean;
}

/** Tags that state the policy, or to how much mail it applies. RFC 9989 §C.5.2 removed "pct". */
const RESTATED: ReadonlySet<DmarcTagName> = new Set(['v', 'p', 't', 'pct']);

/**
 * The DMARC record for a stage: the published `record` with another policy. `sp` and `np` become at least as strict,
 * and keep their value if they are stricter. All other tags are kept as written. A record without `rua` gets the email
 * address `reportsTo`, because reports decide when each stage ends. Without an address, it gets none.
 */
export function stagedRecord(
  record: string | undefined,
  { policy, testing }: StagedPolicy,
  reportsTo?: string,
): string {
  const tags = record === undefined ? [] : parseTagList(record).tags;
  const kept = tags.flatMap(({ name, value }) => {
    const known = knownTag(name);
    if (known !== undefined && RESTATED.has(known)) return [];
    if (known === 'sp' || known === 'np') return [`${known}=${stricterPolicy(toPolicy(value), policy)}`];
    return [`${name}=${value}`];
  });
  const hasReports = tags.some(({ name }) => knownTag(name) === 'rua');
  return [
    'v=DMARC1',
    `p=${policy}`,
    ...(testing ? ['t=y'] : []),
    ...kept,
    ...(hasReports || reportsTo === undefined ? [] : [`rua=mailto:${reportsTo}`]),
  ].join('; ');
}

function stricterPolicy(a: DmarcPolicy | undefined, b: DmarcPolicy): DmarcPolicy {
  return a !== undefined && comparePolicies(a, b) > 0 ? a : b;
}

/** The answers as they would be if `record` were the DMARC record of the domain. */
export function withDmarcRecord(facts: ZoneFacts, domain: DomainName, record: string): ZoneFacts {
  const owner = policyOwner(domain);
  return {
    ask<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
      const answer = facts.ask(name, type);
      if (type !== 'TXT' || name !== owner) return answer;
      const others = answer.status === 'data' ? (answer.data as readonly (readonly string[])[]) : [];
      const data = [...others.filter((strings) => !beginsAsDmarc(strings.join(''))), [record]];
      return { status: 'data', data, source: WORKSPACE } as unknown as Answer<T>;
    },
    setupRecords: (zone) => facts.setupRecords(zone),
  };
}

const WORKSPACE: AnswerSource = { kind: 'workspace' };
