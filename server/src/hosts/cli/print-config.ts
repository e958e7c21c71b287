import { ruleSettingIn } from '../../analysis/findings/rule-setting.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import { plain } from '../../features/reports/paint.ts';
import { rules } from '../../rules/registry.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import type { PrintConfigCommand } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { openOutput } from './output.ts';
import { silentProgress } from './progress.ts';
import { jsonText } from './reporters/json.ts';
import { reportProblems } from './reporters/problems.ts';
import { terminalAt } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `mailtxt check --print-config FILE` */
export async function runPrintConfig(command: PrintConfigCommand): Promise<ExitStatus> {
  const inputs = await gatherInputs(command, silentProgress);
  const fatal = inputs.problems.filter((problem) => problem.fatal);
  const errors = openOutput(2);
  const { width } = await terminalAt(2);
  reportProblems(fatal, errors, { paint: plain, width, nameOf: inputs.nameOf });
  errors.flush();
  const [document] = inputs.documents;
  if (document === undefined) {
    if (fatal.length > 0) return 2;
    throw new UsageError('--print-config requires one zone file or Terraform file');
  }
  const out = openOutput(1);
  out.write(`${jsonText(settingsFor(document.path, inputs), 2)}\n`);
  out.flush();
  return fatal.length > 0 ? 2 : 0;
}

function settingsFor(path: DocumentPath, { environment, configs, nameOf }: Inputs): object {
  const { user } = configs;
  const loaded = configs.nearest(path);
  const used = loaded ?? user;
  const named = (names: readonly DocumentPath[]): readonly string[] => names.map(nameOf);
  const senders = new Map<string, string[]>();
  for (const { domain, name } of used?.senders ?? [])
    senders.set(domain, [...(senders.get(domain) ?? []), name]);
  const patterns = (key: 'reports' | 'bounces' | 'ignore'): readonly object[] =>
    (used?.patternsOf(key) ?? []).map((one) => ({
      folder: nameOf(one.folder) || '.',
      patterns: one.patterns,
    }));
  const { valueFiles, workspace } = loaded?.terraform ?? {};
  return {
    file: nameOf(path),
    // In order of precedence.
    settings: [...sourcesOf(loaded), ...sourcesOf(user)].map((source) => nameOf(source)),
    preview: environment.isPreviewOn?.(path) ?? false,
    rules: Object.fromEntries(
      rules.map((rule) => [rule.id, ruleSettingIn(environment, rule, path) ?? rule.severity]),
    ),
    dns: { ...user?.dns, ...loaded?.dns },
    origin: environment.originOf(path) ?? null,
    senders: Object.fromEntries(senders),
    reports: patterns('reports'),
    bounces: patterns('bounces'),
    ignore: patterns('ignore'),
    terraform: {
      ...(valueFiles === undefined ? {} : { varFiles: named(valueFiles) }),
      ...(workspace === undefined ? {} : { workspace }),
    },
  };
}

/** The files and presets that the settings come from. */
function sourcesOf(loaded: LoadedConfig | undefined): readonly DocumentPath[] {
  return loaded?.layers.map(({ path, preset }) => path ?? preset ?? '') ?? [];
}
