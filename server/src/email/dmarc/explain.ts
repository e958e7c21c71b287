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

/** What a hover says at `offset` of the record's text; `undefined` where no tag stands. */
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
    text: markup`The version. It must be the first tag and exactly \`DMARC1\`, in capitals; otherwise receivers ignore the whole record.${wrongVersion(tag)}`,
    specs: [SPEC, OLD_SPEC],
  }),
  p: (tag, record) => ({
    text: markup`What receivers are asked to do with mail that claims to come from this domain and fails DMARC. ${subdomainsOf(record)}\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §5.1.7', OLD_SPEC],
  }),
  sp: (tag, record) => ({
    text: markup`The same policy as \`p\`, for mail from subdomains that exist. It counts only in the record of the organizational domain, and only for subdomains without a DMARC record of their own.\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §4.10.1', OLD_SPEC],
  }),
  np: (tag, record) => ({
    text: markup`The same policy as \`p\`, for mail from subdomains that do not exist (NXDOMAIN): only forgers use them. Receivers that follow RFC 7489 ignore this tag and apply \`sp\`, or else \`p\`.\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §A.4'],
  }),
  adkim: (tag) => ({
    text: markup`How close the domain of a DKIM signature (\`d=\`) must be to the domain in From:.\n\n${alignmentText(tag)}`,
    specs: [SPEC, 'RFC 9989 §4.4.1', OLD_SPEC],
  }),
  aspf: (tag) => ({
    text: markup`How close the domain that SPF has checked (MAIL FROM) must be to the domain in From:.\n\n${alignmentText(tag)}`,
    specs: [SPEC, 'RFC 9989 §4.4.2', OLD_SPEC],
  }),
  rua: () => ({
    text: markup`Where aggregate reports go: usually one a day from each large receiver, with the servers that send as this domain and whether their mail passed. Without this tag, receivers send none. Several addresses are separated by commas.`,
    specs: [SPEC, 'RFC 9990 §4', OLD_SPEC],
  }),
  ruf: () => ({
    text: markup`Where reports about single failing messages go. Few receivers send them, since they can hold private content. Several addresses are separated by commas.`,
    specs: [SPEC, 'RFC 9991', OLD_SPEC],
  }),
  fo: (tag, record) => ({ text: failureText(tag, record), specs: [SPEC, OLD_SPEC] }),
  t: (tag, record) => ({ text: testingText(tag, record), specs: [SPEC, 'RFC 9989 §A.6'] }),
  psd: (tag) => ({ text: publicSuffixText(tag), specs: [SPEC, 'RFC 9989 §4.10'] }),
  pct: (tag, record) => ({ text: percentageText(tag, record), specs: [OLD_SPEC, 'RFC 9989 §A.6'] }),
  rf: () => ({
    text: markup`The format of failure reports; \`afrf\` was the only one. RFC 9989 removed this tag: its receivers skip it, and for those of RFC 7489 it names what they do anyway.`,
    specs: [OLD_SPEC, 'RFC 9989 §C.5.2'],
  }),
  ri: (tag) => ({
    text: markup`${intervalText(tag)} RFC 9989 removed this tag: its receivers skip it and report at least once a day.`,
    specs: [OLD_SPEC, 'RFC 9989 §C.5.2'],
  }),
};

function wrongVersion({ value }: DmarcTag): Markdown {
  if (value === 'DMARC1' || isOpaque(value)) return markup``;
  return markup`\n\n${code(readable(value))} is not that, so this record is ignored.`;
}

function subdomainsOf(record: DmarcRecord): Markdown {
  if (!record.value.complete)
    return markup`It is also for subdomains without a record of their own, unless \`sp\` or \`np\` say otherwise.`;
  const own = (['sp', 'np'] as const).filter((name) => dmarcTagOf(record, name) !== undefined);
  const others = joinMarkdown(own.map(code), markup` and `);
  if (own.length === 0) return markup`Here it is also for subdomains that have no DMARC record of their own.`;
  if (own.length === 1 && own[0] === 'np')
    return markup`Here it is also for existing subdomains; ${others} is for those that do not exist.`;
  return markup`Subdomains have ${others} here.`;
}

const POLICY_TEXT: Readonly<Record<DmarcPolicy, Markdown>> = {
  none: markup`\`none\`: nothing. Failing mail is treated as if there were no DMARC, and only the reports list it. Start with this policy.`,
  quarantine: markup`\`quarantine\`: treat failing mail as suspicious, which usually means the spam folder.`,
  reject: markup`\`reject\`: refuse failing mail (\`550 5.7.1\`, \`5.7.26\`, \`5.7.509\`). Forwarded mail then needs a DKIM signature that survives, and posts to mailing lists are often lost.`,
};

function policyText(tag: DmarcTag, record: DmarcRecord): Markdown {
  if (isOpaque(tag.value)) return markup`Its value is not known here.`;
  const policy = toPolicy(tag.value);
  if (policy === undefined) {
    return markup`${code(readable(tag.value))} is no policy. Receivers then act as for \`p=none\` when the record has a valid \`rua\`, and otherwise do not apply DMARC.`;
  }
  return markup`${POLICY_TEXT[policy]}${testingNote(policy, record)}`;
}

function testingNote(policy: DmarcPolicy, record: DmarcRecord): Markdown {
  const testing = dmarcTagOf(record, 't');
  if (policy === 'none' || testing === undefined || toTesting(testing.value) !== true) return markup``;
  return markup`\n\nWith \`t=y\` receivers that follow RFC 9989 act as for ${code(softened(policy))}; those that follow RFC 7489 do not know \`t\` and act as for ${code(policy)}.`;
}

function alignmentText(tag: DmarcTag): Markdown {
  if (isOpaque(tag.value)) return markup`Its value is not known here.`;
  switch (toAlignment(tag.value)) {
    case 'r':
      return markup`\`r\`, relaxed: the same organizational domain is enough, so \`mail.example.com\` fits \`example.com\`. This is the default.`;
    case 's':
      return markup`\`s\`, strict: the two must be the same name. Mail that is signed or sent for a subdomain then fails on this side.`;
    case undefined:
      return markup`${code(readable(tag.value))} is neither \`r\` nor \`s\`, so the default \`r\` (relaxed) holds.`;
  }
}

const FAILURE_TEXT: Readonly<Record<FailureOption, Markdown>> = {
  '0': markup`\`0\`: when neither SPF nor DKIM passed and aligned`,
  '1': markup`\`1\`: when SPF or DKIM did not pass and align`,
  d: markup`\`d\`: when a DKIM signature did not verify`,
  s: markup`\`s\`: when SPF did not pass`,
};

function failureText(tag: DmarcTag, record: DmarcRecord): Markdown {
  const what = markup`When a failure report is wanted.`;
  if (isOpaque(tag.value)) return markup`${what} Its value is not known here.`;
  const options = record.fo.map((option) => FAILURE_TEXT[option]);
  const list =
    options.length === 0
      ? markup` Nothing valid is asked for, so the default \`0\` holds.`
      : markup`\n\n- ${joinMarkdown(options, markup`\n- `)}`;
  const both =
    record.fo.includes('0') && record.fo.includes('1')
      ? markup`\n\nRFC 9989 allows only one of \`0\` and \`1\`; its receivers fall back to \`0\`. RFC 7489 allowed both.`
      : markup``;
  const alone = lacks(record, 'ruf')
    ? markup`\n\nThere is no \`ruf\` here, so receivers ignore it.`
    : markup``;
  return markup`${what}${list}${both}${alone}`;
}

function testingText(tag: DmarcTag, record: DmarcRecord): Markdown {
  const what = markup`Whether the policies are only being tested. Reports are the same either way.`;
  if (isOpaque(tag.value)) return markup`${what} Its value is not known here.`;
  const testing = toTesting(tag.value);
  if (testing === undefined)
    return markup`${what}\n\n${code(readable(tag.value))} is neither \`y\` nor \`n\`, so the default \`n\` holds.`;
  if (!testing) return markup`${what}\n\n\`n\`: the policies are meant. This is the default.`;
  const p = dmarcTagOf(record, 'p');
  const policy = p && toPolicy(p.value);
  const here =
    policy === undefined
      ? markup``
      : policy === 'none'
        ? markup` On \`p=none\` it has no effect.`
        : markup` Here ${code(`p=${policy}`)} acts as ${code(`p=${softened(policy)}`)}.`;
  return markup`${what}\n\n\`y\`: receivers are to act one step softer: reject as quarantine, quarantine as none.${here} Receivers that follow RFC 7489 do not know this tag and apply the policy in full.`;
}

function publicSuffixText(tag: DmarcTag): Markdown {
  const what = markup`Whether others register domains below this name, as below \`com\` or \`co.uk\`. Receivers that follow RFC 7489 ask the public suffix list instead.`;
  if (isOpaque(tag.value)) return markup`${what}\n\nIts value is not known here.`;
  switch (toPublicSuffixFlag(tag.value)) {
    case 'y':
      return markup`${what}\n\n\`y\`: this is a public suffix, and each name right below it is an organization of its own. Mail of those names does not align with this one.`;
    case 'n':
      return markup`${what}\n\n\`n\`: this name is its own organizational domain. Records above it do not count for it, and it does not align with names above it.`;
    case 'u':
      return markup`${what}\n\n\`u\`: the receiver finds out by asking for the records above. This is the default.`;
    case undefined:
      return markup`${what}\n\n${code(readable(tag.value))} is neither \`y\`, \`n\` nor \`u\`, so the default \`u\` holds.`;
  }
}

function percentageText(tag: DmarcTag, record: DmarcRecord): Markdown {
  const what = markup`The share of failing mail that the policy is for. RFC 9989 removed this tag: its receivers apply the policy to all failing mail.`;
  if (isOpaque(tag.value)) return what;
  const percentage = toPercentage(tag.value);
  const p = dmarcTagOf(record, 'p');
  const policy = p && toPolicy(p.value);
  if (percentage === undefined)
    return markup`${what}\n\n${code(readable(tag.value))} is no number from 0 to 100, so receivers of RFC 7489 take 100.`;
  if (policy === 'none') return markup`${what}\n\nOn \`p=none\` it has no effect.`;
  if (percentage === 100)
    return markup`${what}\n\n\`100\` is also the default of RFC 7489: nothing changes without it.`;
  const full = policy === undefined ? markup`the policy` : code(`p=${policy}`);
  const soft = policy === undefined ? markup`one step softer` : markup`as for ${code(softened(policy))}`;
  return markup`${what}\n\nReceivers that follow RFC 7489 apply ${full} to ${percentage} % of it and treat the rest ${soft}. What replaces \`pct=0\` is \`t=y\`.`;
}

function intervalText(tag: DmarcTag): Markdown {
  const what = markup`How often aggregate reports were wanted.`;
  if (!/^\d{1,9}$/.test(tag.value)) return what;
  const hours = Math.round(Number(tag.value) / 360) / 10;
  const interval =
    hours === 24 ? markup`a day, the default` : hours === 1 ? markup`an hour` : markup`${hours} hours`;
  return markup`${what} ${code(tag.value)} seconds are ${interval}; few ever sent more than one a day.`;
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
  if (uri.state === 'unknown') return markup`${kind} go here. A part of the address is not known here.`;
  if (uri.state === 'invalid')
    return markup`${kind} are wanted here, but this is no valid address: receivers skip it.`;
  if (uri.scheme !== 'mailto') {
    return markup`${kind} are wanted here. Receivers have to support only \`mailto:\`, and skip a URI whose scheme they do not know.`;
  }
  const domain = uri.domain ?? '';
  return markup`${kind} are mailed here. If ${code(domain)} is not of the same organization as this domain, it must say that it takes them, with a TXT record \`v=DMARC1\` at ${code(`<this domain>._report._dmarc.${domain}`)}.`;
}

function sizeText(uri: ReportUri): Markdown {
  if (uri.size === undefined) return markup``;
  return markup`\n\n${code(readable(uri.size.text))} is the largest report that is wanted. RFC 9989 removed it: its receivers skip it, those of RFC 7489 do not send a larger one.`;
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
