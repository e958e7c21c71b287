import { jsonText, writeList } from '../reporters/json.ts';
import { sortRules, sortZones } from '../statistics.ts';
import type { RuleCount, Statistics, ZoneCount } from '../statistics.ts';
import { byPath, eachOnce, isReportObject, NotMergeable, objectsIn } from './merged.ts';
import type { ReportObject, Merged, ReportFile } from './merged.ts';

const LISTS = ['files', 'findings', 'bounces', 'problems', 'unread'] as const;

/**
 * Merges reports of `check --format json`.
 *
 * @throws NotMergeable
 */
export function mergeJson(reports: readonly ReportFile[]): Merged {
  const read = reports.map(readReport);
  const lists = LISTS.map((key) => {
    const all = read.flatMap((report) => report[key]);
    const entries = byPath(all, ({ path }) => String(path));
    return [key, key === 'files' || key === 'findings' ? entries : eachOnce(entries)] as const;
  });
  const fixed = read.flatMap((report) => report.fixed ?? []);
  const baselines = read.map(({ baseline }) => baseline).filter(isPresent);
  const changes = read.map(({ changed }) => changed).filter(isPresent);
  const statistics = read.map((report) => report.statistics).filter(isPresent);
  const counts = { error: 0, warning: 0, info: 0, hint: 0, files: 0, records: 0 };
  for (const { summary } of read)
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += numberIn(summary, key);
  const unread = lists.find(([key]) => key === 'unread')?.[1].length ?? 0;
  return {
    counts,
    hasFailed: read.some(({ problems }) => problems.some(({ fatal }) => fatal === true)),
    write(out) {
      out.write(`{"tool":${jsonText(read[0]?.tool)},\n`);
      for (const [key, entries] of lists) writeList(out, key, entries, (entry) => entry);
      if (read.some((report) => report.fixed !== undefined))
        writeList(
          out,
          'fixed',
          byPath(fixed, ({ path }) => String(path)),
          (entry) => entry,
        );
      if (baselines.length > 0) out.write(`"baseline":${jsonText(mergeBaselines(baselines))},\n`);
      const [change] = changes;
      if (change !== undefined)
        out.write(`"changed":${jsonText({ ...change, unrelated: sumOf(changes, 'unrelated') })},\n`);
      if (statistics.length > 0) out.write(`"statistics":${jsonText(mergeStatistics(statistics))},\n`);
      out.write(`"summary":${jsonText({ ...counts, unread })}}\n`);
    },
  };
}

interface JsonReport extends Readonly<Record<(typeof LISTS)[number], readonly ReportObject[]>> {
  readonly tool: ReportObject;
  readonly summary: ReportObject;
  readonly fixed: readonly ReportObject[] | undefined;
  readonly baseline: ReportObject | undefined;
  readonly changed: ReportObject | undefined;
  readonly statistics: Statistics | undefined;
}

function readReport({ name, value }: ReportFile): JsonReport {
  if (!isReportObject(value) || !isReportObject(value['tool']) || value['tool']['name'] !== 'mailtxt')
    throw new NotMergeable(`${name} is not a report of "mailtxt check"`);
  const optional = (key: string): ReportObject | undefined => {
    const member = value[key];
    if (member === undefined || isReportObject(member)) return member;
    throw new NotMergeable(`${name} is not a report of "mailtxt check"`);
  };
  const list = (key: string): readonly ReportObject[] => objectsIn(value[key], name);
  const summary = optional('summary');
  if (summary === undefined) throw new NotMergeable(`${name} is not a report of "mailtxt check"`);
  const statistics = optional('statistics');
  return {
    tool: value['tool'],
    files: list('files'),
    findings: list('findings'),
    bounces: list('bounces'),
    problems: list('problems'),
    unread: list('unread'),
    fixed: value['fixed'] === undefined ? undefined : list('fixed'),
    baseline: optional('baseline'),
    changed: optional('changed'),
    statistics: statistics && {
      rules: objectsIn(statistics['rules'], name) as unknown as readonly RuleCount[],
      zones: objectsIn(statistics['zones'], name) as unknown as readonly ZoneCount[],
    },
    summary,
  };
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function numberIn(object: ReportObject, key: string): number {
  const value = object[key];
  return typeof value === 'number' ? value : 0;
}

function sumOf(objects: readonly ReportObject[], key: string): number {
  return objects.reduce((sum, object) => sum + numberIn(object, key), 0);
}

function mergeBaselines(baselines: readonly ReportObject[]): object {
  const all = (key: string): readonly unknown[] =>
    eachOnce(
      baselines.flatMap((baseline) => (Array.isArray(baseline[key]) ? (baseline[key] as unknown[]) : [])),
    );
  return {
    ...baselines[0],
    known: sumOf(baselines, 'known'),
    expired: all('expired'),
    obsolete: all('obsolete'),
  };
}

/** A zone is in only one shard, but a rule may be in all of them. */
function mergeStatistics(all: readonly Statistics[]): Statistics {
  const rules = new Map<string, RuleCount>();
  for (const count of all.flatMap((one) => one.rules)) {
    const key = `${count.severity} ${count.rule}`;
    const known = rules.get(key);
    rules.set(
      key,
      known === undefined
        ? count
        : {
            ...count,
            findings: known.findings + count.findings,
            fixable: known.fixable + count.fixable,
            zones: known.zones + count.zones,
          },
    );
  }
  return { rules: sortRules([...rules.values()]), zones: sortZones(all.flatMap(({ zones }) => zones)) };
}
