import { SEVERITIES } from '../../../analysis/engine/finding-store.ts';
import { FingerprintCounter } from '../fingerprint.ts';
import { jsonText, writeList } from '../reporters/json.ts';
import { SARIF_HEAD } from '../reporters/sarif.ts';
import { byPath, eachOnce, isReportObject, NotMergeable, objectsIn } from './merged.ts';
import type { ReportObject, Merged, ReportFile } from './merged.ts';

interface Run {
  readonly results: readonly ReportObject[];
  readonly invocation: ReportObject;
  readonly driver: ReportObject;
  readonly rules: readonly ReportObject[];
}

/**
 * Merges reports of `check --format sarif` into a log of one run. Equal findings are numbered, and rules listed, across all shards.
 *
 * @throws NotMergeable
 */
export function mergeSarif(reports: readonly ReportFile[]): Merged {
  const runs = reports.flatMap(readRuns);
  const rules = new Map<string, ReportObject>();
  for (const run of runs) for (const rule of run.rules) rules.set(String(rule['id']), rule);
  const indexes = new Map<string, number>();
  const counter = new FingerprintCounter();
  const results = byPath(
    runs.flatMap((run) => run.results),
    resultPath,
  ).map((result) => {
    const id = String(result['ruleId']);
    if (!indexes.has(id)) indexes.set(id, indexes.size);
    return renumbered({ ...result, ruleIndex: indexes.get(id) }, counter);
  });
  const notifications = runs.flatMap(({ invocation }) =>
    objectsIn(invocation['toolExecutionNotifications'] ?? [], 'SARIF'),
  );
  const executionSuccessful = runs.every(({ invocation }) => invocation['executionSuccessful'] === true);
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { properties } of results) {
    const severity = SEVERITIES.find((one) => isReportObject(properties) && properties['severity'] === one);
    if (severity !== undefined) counts[severity]++;
  }
  return {
    counts,
    hasFailed: !executionSuccessful,
    write(out) {
      out.write(SARIF_HEAD);
      writeList(out, 'results', results, (result) => result);
      const invocation = {
        executionSuccessful,
        // What could not be read comes before what was not checked.
        toolExecutionNotifications: [false, true].flatMap((isUnread) =>
          byPath(eachOnce(notifications.filter((one) => 'descriptor' in one === isUnread)), resultPath),
        ),
      };
      out.write(`"invocations":[${jsonText(invocation)}],\n`);
      const used = [...indexes.keys()].flatMap((id) => rules.get(id) ?? []);
      out.write(`"tool":${jsonText({ driver: { ...runs[0]?.driver, rules: used } })}}]}\n`);
    },
  };
}

function readRuns({ name, value }: ReportFile): readonly Run[] {
  const runs = isReportObject(value) ? objectsIn(value['runs'], name) : [];
  return runs.map((run) => {
    const { tool } = run;
    const driver = isReportObject(tool) ? tool['driver'] : undefined;
    const [invocation] = objectsIn(run['invocations'], name);
    if (!isReportObject(driver) || driver['name'] !== 'mailtxt' || invocation === undefined)
      throw new NotMergeable(`${name} is not a report of "mailtxt check"`);
    return {
      results: objectsIn(run['results'], name),
      invocation,
      driver,
      rules: objectsIn(driver['rules'], name),
    };
  });
}

/** Numbers a finding among those with the same fingerprint. */
function renumbered(result: ReportObject, counter: FingerprintCounter): ReportObject {
  const prints = result['partialFingerprints'];
  const numbered = isReportObject(prints) ? prints['mailtxt/v1'] : undefined;
  if (typeof numbered !== 'string') return result;
  const [fingerprint = ''] = numbered.split(':');
  return { ...result, partialFingerprints: { 'mailtxt/v1': counter.next(fingerprint) } };
}

/** The decoded path of the first location of a result: shards sort their results by paths, not by URIs. */
function resultPath(result: ReportObject): string {
  const [first] = Array.isArray(result['locations']) ? (result['locations'] as unknown[]) : [];
  const physical = isReportObject(first) ? first['physicalLocation'] : undefined;
  const artifact = isReportObject(physical) ? physical['artifactLocation'] : undefined;
  const uri = isReportObject(artifact) ? artifact['uri'] : undefined;
  if (typeof uri !== 'string') return '';
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
