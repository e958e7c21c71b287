import { filedBounces } from '../../features/filed-bounces.ts';
import { sortProblems, documentProblems } from '../cli/document-problems.ts';
import { analyzeWithAnswers, openDns } from '../cli/dns.ts';
import { gatherInputs } from '../cli/inputs.ts';
import { loadWorkspace } from '../cli/load.ts';
import { silentProgress } from '../cli/progress.ts';
import { reportJson } from '../cli/reporters/json.ts';
import { gatherUnread } from '../cli/unread.ts';
import { checkResult } from './check-result.ts';
import type { CheckReport, Severity } from './types.ts';
import { jsonReport } from './json-report.ts';

/** The options of `mailtxt check`. */
export interface FileOptions {
  /** A settings file that takes precedence over each `.mailtxt.json`. */
  readonly config?: string;
  /** The severity by rule id, or `off`. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** Turns preview rules on. */
  readonly preview?: boolean;
  /** The zone name of the given files. */
  readonly origin?: string;
  /** Variable files for Terraform modules, in order. */
  readonly varFiles?: readonly string[];
  /** The selected Terraform workspace. */
  readonly workspace?: string;
  /** `off` (the default), `live`, or the path of a file of recorded answers. */
  readonly dns?: string;
  /** The DNS server for `live`: an address, or a DNS-over-HTTPS URL. */
  readonly resolver?: string;
}

/**
 * Checks files and folders, as `mailtxt check` does, without applying fixes. Paths are relative to the current folder.
 *
 * @throws Error if an option is invalid. What cannot be read is in `problems` of the report.
 */
export async function checkFiles(paths: readonly string[], options: FileOptions = {}): Promise<CheckReport> {
  const inputs = await gatherInputs(
    {
      paths,
      stdin: false,
      stdinName: undefined,
      origin: options.origin,
      varFiles: options.varFiles ?? [],
      workspace: options.workspace,
      configPath: options.config,
      ruleSettings: Object.entries(options.rules ?? {}),
      preview: options.preview ?? false,
    },
    silentProgress,
    { hasContext: true },
  );
  const asked = { dns: options.dns ?? 'off', resolver: options.resolver, record: undefined };
  const { outside, problems: dnsProblems } = await openDns(asked, inputs);
  const loaded = loadWorkspace(inputs, silentProgress, outside, { isStatic: !outside.grows });
  const { workspace } = loaded;
  const unanswered = await analyzeWithAnswers(outside, workspace, silentProgress, () => {
    for (const path of loaded.paths) workspace.findings(path, 0);
  });
  outside.close();
  const found = [...inputs.problems, ...dnsProblems, ...loaded.problems];
  const filed = filedBounces(inputs.bounces, workspace);
  const texts = new Map(inputs.bounces.map(({ path, text }) => [path, text]));
  const result = checkResult({
    workspace,
    paths: loaded.paths,
    problems: () => sortProblems([...found, ...documentProblems(loaded)]),
    unread: () => gatherUnread(inputs, loaded, found, { outside, unanswered }),
    bounces: {
      shown: filed.findings.filter(({ path }) => inputs.isSearched(path)),
      seenIn: filed.seenIn,
      textOf: (path) => texts.get(path),
    },
  });
  const report = jsonReport((out) => reportJson(result, out, inputs.nameOf)) as CheckReport;
  const [broken] = loaded.brokenRules.values();
  if (broken !== undefined) throw new Error(broken);
  return report;
}
