import type { DocumentPath } from '../../../analysis/finding.ts';
import { isAtLeast } from '../check-result.ts';
import type { CheckResult, CheckedFile, ListedFinding } from '../check-result.ts';
import type { FailOn } from '../arguments.ts';
import type { Output } from '../output.ts';
import { escapeXml } from '../xml-text.ts';
import { jsonRange } from './json.ts';
import { relatedNotes } from './related-text.ts';

type NameOf = (path: DocumentPath) => string;

interface TestCase {
  readonly file: string;
  readonly line?: number;
  readonly name: string;
  readonly outcome: 'failure' | 'error' | 'passed';
  /** The type of a failure or an error. */
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/**
 * Writes test results in JUnit XML, as Jenkins, GitLab and Azure read it: a suite for each file, a test case for each finding.
 * Findings that do not fail the run are passed test cases with the finding as their standard output. A file without findings
 * is one passed test case.
 */
export function reportJunit(result: CheckResult, out: Output, nameOf: NameOf, failOn: FailOn): void {
  const suites = new Map<string, TestCase[]>();
  const add = (one: TestCase): void => {
    const suite = suites.get(one.file);
    if (suite === undefined) suites.set(one.file, [one]);
    else suite.push(one);
  };
  for (const file of result.files) for (const one of testCasesOf(file, result, nameOf, failOn)) add(one);
  for (const { path, message, fatal, unread } of result.problems) {
    if (unread !== undefined) continue;
    const outcome = fatal ? 'error' : 'passed';
    add({ file: nameOf(path), name: 'read', outcome, type: 'mailtxt', message, text: message });
  }

  const all = [...suites.values()].flat();
  out.write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mailtxt" ${totalsOf(all)}>\n`);
  for (const [file, testCases] of suites) {
    out.write(`  <testsuite name="${escapeXml(file)}" ${totalsOf(testCases)}>\n`);
    for (const one of testCases) out.write(testCaseXml(one));
    out.write('  </testsuite>\n');
  }
  out.write('</testsuites>\n');
}

function totalsOf(testCases: readonly TestCase[]): string {
  const count = (outcome: TestCase['outcome']): number =>
    testCases.filter((one) => one.outcome === outcome).length;
  return `tests="${testCases.length}" failures="${count('failure')}" errors="${count('error')}"`;
}

/** Names have no line numbers, and equal names are numbered: a merge request compares test cases by name. */
function* testCasesOf(
  { path, findings }: CheckedFile,
  result: CheckResult,
  nameOf: NameOf,
  failOn: FailOn,
): Generator<TestCase> {
  const source = result.textOf(path);
  const file = nameOf(path);
  const names = new Map<string, number>();
  for (const finding of findings) {
    const { rule, severity, message, range } = finding;
    const base = [rule, finding.owner, finding.type].filter((part) => part !== null).join(' ');
    const number = (names.get(base) ?? 0) + 1;
    names.set(base, number);
    const start = source === undefined ? undefined : jsonRange(source, range).start;
    const place = start === undefined ? file : `${file}:${start.line}:${start.column}`;
    yield {
      file,
      ...(start === undefined ? {} : { line: start.line }),
      name: number === 1 ? base : `${base} (${number})`,
      outcome: isAtLeast(severity, failOn) ? 'failure' : 'passed',
      type: severity,
      message,
      text: [`${place}: ${severity}[${rule}] ${message}`, ...moreOf(finding, result, nameOf)].join('\n'),
    };
  }
  if (names.size === 0) yield { file, name: 'check', outcome: 'passed', type: '', message: '', text: '' };
}

function moreOf(finding: ListedFinding, result: CheckResult, nameOf: NameOf): readonly string[] {
  const { details } = finding;
  return [
    ...(details.why === '' ? [] : [details.why]),
    ...details.fixes.slice(0, 1).map(({ title }) => `Fix: ${title}`),
    ...relatedNotes(finding, details, result, nameOf),
  ];
}

function testCaseXml({ file, line, name, outcome, type, message, text }: TestCase): string {
  const at = line === undefined ? '' : ` line="${line}"`;
  const head = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(file)}" file="${escapeXml(file)}"${at}`;
  switch (outcome) {
    case 'failure':
    case 'error':
      return `${head}>\n      <${outcome} type="${escapeXml(type)}" message="${escapeXml(message)}">${escapeXml(text)}</${outcome}>\n    </testcase>\n`;
    case 'passed':
      if (text === '') return `${head}/>\n`;
      return `${head}>\n      <system-out>${escapeXml(text)}</system-out>\n    </testcase>\n`;
  }
}
