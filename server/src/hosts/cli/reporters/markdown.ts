import { SEVERITIES } from '../../../analysis/engine/finding-store.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { code, joinMarkdown, link, markup, text } from '../../../text/markdown.ts';
import type { Markdown } from '../../../text/markdown.ts';
import type { CheckResult, ListedFinding } from '../check-result.ts';
import type { Output } from '../output.ts';
import { jsonRange } from './json.ts';
import { plain } from '../../../features/reports/paint.ts';
import { summary } from './summary.ts';
import { unreadLinesOf } from './unread-text.ts';

type NameOf = (path: DocumentPath) => string;

/**
 * UTF-16 units of a Markdown report: GitHub accepts comments of 65,536, and the text around the report needs some of them. What
 * does not fit is counted.
 */
export const MAX_MARKDOWN_LENGTH = 60_000;

/** Writes a summary for a pull request comment or a job summary, with the most severe findings first. */
export function reportMarkdown(result: CheckResult, out: Output, nameOf: NameOf): void {
  const findings = result.files
    .flatMap(({ path, findings: ofFile }) => [...ofFile].map((finding) => ({ path, finding })))
    .sort((a, b) => SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity));
  const tail = [...problemLines(result, nameOf), ...unreadOf(result, nameOf)];
  const totals = summary(result, 0, { paint: plain, nameOf }).trim();
  const head = markup`**mailtxt**: ${text(totals)}\n`.source;
  let left = MAX_MARKDOWN_LENGTH - head.length - tail.join('').length;
  let shown = 0;
  out.write(head);
  for (const { path, finding } of findings) {
    const item = itemOf(finding, path, result, nameOf).source;
    left -= item.length;
    if (left < 0) break;
    if (shown++ === 0) out.write('\n');
    out.write(item);
  }
  const hidden = findings.length - shown;
  if (hidden > 0) out.write(markup`* … and ${text(groupDigits(hidden))} more\n`.source);
  if (tail.length > 0) out.write(`\n${tail.join('')}`);
}

function itemOf(finding: ListedFinding, path: DocumentPath, result: CheckResult, nameOf: NameOf): Markdown {
  const { severity, rule, message } = finding;
  const source = result.textOf(path);
  const line = source === undefined ? '' : `:${jsonRange(source, finding.range).start.line}`;
  const { fixes, url } = finding.details;
  const [fix] = fixes;
  const head = markup`* **${text(severity)}** ${code(`${nameOf(path)}${line}`)} ${link(rule, url)} ${proseOf(message)}`;
  return fix === undefined ? markup`${head}\n` : markup`${head} Fix: ${proseOf(fix.title)}.\n`;
}

/** Matches what GitHub and GitLab treat as a mention, unless it is code. */
const MENTION = /(?<![\w.+-])(@[\w-]+(?:\/[\w-]+)?)/;

/** Escapes text so that a name from a file does not notify users. */
function proseOf(message: string): Markdown {
  return joinMarkdown(
    message.split(MENTION).map((part, i) => (i % 2 === 0 ? text(part) : code(part))),
    markup``,
  );
}

/** Characters of all problem lines of a Markdown report together. There may be any number of problems. */
const MAX_TAIL = 10_000;

function problemLines(result: CheckResult, nameOf: NameOf): readonly string[] {
  const lines: string[] = [];
  let length = 0;
  const problems = result.problems.filter(({ unread }) => unread === undefined);
  for (const { path, message } of problems) {
    const line = markup`* **problem** ${code(nameOf(path))} ${proseOf(message)}\n`.source;
    length += line.length;
    if (length > MAX_TAIL) {
      lines.push(markup`* … and ${text(groupDigits(problems.length - lines.length))} more problems\n`.source);
      break;
    }
    lines.push(line);
  }
  return lines;
}

function unreadOf(result: CheckResult, nameOf: NameOf): readonly string[] {
  return unreadLinesOf(result, nameOf).map((line) => markup`* Not checked: ${proseOf(line.text)}\n`.source);
}
