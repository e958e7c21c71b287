import type { DocumentPath, Fix, RelatedPlace } from '../../../analysis/finding.ts';
import type { BounceFinding } from '../../../features/filed-bounces.ts';
import type { Severity } from '../../../records/report.ts';
import type { Unread } from '../../../records/unread.ts';
import { findRule } from '../../../rules/find-rule.ts';
import { withoutLinks } from '../../../text/message.ts';
import { PlainText } from '../../../text/plain-text.ts';
import type { Range } from '../../../text/range.ts';
import type { SourceText } from '../../../text/source-text.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import { VERSION } from '../../../text/version.ts';
import type { CheckResult, ListedFinding } from '../check-result.ts';
import { FingerprintCounter } from '../fingerprint.ts';
import type { Output } from '../output.ts';
import { rulePage, titleOf } from '../rule-pages.ts';
import { jsonRange, jsonText, writeList } from './json.ts';

type TextOf = CheckResult['textOf'];
type NameOf = (path: DocumentPath) => string;

/** SARIF §3.27.10. It has no level between "note" and "none". */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

export const SARIF_HEAD =
  '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits",\n';

/** The rule id of a result that is not a fault in a record. */
const BOUNCE = 'bounce';

/** Writes a log of one run in SARIF 2.1.0, for code scanning. It lists only the rules with findings. */
export function reportSarif(result: CheckResult, out: Output, nameOf: NameOf): void {
  const found = new Map<string, { readonly index: number; readonly rule: object }>();
  const indexOf = (id: string, describe: () => object): number => {
    const known = found.get(id) ?? { index: found.size, rule: describe() };
    found.set(id, known);
    return known.index;
  };

  const counter = new FingerprintCounter();
  function* results(): Generator<object> {
    for (const { path, findings } of result.files) {
      for (const finding of findings) {
        const fingerprint = counter.next(finding.fingerprint);
        yield {
          ...sarifFinding(finding, path, result, nameOf, indexOf),
          partialFingerprints: { 'mailtxt/v1': fingerprint },
        };
      }
    }
    for (const bounce of result.bounces.shown) {
      yield { ...sarifBounce(bounce, result, nameOf), ruleIndex: indexOf(BOUNCE, () => BOUNCE_RULE) };
    }
  }

  out.write(SARIF_HEAD);
  writeList(out, 'results', results(), (one) => one);
  const { problems, unread, textOf } = result;
  const invocation = {
    executionSuccessful: !problems.some(({ fatal }) => fatal),
    toolExecutionNotifications: [
      ...problems
        .filter((problem) => problem.unread === undefined)
        .map((problem) => sarifNotification(problem, nameOf)),
      ...unread.map((one) => sarifUnread(one, textOf, nameOf)),
    ],
  };
  out.write(`"invocations":[${jsonText(invocation)}],\n`);
  const driver = { name: 'mailtxt', version: VERSION, rules: [...found.values()].map(({ rule }) => rule) };
  out.write(`"tool":${jsonText({ driver })}}]}\n`);
}

/** SARIF §3.27 */
function sarifFinding(
  finding: ListedFinding,
  path: DocumentPath,
  result: CheckResult,
  nameOf: NameOf,
  indexOf: (id: string, describe: () => object) => number,
): object {
  const { textOf } = result;
  const { rule, severity, message, range, owner, type } = finding;
  const { why, url, fixes, related } = finding.details;
  const changes = fixes.map((fix) => sarifFix(fix, textOf, nameOf)).filter((fix) => fix !== undefined);
  return {
    ruleId: rule,
    ruleIndex: indexOf(rule, () => sarifRule(rule, why, url)),
    level: LEVELS[severity],
    message: { text: withoutLinks(message) },
    locations: [sarifLocation(path, range, textOf(path), nameOf)],
    ...relatedLocations(related, result, nameOf),
    ...(changes.length === 0 ? {} : { fixes: changes }),
    properties: { severity, owner, type },
  };
}

/** SARIF §3.27.9: a result that is not a failure has the kind "informational", and no level. */
function sarifBounce(
  { id, dnsFixable, message, path, range, related }: BounceFinding,
  result: CheckResult,
  nameOf: NameOf,
): object {
  return {
    ruleId: BOUNCE,
    kind: 'informational',
    level: 'none',
    message: { text: withoutLinks(message) },
    locations: [sarifLocation(path, range, result.textOf(path), nameOf)],
    ...relatedLocations(related, result, nameOf),
    properties: { id, dnsFixable },
  };
}

const BOUNCE_RULE = {
  id: BOUNCE,
  shortDescription: { text: 'A message bounced, or a receiver reported a problem with it' },
  fullDescription: { text: 'What a reply in a bounce or a log means, and which records are involved.' },
  defaultConfiguration: { level: 'none' },
};

function relatedLocations(places: readonly RelatedPlace[], result: CheckResult, nameOf: NameOf): object {
  if (places.length === 0) return {};
  return {
    relatedLocations: places.map(({ path, range, message }) => ({
      ...sarifLocation(path, range, result.textOf(path), nameOf),
      message: { text: withoutLinks(message) },
    })),
  };
}

/** SARIF §3.49 */
function sarifRule(id: string, why: string, url: string): object {
  const rule = findRule(id);
  const page = rulePage(id);
  const title = page === undefined ? undefined : titleOf(page);
  return {
    id,
    ...(title === undefined ? {} : { shortDescription: { text: title } }),
    fullDescription: { text: why },
    ...(url === '' ? {} : { helpUri: url }),
    ...(page === undefined ? {} : { help: { text: why, markdown: page } }),
    ...(rule === undefined ? {} : { defaultConfiguration: { level: LEVELS[rule.severity] } }),
  };
}

/** SARIF §3.28 */
function sarifLocation(
  path: DocumentPath,
  range: Range | undefined,
  source: SourceText | undefined,
  nameOf: NameOf,
): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(nameOf(path)) },
      ...(range === undefined || source === undefined ? {} : { region: regionOf(source, range) }),
    },
  };
}

/** SARIF §3.30. Lines and columns are counted from 1, and the end is after the last character. */
function regionOf(source: SourceText, range: Range): object {
  const { start, end } = jsonRange(source, range);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** SARIF §3.55. `undefined` if the text of a changed file is not available, so that its lines are unknown. */
function sarifFix({ title, safety, edits }: Fix, textOf: TextOf, nameOf: NameOf): object | undefined {
  const changes = new Map<DocumentPath, object[]>();
  for (const { path, range, text } of edits) {
    const source = textOf(path);
    if (source === undefined) return undefined;
    const replacements = changes.get(path) ?? [];
    replacements.push({ deletedRegion: regionOf(source, range), insertedContent: { text } });
    changes.set(path, replacements);
  }
  if (changes.size === 0) return undefined;
  const artifactChanges = [...changes].map(([path, replacements]) => ({
    artifactLocation: { uri: uriOf(nameOf(path)) },
    replacements,
  }));
  return { description: { text: withoutLinks(title) }, artifactChanges, properties: { safety } };
}

/** SARIF §3.58 */
function sarifNotification({ path, message, range, text, fatal }: FileProblem, nameOf: NameOf): object {
  const source = text === undefined ? undefined : new PlainText(text);
  return {
    level: fatal ? 'error' : 'warning',
    message: { text: withoutLinks(message) },
    locations: [sarifLocation(path, range, source, nameOf)],
  };
}

/** SARIF §3.58: something that was not checked. */
function sarifUnread({ kind, path, range, message }: Unread, textOf: TextOf, nameOf: NameOf): object {
  const source = range === undefined ? undefined : textOf(path);
  return {
    level: 'note',
    message: { text: withoutLinks(message) },
    ...(nameOf(path) === '' ? {} : { locations: [sarifLocation(path, range, source, nameOf)] }),
    descriptor: { id: `unread/${kind}` },
  };
}

/** RFC 3986: a path with `/`, absolute or relative to the current folder. */
function uriOf(name: string): string {
  const encoded = name.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(name)) return `file:///${name.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}`;
  return name.startsWith('/') ? `file://${encoded}` : encoded;
}
