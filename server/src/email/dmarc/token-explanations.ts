import { rangeOf } from '../../text/range.ts';
import type { TokenExplanation } from '../policy-record.ts';
import { lacks, dmarcTagOf, type DmarcRecord, type DmarcTag, type ReportUri } from './model.ts';
import { isOpaque, readable } from '../octets.ts';
import { softened } from './reading.ts';
import {
  isUriList,
  toAlignment,
  toPercentage,
  toPolicy,
  toPublicSuffixFlag,
  toTesting,
  type FailureOption,
  type DmarcPolicy,
  type DmarcTagName,
} from './tags.ts';
import { code, joinMarkdown, markup, type Markdown } from '../../text/markdown.ts';

/** The hover at `offset` in the value of the record; `undefined` if there is no tag. */
export function explainDmarc(record: DmarcRecord, offset: number): TokenExplanation | undefined {
  const tag = record.tags.find(({ range }) => range.start <= offset && offset <= range.end);
  if (tag === undefined) return undefined;
  if (tag.known === undefined) return explainUnknown(tag);
  if (isUriList(tag.known)) {
    const uris = tag.known === 'rua' ? record.rua : record.ruf;
    const uri = uris.find(({ range, size }) => range.start <= offset && offset <= (size?.range ?? range).end);
    if (uri !== undefined && dmarcTagOf(record, tag.known) === tag) return explainUri(uri, tag.known);
  }
  const { text, specs } = EXPLANATIONS[tag.known](tag, record);
  return { range: tag.range, title: titleOf(tag), text, specs };
}

function titleOf(tag: DmarcTag): string {
  const isList = tag.known !== undefined && isUriList(tag.known);
  return isList ? tag.name : `${readable(tag.name)}=${readable(tag.value)}`;
}

interface Words {
  readonly text: Markdown;
  readonly specs: readonly string[];
}

const SPEC = 'RFC 9989 §4.7';
const OLD_SPEC = 'RFC 7489 §6.3';

const EXPLANATIONS: Readonly<Record<DmarcTagName, (tag: DmarcTag, record: DmarcRecord) => Words>> = {
  v: (tag) => ({
    text: markup`Marks a TXT record as DMARC: what receivers should do with mail that claims to come from this domain but that neither SPF nor DKIM confirms. It must be the first tag and exactly \`DMARC1\`, in uppercase; otherwise receivers ignore the whole record.${wrongVersion(tag)}`,
    specs: [SPEC, OLD_SPEC],
  }),
  p: (tag, record) => ({
    text: markup`What receivers are asked to do with mail that claims to come from this domain and fails DMARC. Mail passes if SPF or DKIM passes and is aligned: the domain that passed belongs to the one in From. ${subdomainsOf(record)}\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §5.1.7', OLD_SPEC],
  }),
  sp: (tag, record) => ({
    text: markup`The same policy as \`p\`, for mail from subdomains that exist. It has an effect only in the record of the organizational domain (usually the registered one) or of a public suffix, and only on subdomains without a DMARC record of their own.\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §4.10.1', OLD_SPEC],
  }),
  np: (tag, record) => ({
    text: markup`The same policy as \`p\`, for mail from subdomains that do not exist (NXDOMAIN). Only forged mail comes from them. Receivers that follow the older RFC 7489 ignore this tag and apply \`sp\`, or \`p\` if there is no \`sp\`.\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §A.4'],
  }),
  adkim: (tag) => ({
    text: markup`How closely the domain of a DKIM signature (\`d=\`) must match the domain in the From header.\n\n${alignmentText(tag)}`,
    specs: [SPEC, 'RFC 9989 §4.4.1', OLD_SPEC],
  }),
  aspf: (tag) => ({
    text: markup`How closely the domain that SPF checked (in MAIL FROM, the address that bounces go to) must match the domain in the From header.\n\n${alignmentText(tag)}`,
    specs: [SPEC, 'RFC 9989 §4.4.2', OLD_SPEC],
  }),
  rua: () => ({
    text: markup`Where to send aggregate reports. Large receivers usually send one report a day, which lists the servers that send as this domain and whether their mail passed. Without this tag, receivers send no reports. Separate several addresses with commas.`,
    specs: [SPEC, 'RFC 9990 §4', OLD_SPEC],
  }),
  ruf: () => ({
    text: markup`Where to send reports about single messages that fail. Few receivers send them, because they can contain private content. Separate several addresses with commas.`,
    specs: [SPEC, 'RFC 9991', OLD_SPEC],
  }),
  fo: (tag, record) => ({ text: failureText(tag, record), specs: [SPEC, OLD_SPEC] }),
  t: (tag, record) => ({ text: testingText(tag, record), specs: [SPEC, 'RFC 9989 §A.6'] }),
  psd: (tag) => ({ text: publicSuffixText(tag), specs: [SPEC, 'RFC 9989 §4.10'] }),
  pct: (tag, record) => ({ text: percentageText(tag, record), specs: [OLD_SPEC, 'RFC 9989 §A.6'] }),
  rf: () => ({
    text: markup`The format of failure reports. \`afrf\` was the only format. The current standard, RFC 9989, removed this tag, and receivers that follow it ignore the tag. For receivers that follow RFC 7489, it names the format that they use anyway.`,
    specs: [OLD_SPEC, 'RFC 9989 §C.5.2'],
  }),
  ri: (tag) => ({
    text: markup`${intervalText(tag)} The current standard, RFC 9989, removed this tag. Receivers that follow it ignore the tag and report at least once a day.`,
    specs: [OLD_SPEC, 'RFC 9989 §C.5.2'],
  }),
};

function wrongVersion({ value }: DmarcTag): Markdown {
  if (value === 'DMARC1' || isOpaque(value)) return markup``;
  return markup`\n\n${code(readable(value))} is not \`DMARC1\`, so receivers ignore this record.`;
}

function subdomainsOf(record: DmarcRecord): Markdown {
  if (!record.value.complete)
    return markup`The policy also applies to subdomains without a record of their own, unless \`sp\` or \`np\` sets another one.`;
  const [first, second] = (['sp', 'np'] as const).filter((name) => dmarcTagOf(record, name) !== undefined);
  if (first === undefined)
    return markup`Here, the policy also applies to subdomains that have no DMARC record of their own.`;
  if (second !== undefined)
    return markup`Here, ${code(first)} applies to existing subdomains, and ${code(second)} to nonexistent ones.`;
  if (first === 'np')
    return markup`Here, the policy also applies to existing subdomains. For nonexistent subdomains, ${code(first)} applies.`;
  return markup`Here, ${code(first)} applies to subdomains.`;
}

const POLICY_TEXT: Readonly<Record<DmarcPolicy, Markdown>> = {
  none: markup`\`none\`: take no action. Failing mail is treated as if there were no DMARC record, and is only listed in the reports. Start with this policy.`,
  quarantine: markup`\`quarantine\`: treat failing mail as suspicious, which usually means the spam folder.`,
  reject: markup`\`reject\`: reject failing mail (\`550 5.7.1\`, \`5.7.26\`, \`5.7.509\`). RFC 9989 §7.4 tells receivers not to reject because of this policy alone, but many do. Forwarded mail then needs a DKIM signature that survives forwarding, and posts to mailing lists are often lost.`,
};

function policyText(tag: DmarcTag, record: DmarcRecord): Markdown {
  if (isOpaque(tag.value)) return markup`Its value is unknown here.`;
  const policy = toPolicy(tag.value);
  if (policy === undefined) {
    return markup`${code(readable(tag.value))} is not a policy. Receivers act as for \`p=none\` if the record has a valid \`rua\`. Otherwise, they do not apply DMARC.`;
  }
  return markup`${POLICY_TEXT[policy]}${testingNote(policy, record)}`;
}

function testingNote(policy: DmarcPolicy, record: DmarcRecord): Markdown {
  const testing = dmarcTagOf(record, 't');
  if (policy === 'none' || testing === undefined || toTesting(testing.value) !== true) return markup``;
  return markup`\n\nWith \`t=y\`, receivers that follow RFC 9989 act as for ${code(softened(policy))}. Receivers that follow RFC 7489 ignore \`t\` and act as for ${code(policy)}.`;
}

function alignmentText(tag: DmarcTag): Markdown {
  if (isOpaque(tag.value)) return markup`Its value is unknown here.`;
  switch (toAlignment(tag.value)) {
    case 'r':
      return markup`\`r\`, relaxed: the same organizational domain (usually the registered one) is enough, so \`mail.example.com\` aligns with \`example.com\`. This is the default.`;
    case 's':
      return markup`\`s\`, strict: the two domains must be identical. Mail that is signed or sent as a subdomain is then not aligned.`;
    case undefined:
      return markup`${code(readable(tag.value))} is neither \`r\` nor \`s\`, so the default \`r\` (relaxed) applies.`;
  }
}

const FAILURE_TEXT: Readonly<Record<FailureOption, Markdown>> = {
  '0': markup`\`0\`: if neither SPF nor DKIM passes and is aligned`,
  '1': markup`\`1\`: if SPF or DKIM does not pass or is not aligned`,
  d: markup`\`d\`: if a DKIM signature does not verify`,
  s: markup`\`s\`: if SPF does not pass`,
};

function failureText(tag: DmarcTag, record: DmarcRecord): Markdown {
  const what = markup`When to send a failure report.`;
  if (isOpaque(tag.value)) return markup`${what} Its value is unknown here.`;
  const options = record.fo.map((option) => FAILURE_TEXT[option]);
  const list =
    options.length === 0
      ? markup` It has no valid value, so the default \`0\` applies.`
      : markup`\n\n- ${joinMarkdown(options, markup`\n- `)}`;
  const both =
    record.fo.includes('0') && record.fo.includes('1')
      ? markup`\n\nRFC 9989 allows only one of \`0\` and \`1\`, and receivers that follow it use \`0\`. RFC 7489 allowed both.`
      : markup``;
  const alone = lacks(record, 'ruf')
    ? markup`\n\nThis record has no \`ruf\`, so receivers ignore \`fo\`.`
    : markup``;
  return markup`${what}${list}${both}${alone}`;
}

function testingText(tag: DmarcTag, record: DmarcRecord): Markdown {
  const what = markup`Whether the policies are only being tested. Reports are the same in both cases.`;
  if (isOpaque(tag.value)) return markup`${what} Its value is unknown here.`;
  const testing = toTesting(tag.value);
  if (testing === undefined)
    return markup`${what}\n\n${code(readable(tag.value))} is neither \`y\` nor \`n\`, so the default \`n\` applies.`;
  if (!testing) return markup`${what}\n\n\`n\`: the policies are in force. This is the default.`;
  const p = dmarcTagOf(record, 'p');
  const policy = p && toPolicy(p.value);
  const here =
    policy === undefined
      ? markup``
      : policy === 'none'
        ? markup` With \`p=none\`, it has no effect.`
        : markup` Here, ${code(`p=${policy}`)} acts as ${code(`p=${softened(policy)}`)}.`;
  return markup`${what}\n\n\`y\`: asks receivers to apply the next weaker policy: quarantine instead of reject, none instead of quarantine.${here} Receivers that follow the older RFC 7489 ignore this tag and apply the policy in full.`;
}

function publicSuffixText(tag: DmarcTag): Markdown {
  const what = markup`Whether domains are registered by others below this name, as below \`com\` or \`co.uk\`. Receivers that follow the older RFC 7489 use the public suffix list instead.`;
  if (isOpaque(tag.value)) return markup`${what}\n\nIts value is unknown here.`;
  switch (toPublicSuffixFlag(tag.value)) {
    case 'y':
      return markup`${what}\n\n\`y\`: this is a public suffix, and each name directly below it is a separate organization. Mail from those names is not aligned with this one.`;
    case 'n':
      return markup`${what}\n\n\`n\`: this name is its own organizational domain. Records of parent domains do not apply to it, and it is not aligned with parent domains.`;
    case 'u':
      return markup`${what}\n\n\`u\`: receivers find out by querying the records of parent domains. This is the default.`;
    case undefined:
      return markup`${what}\n\n${code(readable(tag.value))} is neither \`y\`, \`n\` nor \`u\`, so the default \`u\` applies.`;
  }
}

function percentageText(tag: DmarcTag, record: DmarcRecord): Markdown {
  const what = markup`The percentage of failing mail that the policy applies to. The current standard, RFC 9989, removed this tag, and receivers that follow it apply the policy to all failing mail.`;
  if (isOpaque(tag.value)) return what;
  const percentage = toPercentage(tag.value);
  const p = dmarcTagOf(record, 'p');
  const policy = p && toPolicy(p.value);
  if (percentage === undefined)
    return markup`${what}\n\n${code(readable(tag.value))} is not a number from 0 to 100, so receivers that follow RFC 7489 use 100.`;
  if (policy === 'none') return markup`${what}\n\nWith \`p=none\`, it has no effect.`;
  if (percentage === 100)
    return markup`${what}\n\n\`100\` is also the default of RFC 7489, so the tag changes nothing.`;
  const full = policy === undefined ? markup`the policy` : code(`p=${policy}`);
  const soft =
    policy === undefined ? markup`with the next weaker policy` : markup`as for ${code(softened(policy))}`;
  return markup`${what}\n\nReceivers that follow RFC 7489 apply ${full} to ${percentage}% of it and treat the rest ${soft}. Use \`t=y\` instead of \`pct=0\`.`;
}

function intervalText(tag: DmarcTag): Markdown {
  const what = markup`How often to send aggregate reports.`;
  if (!/^\d{1,9}$/.test(tag.value)) return what;
  const hours = Math.round(Number(tag.value) / 360) / 10;
  const interval =
    hours === 24 ? markup`1 day, the default` : hours === 1 ? markup`1 hour` : markup`${hours} hours`;
  return markup`${what} ${code(tag.value)} seconds are ${interval}. Few receivers ever sent more than one report a day.`;
}

function explainUri(uri: ReportUri, tag: 'rua' | 'ruf'): TokenExplanation {
  const range = rangeOf(uri.range.start, (uri.size?.range ?? uri.range).end);
  const title = readable(uri.text);
  const kind = tag === 'rua' ? markup`Aggregate reports` : markup`Failure reports`;
  return {
    range,
    title,
    text: markup`${uriText(uri, kind)}${sizeText(uri)}`,
    specs: [SPEC, 'RFC 9989 §4.6', 'RFC 9990 §4'],
  };
}

function uriText(uri: ReportUri, kind: Markdown): Markdown {
  if (uri.state === 'unknown') return markup`${kind} go here. A part of the address is unknown here.`;
  if (uri.state === 'invalid')
    return markup`${kind} should go here, but this is not a valid address, so receivers ignore it.`;
  if (uri.scheme !== 'mailto') {
    return markup`${kind} should go here. Receivers must support only \`mailto:\`, and ignore a URI with an unknown scheme.`;
  }
  const domain = uri.domain ?? '';
  return markup`${kind} are mailed here. If ${code(domain)} does not belong to the same organization as this domain, it must authorize the reports with a TXT record \`v=DMARC1\` at ${code(`<this domain>._report._dmarc.${domain}`)}.`;
}

function sizeText(uri: ReportUri): Markdown {
  if (uri.size === undefined) return markup``;
  return markup`\n\n${code(readable(uri.size.text))} is the size limit of a report. RFC 9989 removed it, and receivers that follow it ignore the limit. Receivers that follow RFC 7489 do not send larger reports.`;
}

function explainUnknown(tag: DmarcTag): TokenExplanation | undefined {
  if (isOpaque(tag.name)) return undefined;
  return {
    range: tag.range,
    title: titleOf(tag),
    text: markup`${code(readable(tag.name))} is not a DMARC tag. Receivers ignore it.`,
    specs: [SPEC, 'RFC 9989 §4.8'],
  };
}
