import { SEVERITIES } from '../../../analysis/engine/finding-store.ts';
import type { DocumentPath, Finding } from '../../../analysis/finding.ts';
import { isAtOrBelow, labelsOf } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { plain } from '../../../features/reports/paint.ts';
import type { Severity } from '../../../records/report.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { VERSION } from '../../../text/version.ts';
import { checksNoRecord } from '../check-result.ts';
import type { CheckResult, ListedFinding } from '../check-result.ts';
import type { Output } from '../output.ts';
import { frameText } from './frame-text.ts';
import { page, styleSheet } from './html-text.ts';
import type { Html } from './html-text.ts';
import { HTML_STYLE } from './html-style.ts';
import { jsonRange } from './json.ts';
import { relatedNotes } from './related-text.ts';
import { unreadLinesOf } from './unread-text.ts';

type NameOf = (path: DocumentPath) => string;

/** Findings that an HTML report shows in full, the most severe first: a few megabytes. The others are counted. */
export const MAX_HTML_FINDINGS = 2_000;

/** Domains in the table of an HTML report, those with findings first. The others are counted. */
export const MAX_HTML_DOMAINS = 1_000;

const NOUNS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['info', 'info'],
  hint: ['hint', 'hints'],
};

interface Placed {
  readonly path: DocumentPath;
  readonly finding: ListedFinding;
  readonly domain: string;
}

type Counts = Record<Severity, number>;

/** Writes a page for readers who do not work on the files: a summary, each domain, each finding. One file, without scripts. */
export function reportHtml(result: CheckResult, out: Output, nameOf: NameOf, now: Date): void {
  const { files } = result;
  const domains = new Map<string, Counts>();
  for (const { zones } of files) for (const name of zones) countsIn(domains, name);
  const findings = files.flatMap(({ path, zones, findings: ofFile }) =>
    [...ofFile].map((finding): Placed => {
      const domain = domainOf(finding, zones) ?? nameOf(path);
      countsIn(domains, domain)[finding.severity]++;
      return { path, finding, domain };
    }),
  );
  findings.sort((a, b) => SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity));

  const date = now.toISOString().slice(0, 10);
  out.write(
    page`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${titleOf(result)} · mailtxt</title>
${styleSheet(HTML_STYLE)}
</head>
<body>
<header>
<h1>${titleOf(result)}</h1>
<p class="soft">DNS records for mail, checked by mailtxt ${VERSION} on ${date}</p>
</header>
<main>
${tiles(result, domains.size)}
${domainTable(domains)}
`.source,
  );
  if (findings.length > 0) out.write('<h2>Findings</h2>\n');
  for (const placed of findings.slice(0, MAX_HTML_FINDINGS))
    out.write(article(placed, result, nameOf).source);
  const hidden = findings.length - MAX_HTML_FINDINGS;
  if (hidden > 0) out.write(page`<p>… and ${groupDigits(hidden)} more findings.</p>\n`.source);
  out.write(page`${problems(result, nameOf)}${unread(result, nameOf)}</main>\n</body>\n</html>\n`.source);
}

/** The page cannot run scripts or load anything, even if markup requested it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function countsIn(domains: Map<string, Counts>, domain: string): Counts {
  const known = domains.get(domain);
  if (known !== undefined) return known;
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  domains.set(domain, counts);
  return counts;
}

/** The zone of the record's file, or otherwise the domain of the record. `undefined`: there is neither. */
function domainOf({ owner }: Finding, zones: readonly DomainName[]): string | undefined {
  if (owner === null) return zones[0];
  const zone = zones.filter((name) => isAtOrBelow(owner, name)).sort((a, b) => b.length - a.length)[0];
  return zone ?? domainOfRecord(owner);
}

/** The domain of an owner name: `example.com` for a record at `s1._domainkey.example.com`. */
function domainOfRecord(owner: DomainName): string {
  const labels = labelsOf(owner);
  const last = labels.map((label) => label.startsWith('_')).lastIndexOf(true);
  return labels.slice(last + 1).join('.') || owner;
}

function countText(total: number, [one, many]: readonly [one: string, many: string]): string {
  return `${groupDigits(total)} ${total === 1 ? one : many}`;
}

function titleOf(result: CheckResult): string {
  const { counts } = result;
  const found = SEVERITIES.filter((severity) => counts[severity] > 0);
  if (found.length === 0) return checksNoRecord(result) ? 'No records were checked' : 'Nothing to report';
  return found.map((severity) => countText(counts[severity], NOUNS[severity])).join(', ');
}

function tiles({ counts, files, records }: CheckResult, domains: number): Html {
  const tile = (label: string, total: number, style: string): Html =>
    page`<li><b class="${total > 0 ? style : 'good'}">${groupDigits(total)}</b>${label}</li>\n`;
  const plainTile = (total: number, noun: string): Html =>
    page`<li><b>${groupDigits(total)}</b>${total === 1 ? noun : `${noun}s`}</li>\n`;
  return page`<ul class="tiles">
${SEVERITIES.map((severity) => tile(NOUNS[severity][counts[severity] === 1 ? 0 : 1], counts[severity], severity))}${plainTile(domains, 'domain')}${plainTile(files.length, 'file')}${plainTile(records, 'record')}</ul>`;
}

function domainTable(domains: ReadonlyMap<string, Counts>): Html {
  if (domains.size === 0) return page``;
  const weigh = ([, counts]: readonly [string, Counts]): readonly number[] =>
    SEVERITIES.map((severity) => counts[severity]);
  const sorted = [...domains].sort((a, b) => {
    const [ofA, ofB] = [weigh(a), weigh(b)];
    const differs = ofA.findIndex((count, i) => count !== ofB[i]);
    return differs < 0 ? (a[0] < b[0] ? -1 : 1) : (ofB[differs] ?? 0) - (ofA[differs] ?? 0);
  });
  const hidden = sorted.length - MAX_HTML_DOMAINS;
  const rows = sorted.slice(0, MAX_HTML_DOMAINS).map(([domain, counts]) => {
    const isGood = SEVERITIES.every((severity) => counts[severity] === 0);
    const cells = SEVERITIES.map(
      (severity) => page`<td class="number">${cellOf(counts[severity], severity)}</td>`,
    );
    return page`<tr><td>${domain}${isGood ? page` <span class="good">✓</span>` : page``}</td>${cells}</tr>\n`;
  });
  return page`<h2>Domains</h2>
<table>
<thead><tr><th scope="col">Domain</th>${SEVERITIES.map((severity) => page`<th scope="col" class="number">${NOUNS[severity][1]}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
${hidden > 0 ? page`<p>… and ${groupDigits(hidden)} more domains.</p>\n` : page``}`;
}

function cellOf(count: number, severity: Severity): Html {
  return count === 0
    ? page`<span class="soft">0</span>`
    : page`<span class="${severity}">${groupDigits(count)}</span>`;
}

/** Columns of the source lines. */
const FRAME_WIDTH = 100;

function article({ path, finding, domain }: Placed, result: CheckResult, nameOf: NameOf): Html {
  const { severity, rule, message, range } = finding;
  const source = result.textOf(path);
  const details = finding.details;
  const frame =
    source === undefined
      ? ''
      : frameText(source, range, severity, { paint: plain, width: FRAME_WIDTH, nameOf }).text;
  const line = source === undefined ? '' : `:${jsonRange(source, range).start.line}`;
  const fixes = details.fixes.map(({ title }) => page`<li>${title}</li>`);
  const notes = relatedNotes(finding, details, result, nameOf).map((note) => page`<li>${note}</li>`);
  return page`<article class="finding ${severity}">
<h3><span class="${severity}">${NOUNS[severity][0]}</span> ${message}</h3>
<p class="place">${domain} · ${nameOf(path)}${line} · ${rule}</p>
<pre>${frame}</pre>
${details.why === '' ? page`` : page`<p>${details.why}${ruleLink(details.url)}</p>\n`}${fixes.length === 0 ? page`` : page`<p><b>What to do</b></p>\n<ul>${fixes}</ul>\n`}${notes.length === 0 ? page`` : page`<p><b>See also</b></p>\n<ul>${notes}</ul>\n`}</article>
`;
}

function ruleLink(url: string): Html {
  return url.startsWith('https://') ? page` <a href="${url}" rel="noreferrer">About this rule</a>` : page``;
}

/** Problems that an HTML report lists. */
const MAX_PROBLEMS = 100;

function problems(result: CheckResult, nameOf: NameOf): Html {
  const found = result.problems.filter(({ unread: reason }) => reason === undefined);
  if (found.length === 0) return page``;
  const items = found
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) => page`<li>${nameOf(path)} ${message}</li>\n`);
  const hidden = found.length - items.length;
  return page`<h2>Problems</h2>
<ul>
${items}${hidden > 0 ? page`<li>… and ${groupDigits(hidden)} more</li>\n` : page``}</ul>
`;
}

function unread(result: CheckResult, nameOf: NameOf): Html {
  const lines = unreadLinesOf(result, nameOf);
  if (lines.length === 0) return page``;
  return page`<h2>Not checked</h2>
<ul>
${lines.map(({ text }) => page`<li>${text}</li>\n`)}</ul>
`;
}
