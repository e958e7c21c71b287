import type { Fix } from '../analysis/finding.ts';
import { childOf } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import { withDmarcRecord } from '../domain/dmarc/staged-policy.ts';
import { covering, coveringProvider } from '../domain/senders/covering.ts';
import { addingKeysOf } from '../domain/senders/service-keys.ts';
import { onlySelected, selectedAmong } from '../domain/spf/selected.ts';
import type { SpfOfSender } from '../domain/verdicts/spf.ts';
import { isCertainlyNoPass } from '../domain/verdicts/spf.ts';
import type { SpfOptions } from '../domain/verdicts/spf-options.ts';
import type { SenderVerdict } from '../domain/verdicts/verdict.ts';
import { verdictOf } from '../domain/verdicts/verdict.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { knownTag } from '../email/dmarc/tags.ts';
import { parseSpf } from '../email/spf/parse.ts';
import { parseTagList } from '../email/tag-list.ts';
import type { DnsRecord } from '../records/record.ts';
import type { RuleFix } from '../records/report.ts';
import { isDeclared } from '../senders/known-sender.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import { termOf } from '../senders/network-text.ts';
import { uncapitalised } from '../text/capitalised.ts';
import type { CurrentPolicy } from './policy-plan.ts';
import type { EditableRecords } from './record-fix.ts';
import { featureText } from './texts.ts';

/** What would make the mail of a sender pass. */
export type Remedy =
  | { readonly kind: 'edit'; readonly fix: Fix }
  /** What to do if it is not an edit of a record here, as a sentence. */
  | { readonly kind: 'advice'; readonly text: string };

export interface RemedyContext {
  readonly options: SpfOptions;
  readonly records: EditableRecords;
  readonly current: CurrentPolicy;
}

/** What would make SPF and DKIM pass if they do not, with each edit tried. The alignment mode of the policy comes first. */
export function remediesFor(verdict: SenderVerdict, context: RemedyContext): readonly Remedy[] {
  const { spf, dkim } = verdict.dmarc['RFC 9989'];
  if (spf !== 'passes' && dkim !== 'passes') {
    const relaxed = relaxAlignment(verdict, context);
    if (relaxed !== undefined) return [relaxed];
  }
  return [
    ...(spf === 'passes' ? [] : spfRemedies(verdict, context)),
    ...(dkim === 'passes' ? [] : dkimRemedies(verdict, context)),
  ];
}

/** Relaxes alignment to the organizational domain, if the mail would then pass. */
function relaxAlignment(
  { sender }: SenderVerdict,
  { options, records, current }: RemedyContext,
): Remedy | undefined {
  const { domain, record: text } = current;
  if (text === undefined) return undefined;
  const strict = parseTagList(text).tags.filter(({ name, value }) => {
    const known = knownTag(name);
    return (known === 'aspf' || known === 'adkim') && value.toLowerCase() === 's';
  });
  for (const tag of strict) {
    const { start, end } = tag.valueRange;
    const edited = `${text.slice(0, start)}r${text.slice(end)}`;
    const facts = withDmarcRecord(options.facts, domain, edited);
    const then = verdictOf(sender, { ...options, facts }).dmarc['RFC 9989'];
    if (then.spf !== 'passes' && then.dkim !== 'passes') continue;
    const title = `Use "${tag.name}=r"`;
    const record = records
      .recordsAt(policyOwner(domain))
      .find(({ rdata }) => rdata.kind === 'text' && rdata.value.text === text);
    const fix =
      record &&
      records.write({ title, safety: 'review', edits: [{ range: tag.valueRange, text: 'r', record }] });
    return fix === undefined
      ? { kind: 'advice', text: featureText('relax', { tag: tag.name, domain }) }
      : { kind: 'edit', fix };
  }
  return undefined;
}

/** Services have an include for each region. The first one is used by most customers. */
const MOST_INCLUDES = 3;

function spfRemedies(verdict: SenderVerdict, { options, records }: RemedyContext): readonly Remedy[] {
  const { sender, spf } = verdict;
  const { service, domain } = sender;
  if (spf.kind === 'own-envelope' || spf.kind === 'not-set-up') {
    const path = service?.returnPath;
    if (service === undefined || path === undefined) return [];
    // The catalog has only the target domain of the return path, so the service must show the name.
    const text =
      path.label === undefined
        ? featureText('setUpAnyReturnPath', { service: service.name })
        : featureText('setUpReturnPath', { name: childOf(path.label, domain), service: service.name });
    return [advice(text)];
  }
  if (spf.kind !== 'checked') return [];
  const { result } = spf.verdict;
  // An unresolved include may cover the sender, but reports show that its mail fails.
  const isSeenFailing = !isCertainlyNoPass(spf.verdict);
  if (isSeenFailing && !failsInReports(sender)) return [];
  if (result === 'permerror') return [advice(featureText('fixSpf', { domain: spf.domain }))];
  if (!isDeclared(sender)) return ofProvider(verdict, spf, records, options);
  const ways = waysToCover(verdict, spf);
  const [first] = ways;
  if (first === undefined) return [];
  if (result === 'none') return [advice(featureText('publishSpf', { terms: first, domain: spf.domain }))];
  const record = onlySelected(selectedAmong(records.recordsAt(spf.domain)));
  if (record === undefined) return [advice(featureText('addToSpf', { terms: first, domain: spf.domain }))];
  const { facts } = options;
  for (const terms of ways) {
    const found = covering(parseSpf(record.rdata.value), { sender, spf }, terms, {
      record,
      facts,
      recordsAt: records.recordsAt,
    });
    if (found.kind === 'covers') {
      const title = isSeenFailing
        ? `Unless an include covers it: ${uncapitalised(found.fix.title)}`
        : found.fix.title;
      return [written(records, { ...found.fix, title }, `${title}.`)];
    }
    if (found.kind === 'too-many')
      return [advice(featureText('removeInclude', { domain: spf.domain, terms, lookups: found.lookups }))];
  }
  return [];
}

/** The include of the service whose addresses are in reports. Other addresses in reports can belong to others. */
function ofProvider(
  { sender: { provider } }: SenderVerdict,
  spf: Extract<SpfOfSender, { readonly kind: 'checked' }>,
  records: EditableRecords,
  { facts }: SpfOptions,
): readonly Remedy[] {
  const record = onlySelected(selectedAmong(records.recordsAt(spf.domain)));
  if (provider === undefined || record === undefined) return [];
  const view = { record, facts, recordsAt: records.recordsAt };
  const found = coveringProvider(parseSpf(record.rdata.value), { spf }, provider, view);
  if (found?.kind !== 'covers') return [];
  const title = `If ${provider.name} sends mail for ${spf.domain}: ${uncapitalised(found.fix.title)}`;
  return [written(records, { ...found.fix, title }, `${title}.`)];
}

/** Whether reports show mail from these addresses, all of it failing. */
function failsInReports({ volume, networks }: KnownSender): boolean {
  return volume !== undefined && volume.failed === volume.mails && networks.length > 0;
}

function waysToCover(
  { sender }: SenderVerdict,
  { uncovered }: Extract<SpfOfSender, { readonly kind: 'checked' }>,
): readonly string[] {
  if (uncovered.length === 0 && sender.networks.length === 0)
    return (sender.service?.includes ?? []).slice(0, MOST_INCLUDES).map((name) => `include:${name}`);
  return [[...new Set((uncovered.length === 0 ? sender.networks : uncovered).map(termOf))].join(' ')];
}

function dkimRemedies({ sender, dkim }: SenderVerdict, { records }: RemedyContext): readonly Remedy[] {
  const { service, provider, domain, selectors, name } = sender;
  const record = neighborOf(records, domain);
  const absent = dkim.keys.filter(({ state }) => state === 'missing').map(({ selector }) => selector);
  const adding =
    record && service?.dkim?.selectors === 'fixed'
      ? addingKeysOf(service, new Set(absent), domain, record)
      : undefined;
  if (adding !== undefined) {
    const fix = records.write(adding);
    if (fix !== undefined) return [{ kind: 'edit', fix }];
  }
  const signer = service ?? provider;
  if (signer !== undefined) return [advice(featureText('turnOnDkim', { domain, service: signer.name }))];
  if (dkim.state === 'unknown') return [advice(featureText('declareOrSign'))];
  const known = selectors?.[0];
  if (known !== undefined)
    return [advice(featureText('publishKey', { key: `${known}._domainkey.${domain}` }))];
  return [
    advice(
      isDeclared(sender) ? featureText('signAs', { name, domain }) : featureText('signHereAs', { domain }),
    ),
  ];
}

function written(records: EditableRecords, fix: RuleFix | undefined, text: string): Remedy {
  const made = fix && records.write(fix);
  return made === undefined ? advice(text) : { kind: 'edit', fix: made };
}

function advice(text: string): Remedy {
  return { kind: 'advice', text };
}

/** The record after which to put a new one of the domain. */
function neighborOf(records: EditableRecords, domain: DomainName): DnsRecord | undefined {
  return ['MX', 'TXT', 'SOA', 'A']
    .flatMap((type) => records.recordsAt(domain, type))
    .find(({ conditional }) => !conditional);
}
