import type { ConfigurationSyntax } from './syntax/file.ts';

const CONFIGURATION = /\.(?:tf|tofu)$/i;
const JSON_CONFIGURATION = /\.(?:tf|tofu)\.json$/i;

/** Whether the name of a file says that it is a part of a module. */
export function isTerraformPath(path: string): boolean {
  return CONFIGURATION.test(path) || JSON_CONFIGURATION.test(path);
}

/** Whether the file gives values to the variables of the module it lies in, unasked. */
export function isVariablesPath(path: string): boolean {
  return /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(path);
}

export function syntaxOf(path: string): ConfigurationSyntax {
  if (JSON_CONFIGURATION.test(path)) return 'json';
  return path.endsWith('.json') ? 'json-variables' : 'native';
}
