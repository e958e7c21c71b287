import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { parseFactsFile } from '../../server/src/analysis/input/facts-file.ts';
import type { Finding, Fix } from '../../server/src/analysis/finding.ts';
import type { WorkspaceEnvironment, Workspace } from '../../server/src/analysis/workspace.ts';
import { rules as allRules } from '../../server/src/rules/registry.ts';
import type { AnyRule } from '../../server/src/rules/rule.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { readReports } from '../../server/src/senders/reports/read-file.ts';
import { seenPolicies } from '../../server/src/senders/reports/seen-policies.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

export interface WorkspaceOptions {
  /** Files that an `$INCLUDE` may name, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly origin?: string;
  readonly rules?: readonly AnyRule[];
  /** The texts of files in the last commit, by path. */
  readonly committed?: Readonly<Record<string, string>>;
  /** DMARC aggregate reports, as XML. All files are older than they are, unless `changedAt` says otherwise. */
  readonly reports?: readonly string[];
  /** Seconds since 1970 of the last change of a file, by path; `undefined` if it is unknown. */
  readonly changedAt?: Readonly<Record<string, number | undefined>>;
  /** Other zone files of the workspace, by path. */
  readonly beside?: Readonly<Record<string, string>>;
  /** What the DNS outside of the workspace answers, as in a file of answers. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** What it answers to every other question. */
  readonly otherwise?: 'NXDOMAIN';
  /** As in `.mailtxt.json`. */
  readonly senders?: Readonly<Record<string, readonly unknown[]>>;
  readonly severities?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'hint' | 'off'>>;
  /** Preview rules, and those that are off by default, are on in tests unless this is false: their pages are tests too. */
  readonly preview?: boolean;
}

/** Environment made of values. A rule that throws fails the test. */
export function environment(options: WorkspaceOptions = {}): WorkspaceEnvironment {
  const { facts, problems } = parseFactsFile(
    JSON.stringify({ answers: options.answers ?? {}, otherwise: options.otherwise }),
  );
  const settings = parseConfig(JSON.stringify({ senders: options.senders ?? {} }));
  for (const { message } of [...problems, ...settings.problems]) throw new Error(message);
  const senders = declaredSenders(settings.config.senders, '.mailtxt.json');
  const optional = new Map(
    (options.rules ?? allRules).filter((rule) => rule.offByDefault).map((rule) => [rule.id, rule.severity]),
  );
  const policies = seenPolicies(
    (options.reports ?? []).flatMap((xml, i) =>
      readReports(Buffer.from(xml)).reports.map((report) => ({
        report,
        path: `reports/${i + 1}.xml`,
        ranges: true,
      })),
    ),
  );
  return {
    seenPolicyOf: (domain) => policies.get(domain),
    lastChangeOf: (path) => (options.changedAt === undefined ? 0 : options.changedAt[path]),
    sendersFor: () => senders,
    ask: (name, type) => facts.ask(name, type),
    include: (target) => {
      const text = options.files?.[target];
      return text === undefined ? undefined : { path: target, text };
    },
    originOf: () => options.origin,
    committedTextOf: (path) => options.committed?.[path],
    severityOf: (id) =>
      options.severities?.[id] ?? (options.preview === false ? undefined : optional.get(id)),
    isPreviewOn: () => options.preview ?? true,
  };
}

export function workspace(options: WorkspaceOptions = {}): Workspace {
  return createWorkspace(environment(options), options.rules);
}

/** A workspace with one zone file in it. */
export function zone(text: string, path = 'example.com.zone', options: WorkspaceOptions = {}): Workspace {
  const made = workspace(options);
  for (const [other, zoneText] of Object.entries(options.beside ?? {}))
    made.add(other, zoneText, { format: 'zone' });
  made.add(path, text);
  return made;
}

export function findingsOf(made: Workspace, path: string): readonly Finding[] {
  return made.findings(path).findings;
}

/** The text of one file after a fix. Edits in other files are rejected, because their tests handle those. */
export function applyFix(made: Workspace, path: string, fix: Fix): string {
  const text = made.textOf(path);
  if (text === undefined) throw new Error(`no such document: ${path}`);
  for (const edit of fix.edits) if (edit.path !== path) throw new Error(`the fix changes ${edit.path}`);
  return applyEdits(text.slice(0, text.length), fix.edits);
}
