import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import { explainBimi } from './bimi/token-explanations.ts';
import type { BimiRecord } from './bimi/model.ts';
import { isBimi, parseBimi } from './bimi/parse.ts';
import { explainDkim } from './dkim/token-explanations.ts';
import type { DkimRecord } from './dkim/model.ts';
import { isDkim, parseDkim } from './dkim/parse.ts';
import { explainDmarc } from './dmarc/token-explanations.ts';
import type { DmarcRecord } from './dmarc/model.ts';
import { isDmarc, parseDmarc } from './dmarc/parse.ts';
import { explainMtaSts } from './mta-sts/token-explanations.ts';
import type { MtaStsRecord } from './mta-sts/model.ts';
import { isMtaSts, parseMtaSts } from './mta-sts/parse.ts';
import type { TokenExplanation } from './policy-record.ts';
import { explainSpf } from './spf/token-explanations.ts';
import type { SpfRecord } from './spf/model.ts';
import { isSpf, parseSpf } from './spf/parse.ts';
import type { Tag } from './tag-list.ts';
import { explainTlsRpt } from './tls-rpt/token-explanations.ts';
import type { TlsRptRecord } from './tls-rpt/model.ts';
import { isTlsRpt, parseTlsRpt } from './tls-rpt/parse.ts';

/** The kinds of policies in text records. A new policy has a line here and one in {@link FORMATS}. */
export interface Policies {
  readonly spf: SpfRecord;
  readonly dmarc: DmarcRecord;
  readonly dkim: DkimRecord;
  readonly 'mta-sts': MtaStsRecord;
  readonly 'tls-rpt': TlsRptRecord;
  readonly bimi: BimiRecord;
}

export type PolicyKind = keyof Policies;
export type Policy = Policies[PolicyKind];

interface PolicyFormat<K extends PolicyKind> {
  /** The usual name of the policy. */
  readonly title: string;
  /** Whether the text is meant to be such a policy, valid or not. */
  isMeant(text: string, owner: DomainName): boolean;
  parse(value: MappedText): Policies[K];
  /** Features that rules can require, other than faults; see `Features` in `rules/rule.ts`. Some can occur twice. */
  features(policy: Policies[K]): readonly string[];
  /** The meaning of the token at `offset`. */
  explain(policy: Policies[K], offset: number): TokenExplanation | undefined;
}

/** In the order of the checks. The first kind that matches is used. */
const FORMATS: { readonly [K in PolicyKind]: PolicyFormat<K> } = {
  spf: { title: 'SPF', isMeant: isSpf, parse: parseSpf, features: featuresOfSpf, explain: explainSpf },
  dmarc: {
    title: 'DMARC',
    isMeant: isDmarc,
    parse: parseDmarc,
    features: ({ tags }) => tags.flatMap(({ known }) => known ?? []),
    explain: explainDmarc,
  },
  dkim: {
    title: 'DKIM',
    isMeant: isDkim,
    parse: parseDkim,
    features: ({ tags, key }) => [key.kind, ...tags.flatMap(({ meant }) => meant ?? [])],
    explain: explainDkim,
  },
  'mta-sts': {
    title: 'MTA-STS',
    isMeant: isMtaSts,
    parse: parseMtaSts,
    features: namesOfTags,
    explain: explainMtaSts,
  },
  'tls-rpt': {
    title: 'TLS-RPT',
    isMeant: isTlsRpt,
    parse: parseTlsRpt,
    features: namesOfTags,
    explain: explainTlsRpt,
  },
  bimi: { title: 'BIMI', isMeant: isBimi, parse: parseBimi, features: namesOfTags, explain: explainBimi },
};

export const POLICY_KINDS = Object.keys(FORMATS) as readonly PolicyKind[];

export function policyKindOf(text: string, owner: DomainName): PolicyKind | undefined {
  return POLICY_KINDS.find((kind) => FORMATS[kind].isMeant(text, owner));
}

/**
 * The text as a policy of that kind. It is parsed once, because rules examine the records of a name and of its neighbors again
 * and again.
 */
export function parsePolicy<K extends PolicyKind>(kind: K, value: MappedText): Policies[K] {
  const known = parsed.get(value);
  // A text is nearly always requested as one kind, so only the last one is kept.
  if (known?.kind === kind) return known as Policies[K];
  const policy = FORMATS[kind].parse(value);
  parsed.set(value, policy);
  return policy;
}

const parsed = new WeakMap<MappedText, Policy>();

/** The features of a policy that rules can require. */
export function featuresOf(policy: Policy): readonly string[] {
  const format: PolicyFormat<PolicyKind> = FORMATS[policy.kind];
  const found = policy.faults.map(({ code }): string => code);
  found.push(...format.features(policy));
  return found;
}

export function explainPolicy(policy: Policy, offset: number): TokenExplanation | undefined {
  // Each policy is passed to the row of its own kind, which TypeScript cannot verify.
  const format: PolicyFormat<PolicyKind> = FORMATS[policy.kind];
  return format.explain(policy, offset);
}

export function titleOfPolicy(kind: PolicyKind): string {
  return FORMATS[kind].title;
}

function featuresOfSpf({ terms, value }: SpfRecord): readonly string[] {
  const kinds = terms.map(({ kind }): string => kind);
  if (value.text.includes('%')) kinds.push('macro');
  return kinds;
}

function namesOfTags({ tags }: { readonly tags: readonly Tag[] }): readonly string[] {
  return tags.map(({ name }) => name);
}
