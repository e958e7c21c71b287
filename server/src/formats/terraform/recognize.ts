import type { ConfigurationSyntax } from './syntax/file.ts';

const CONFIGURATION = /\.(?:tf|tofu)$/i;
const JSON_CONFIGURATION = /\.(?:tf|tofu)\.json$/i;

/** Whether the file name is that of a part of a module. */
export function isTerraformPath(path: string): boolean {
  return CONFIGURATION.test(path) || JSON_CONFIGURATION.test(path);
}

/** Whether Terraform automatically loads values for variables of the file's module from it. */
export function isVariablesPath(path: string): boolean {
  return /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(path);
}

/** Whether the file name shows that the file belongs to the module of its folder. */
export function isModulePart(path: string): boolean {
  return isTerraformPath(path) || isVariablesPath(path);
}

/** Whether the file sets variables, loaded automatically or not. */
export function isValuesPath(path: string): boolean {
  return /\.tfvars(?:\.json)?$/i.test(path);
}

/**
 * Of files that set variables, the one with the higher number wins; of equal ones, the later name.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function variablesRank(path: string): number {
  if (/(?:^|\/)terraform\.tfvars$/.test(path)) return 0;
  return /(?:^|\/)terraform\.tfvars\.json$/.test(path) ? 1 : 2;
}

/** Whether OpenTofu reads the file and Terraform does not. */
export function isTofuPath(path: string): boolean {
  return /\.tofu(?:\.json)?$/i.test(path);
}

/** The file that OpenTofu reads instead of this one, if it exists. */
export function tofuPathOf(path: string): string | undefined {
  const match = /\.tf(\.json)?$/i.exec(path);
  return match === null ? undefined : `${path.slice(0, match.index)}.tofu${match[1] ?? ''}`;
}

/**
 * Whether the file is read after the others of its module, and overrides their declarations.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
export function isOverridePath(path: string): boolean {
  return isTerraformPath(path) && /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/i.test(path);
}

export function syntaxOf(path: string): ConfigurationSyntax {
  if (JSON_CONFIGURATION.test(path)) return 'json';
  return path.endsWith('.json') ? 'json-variables' : 'native';
}
