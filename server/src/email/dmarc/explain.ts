import type { Explanation } from '../policy-record.ts';
import { lacks, tagOf, type DmarcRecord, type DmarcTag, type ReportUri } from './model.ts';
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
  type Policy,
  type TagName,
} from './tags.ts';

/** What a hover says at `offset` of the record's text; `undefined` where no tag stands. */
export function explainDmarc(record: DmarcRecord, offset: number): Explanation | undefined {
  const tag = record.tags.find(({ range }) => range.start <= offset && offset <= range.end);
  if (tag === undefined) return undefined;
  if (tag.known === undefined) return explainUnknown(tag);
  if (isUriList(tag.known)) {
    const uris = tag.known === 'rua' ? record.rua : record.ruf;
    const uri = uris.find(({ range, size }) => range.start <= offset && offset <= (size?.range ?? range).end);
    if (uri !== undefined && tagOf(record, tag.known) === tag) return explainUri(uri, tag.known);
  }
  const { text, specs } = EXPLANATIONS[tag.known](tag, record);
  return { range: tag.range, title: titleOf(tag), text, specs };
}

function titleOf(tag: DmarcTag): string {
  const isList = tag.known !== undefined && isUriList(tag.known);
  return isList ? tag.name : `${readable(tag.name)}=${readable(tag.value)}`;
}

interface Words {
  readonly text: string;
  readonly specs: readonly string[];
}

const SPEC = 'RFC 9989 §4.7';
const OLD_SPEC = 'RFC 7489 §6.3';

const EXPLANATIONS: Readonly<Record<TagName, (tag: DmarcTag, record: DmarcRecord) => Words>> = {
  v: (tag) => ({
    text:
      'The version. It must be the first tag and exactly `DMARC1`, in capitals; otherwise receivers ignore the whole record.' +
      (tag.value === 'DMARC1' || isOpaque(tag.value)
        ? ''
        : `\n\n\`${readable(tag.value)}\` is not that, so this record is ignored.`),
    specs: [SPEC, OLD_SPEC],
  }),
  p: (tag, record) => ({
    text:
      'What receivers are asked to do with mail that claims to come from this domain and fails DMARC. ' +
      `${subdomainsOf(record)}\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §5.1.7', OLD_SPEC],
  }),
  sp: (tag, record) => ({
    text:
      'The same wish as `p`, for mail from subdomains that exist. It counts only in the record of the organizational ' +
      `domain, and only for subdomains without a DMARC record of their own.\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §4.10.1', OLD_SPEC],
  }),
  np: (tag, record) => ({
    text:
      'The same wish as `p`, for mail from subdomains that do not exist (NXDOMAIN), which only forgers use. ' +
      `Receivers that follow RFC 7489 do not know this tag and take \`sp\`, else \`p\`.\n\n${policyText(tag, record)}`,
    specs: [SPEC, 'RFC 9989 §A.4'],
  }),
  adkim: (tag) => ({
    text: `How close the domain of a DKIM signature (\`d=\`) must be to the domain in From:.\n\n${alignmentText(tag)}`,
    specs: [SPEC, 'RFC 9989 §4.4.1', OLD_SPEC],
  }),
  aspf: (tag) => ({
    text: `How close the domain that SPF has checked (MAIL FROM) must be to the domain in From:.\n\n${alignmentText(tag)}`,
    specs: [SPEC, 'RFC 9989 §4.4.2', OLD_SPEC],
  }),
  rua: () => ({
    text:
      'Where aggregate reports go: mostly one a day from each large receiver, with who sends as this domain and whether ' +
      'it passed. Without this tag nobody may send any. Several addresses are separated by commas.',
    specs: [SPEC, 'RFC 9990 §4', OLD_SPEC],
  }),
  ruf: () => ({
    text:
      'Where reports about single failing messages go. Few receivers send them, since they can hold private content. ' +
      'Several addresses are separated by commas.',
    specs: [SPEC, 'RFC 9991', OLD_SPEC],
  }),
  fo: (tag, record) => ({ text: failureText(tag, record), specs: [SPEC, OLD_SPEC] }),
  t: (tag, record) => ({ text: testingText(tag, record), specs: [SPEC, 'RFC 9989 §A.6'] }),
  psd: (tag) => ({ text: publicSuffixText(tag), specs: [SPEC, 'RFC 9989 §4.10'] }),
  pct: (tag, record) => ({ text: percentageText(tag, record), specs: [OLD_SPEC, 'RFC 9989 §A.6'] }),
  rf: () => ({
    text:
      'The format of failure reports; `afrf` was the only one. RFC 9989 removed this tag: its receivers skip it, and for ' +
      'those of RFC 7489 it names what they do anyway.',
    specs: [OLD_SPEC, 'RFC 9989 §C.5.2'],
  }),
  ri: (tag) => ({
    text: `${intervalText(tag)} RFC 9989 removed this tag: its receivers skip it and report at least once a day.`,
    specs: [OLD_SPEC, 'RFC 9989 §C.5.2'],
  }),
};

function subdomainsOf(record: DmarcRecord): string {
  if (!record.value.complete)
    return 'It is also for subdomains without a record of their own, unless `sp` or `np` say otherwise.';
  const own = (['sp', 'np'] as const).filter((name) => tagOf(record, name) !== undefined);
  const others = own.map((name) => `\`${name}\``).join(' and ');
  if (own.length === 0) return 'Here it is also for subdomains that have no DMARC record of their own.';
  if (own.length === 1 && own[0] === 'np')
    return `Here it is also for existing subdomains; ${others} is for those that do not exist.`;
  return `Subdomains have ${others} here.`;
}

const POLICY_TEXT: Readonly<Record<Policy, string>> = {
  none: '`none`: nothing. Failing mail is treated as if there were no DMARC, and only reports tell of it. This is how to start.',
  quarantine: '`quarantine`: treat failing mail as suspicious, which mostly means the spam folder.',
  reject:
    '`reject`: refuse failing mail (`550 5.7.1`, `5.7.26`, `5.7.509`). Forwarded mail then needs a DKIM signature that ' +
    'survives, and posts to mailing lists are often lost.',
};

function policyText(tag: DmarcTag, record: DmarcRecord): string {
  if (isOpaque(tag.value)) return 'Its value is not known here.';
  const policy = toPolicy(tag.value);
  if (policy === undefined) {
    return (
      `\`${readable(tag.value)}\` is no policy. Receivers then act as for \`p=none\` when the record has a valid \`rua\`, ` +
      'and otherwise do not apply DMARC.'
    );
  }
  return POLICY_TEXT[policy] + testingNote(policy, record);
}

function testingNote(policy: Policy, record: DmarcRecord): string {
  const testing = tagOf(record, 't');
  if (policy === 'none' || testing === undefined || toTesting(testing.value) !== true) return '';
  return (
    `\n\nWith \`t=y\` receivers that follow RFC 9989 act as for \`${softened(policy)}\`; ` +
    `those that follow RFC 7489 do not know \`t\` and act as for \`${policy}\`.`
  );
}

function alignmentText(tag: DmarcTag): string {
  if (isOpaque(tag.value)) return 'Its value is not known here.';
  switch (toAlignment(tag.value)) {
    case 'r':
      return '`r`, relaxed: the same organizational domain is enough, so `mail.example.com` fits `example.com`. This is the default.';
    case 's':
      return '`s`, strict: the two must be the same name. Mail that is signed or sent for a subdomain then fails on this side.';
    case undefined:
      return `\`${readable(tag.value)}\` is neither \`r\` nor \`s\`, so the default \`r\` (relaxed) holds.`;
  }
}

const FAILURE_TEXT: Readonly<Record<FailureOption, string>> = {
  '0': '`0`: when neither SPF nor DKIM passed and aligned',
  '1': '`1`: when SPF or DKIM did not pass and align',
  d: '`d`: when a DKIM signature did not verify',
  s: '`s`: when SPF did not pass',
};

function failureText(tag: DmarcTag, record: DmarcRecord): string {
  const what = 'When a failure report is wanted.';
  if (isOpaque(tag.value)) return `${what} Its value is not known here.`;
  const options = record.fo.map((option) => FAILURE_TEXT[option]);
  const list =
    options.length === 0
      ? ' Nothing valid is asked for, so the default `0` holds.'
      : `\n\n- ${options.join('\n- ')}`;
  const both =
    record.fo.includes('0') && record.fo.includes('1')
      ? '\n\nRFC 9989 allows only one of `0` and `1`; its receivers fall back to `0`. RFC 7489 allowed both.'
      : '';
  const alone = lacks(record, 'ruf') ? '\n\nThere is no `ruf` here, so receivers ignore it.' : '';
  return what + list + both + alone;
}

function testingText(tag: DmarcTag, record: DmarcRecord): string {
  const what = 'Whether the policies are only being tested. Reports are the same either way.';
  if (isOpaque(tag.value)) return `${what} Its value is not known here.`;
  const testing = toTesting(tag.value);
  if (testing === undefined)
    return `${what}\n\n\`${readable(tag.value)}\` is neither \`y\` nor \`n\`, so the default \`n\` holds.`;
  if (!testing) return `${what}\n\n\`n\`: the policies are meant. This is the default.`;
  const p = tagOf(record, 'p');
  const policy = p && toPolicy(p.value);
  const here =
    policy === undefined
      ? ''
      : policy === 'none'
        ? ' On `p=none` it has no effect.'
        : ` Here \`p=${policy}\` acts as \`p=${softened(policy)}\`.`;
  return (
    `${what}\n\n\`y\`: receivers are to act one step softer: reject as quarantine, quarantine as none.${here} ` +
    'Receivers that follow RFC 7489 do not know this tag and apply the policy in full.'
  );
}

function publicSuffixText(tag: DmarcTag): string {
  const what =
    'Whether others register domains below this name, as below `com` or `co.uk`. Receivers that follow RFC 7489 ask the public suffix list instead.';
  if (isOpaque(tag.value)) return `${what}\n\nIts value is not known here.`;
  switch (toPublicSuffixFlag(tag.value)) {
    case 'y':
      return `${what}\n\n\`y\`: this is a public suffix, and each name right below it is an organization of its own. Mail of those names does not align with this one.`;
    case 'n':
      return `${what}\n\n\`n\`: this name is its own organizational domain. Records above it do not count for it, and it does not align with names above it.`;
    case 'u':
      return `${what}\n\n\`u\`: the receiver finds out by asking for the records above. This is the default.`;
    case undefined:
      return `${what}\n\n\`${readable(tag.value)}\` is neither \`y\`, \`n\` nor \`u\`, so the default \`u\` holds.`;
  }
}

function percentageText(tag: DmarcTag, record: DmarcRecord): string {
  const what =
    'The share of failing mail that the policy is for. RFC 9989 removed this tag: its receivers apply the policy to all failing mail.';
  if (isOpaque(tag.value)) return what;
  const percentage = toPercentage(tag.value);
  const p = tagOf(record, 'p');
  const policy = p && toPolicy(p.value);
  if (percentage === undefined)
    return `${what}\n\n\`${readable(tag.value)}\` is no number from 0 to 100, so receivers of RFC 7489 take 100.`;
  if (policy === 'none') return `${what}\n\nOn \`p=none\` it has no effect.`;
  if (percentage === 100)
    return `${what}\n\n\`100\` is also the default of RFC 7489: nothing changes without it.`;
  const full = policy === undefined ? 'the policy' : `\`p=${policy}\``;
  const soft = policy === undefined ? 'one step softer' : `as for \`${softened(policy)}\``;
  return (
    `${what}\n\nReceivers that follow RFC 7489 apply ${full} to ${percentage} % of it and treat the rest ${soft}. ` +
    'What replaces `pct=0` is `t=y`.'
  );
}

function intervalText(tag: DmarcTag): string {
  const what = 'How often aggregate reports were wanted.';
  if (!/^\d{1,9}$/.test(tag.value)) return what;
  const hours = Math.round(Number(tag.value) / 360) / 10;
  const interval = hours === 24 ? 'a day, the default' : hours === 1 ? 'an hour' : `${hours} hours`;
  return `${what} \`${tag.value}\` seconds are ${interval}; few ever sent more than one a day.`;
}

function explainUri(uri: ReportUri, tag: 'rua' | 'ruf'): Explanation {
  const range = { start: uri.range.start, end: (uri.size?.range ?? uri.range).end };
  const title = readable(uri.text);
  const kind = tag === 'rua' ? 'Aggregate reports' : 'Failure reports';
  return {
    range,
    title,
    text: `${uriText(uri, kind)}${sizeText(uri)}`,
    specs: [SPEC, 'RFC 9989 §4.6', 'RFC 9990 §4'],
  };
}

function uriText(uri: ReportUri, kind: string): string {
  if (uri.state === 'unknown') return `${kind} go here. A part of the address is not known here.`;
  if (uri.state === 'invalid')
    return `${kind} are wanted here, but this is no valid address: receivers skip it.`;
  if (uri.scheme !== 'mailto') {
    return `${kind} are wanted here. Receivers have to support only \`mailto:\`, and skip a URI whose scheme they do not know.`;
  }
  const domain = uri.domain ?? '';
  return (
    `${kind} are mailed here. If \`${domain}\` is not of the same organization as this domain, it must say that it takes ` +
    `them, with a TXT record \`v=DMARC1\` at \`<this domain>._report._dmarc.${domain}\`.`
  );
}

function sizeText(uri: ReportUri): string {
  if (uri.size === undefined) return '';
  return (
    `\n\n\`${readable(uri.size.text)}\` is the largest report that is wanted. RFC 9989 removed it: its receivers skip it, ` +
    'those of RFC 7489 do not send a larger one.'
  );
}

function explainUnknown(tag: DmarcTag): Explanation | undefined {
  if (isOpaque(tag.name)) return undefined;
  return {
    range: tag.range,
    title: titleOf(tag),
    text: `\`${readable(tag.name)}\` is not a DMARC tag. Receivers ignore it.`,
    specs: [SPEC, 'RFC 9989 §4.8'],
  };
}
