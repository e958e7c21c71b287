import type { DnsSettings, TerraformSettings } from '../../analysis/input/config.ts';
import type { Severity } from '../../records/report.ts';

/** The user's settings under `mailtxt`, as the server reads them. `package.json` declares the same keys and defaults. */
export interface Settings {
  /** The maximum number of findings in one file that are sent to the editor. The most severe ones come first. */
  readonly maxFindings: number;
  /** The severity by rule id. A `.mailtxt.json` takes precedence over it. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Whether preview rules are on. A `.mailtxt.json` takes precedence over it. */
  readonly preview: boolean;
  readonly diagnostics: DiagnosticsSettings;
  readonly spf: SpfSettings;
  readonly dns: DnsSettings;
  /**
   * The variable files and the workspace for Terraform modules. A `.mailtxt.json` takes precedence. Without files, each file next to a
   * module is used separately. The workspace '' means unknown.
   */
  readonly terraform: TerraformSettings;
}

export interface DiagnosticsSettings {
  /** Whether findings are shown for all files of the workspace, or only for open ones. */
  readonly scope: DiagnosticsScope;
}

export type DiagnosticsScope = 'workspace' | 'openFiles';

/** Where the editor shows the lookups of an SPF record. */
export interface SpfSettings {
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly hoverTree: boolean;
}

export const defaultSettings: Settings = {
  maxFindings: 500,
  rules: {},
  preview: false,
  diagnostics: { scope: 'workspace' },
  spf: { codeLens: true, inlayHints: true, hoverTree: true },
  dns: { mode: 'off', resolver: 'system', timeoutMs: 2000 },
  terraform: { varFiles: [], workspace: '' },
};

const SEVERITIES = new Set<unknown>(['error', 'warning', 'info', 'hint', 'off']);

/** A value of the wrong type is treated as not set. */
export function readSettings(raw: unknown): Settings {
  if (!isObject(raw)) return defaultSettings;
  const { maxFindings, rules, preview, diagnostics, spf, dns, terraform } = raw;
  return {
    maxFindings: isCount(maxFindings) ? maxFindings : defaultSettings.maxFindings,
    rules: isObject(rules) ? severitiesOf(rules) : defaultSettings.rules,
    preview: typeof preview === 'boolean' ? preview : defaultSettings.preview,
    diagnostics: isObject(diagnostics)
      ? { scope: scopeOf(diagnostics['scope']) }
      : defaultSettings.diagnostics,
    spf: isObject(spf) ? spfSettingsOf(spf) : defaultSettings.spf,
    dns: isObject(dns) ? dnsOf(dns) : defaultSettings.dns,
    terraform: isObject(terraform) ? terraformOf(terraform) : defaultSettings.terraform,
  };
}

function scopeOf(scope: unknown): DiagnosticsScope {
  return scope === 'workspace' || scope === 'openFiles' ? scope : defaultSettings.diagnostics.scope;
}

function dnsOf({ mode, resolver, timeoutMs }: Readonly<Record<string, unknown>>): DnsSettings {
  const { dns } = defaultSettings;
  return {
    mode: isText(mode) ? mode : dns.mode,
    resolver: isText(resolver) ? resolver : dns.resolver,
    timeoutMs: isCount(timeoutMs) ? timeoutMs : dns.timeoutMs,
  };
}

function terraformOf({ varFiles, workspace }: Readonly<Record<string, unknown>>): TerraformSettings {
  return {
    varFiles: Array.isArray(varFiles) ? varFiles.filter(isText) : [],
    workspace: isText(workspace) ? workspace : '',
  };
}

export function sameSettings(a: Settings, b: Settings): boolean {
  const [rulesOfA, rulesOfB] = [Object.entries(a.rules), Object.entries(b.rules)];
  return (
    a.maxFindings === b.maxFindings &&
    a.preview === b.preview &&
    a.diagnostics.scope === b.diagnostics.scope &&
    a.spf.codeLens === b.spf.codeLens &&
    a.spf.inlayHints === b.spf.inlayHints &&
    a.spf.hoverTree === b.spf.hoverTree &&
    a.dns.mode === b.dns.mode &&
    a.dns.resolver === b.dns.resolver &&
    a.dns.timeoutMs === b.dns.timeoutMs &&
    a.terraform.workspace === b.terraform.workspace &&
    a.terraform.varFiles.join('\n') === b.terraform.varFiles.join('\n') &&
    rulesOfA.length === rulesOfB.length &&
    rulesOfA.every(([rule, severity]) => b.rules[rule] === severity)
  );
}

function spfSettingsOf({ codeLens, inlayHints, hoverTree }: Readonly<Record<string, unknown>>): SpfSettings {
  const { spf } = defaultSettings;
  return {
    codeLens: typeof codeLens === 'boolean' ? codeLens : spf.codeLens,
    inlayHints: typeof inlayHints === 'boolean' ? inlayHints : spf.inlayHints,
    hoverTree: typeof hoverTree === 'boolean' ? hoverTree : spf.hoverTree,
  };
}

function severitiesOf(rules: Readonly<Record<string, unknown>>): Settings['rules'] {
  const severities: Record<string, Severity | 'off'> = {};
  for (const [rule, severity] of Object.entries(rules)) {
    if (isSeverity(severity)) severities[rule] = severity;
  }
  return severities;
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return SEVERITIES.has(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
