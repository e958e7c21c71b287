import { ModuleSource } from '../evaluate/module-source.ts';
import { readFile } from '../syntax/file.ts';
import { AZURE_MODULES } from './azure.ts';
import { CLOUDFLARE_MODULES } from './cloudflare.ts';
import { GOOGLE_MODULES } from './google.ts';
import { ROUTE53_MODULES } from './route53.ts';
import type { StandIn } from './stand-in.ts';

export const STAND_INS: readonly StandIn[] = [
  ...ROUTE53_MODULES,
  ...CLOUDFLARE_MODULES,
  ...GOOGLE_MODULES,
  ...AZURE_MODULES,
];

const READ = new Map<string, ModuleSource>();
const STAND_IN_OF = new WeakMap<ModuleSource, StandIn>();

/** The stand-in that the module is read from, if there is one. */
export function standInOf(source: ModuleSource): StandIn | undefined {
  return STAND_IN_OF.get(source);
}

/** The module that a call names, from a registry or from its source repository, in any version. */
export function registryModule(source: string): ModuleSource | undefined {
  const name = nameOf(source);
  const known = READ.get(name);
  if (known !== undefined) return known;
  const standIn = STAND_INS.find((one) => one.source === name);
  if (standIn === undefined) return undefined;
  // No document has this path: findings in it are shown at the call.
  const path = `\0${name}`;
  const items = readFile(standIn.text, 'native');
  const file = { path, items, isJson: false, isVariables: false, isOverride: false };
  const read = new ModuleSource(path, [file]);
  READ.set(name, read);
  STAND_IN_OF.set(read, standIn);
  return read;
}

/** `git::https://github.com/OWNER/terraform-PROVIDER-NAME.git//FOLDER?ref=v1`, and its short forms. */
const REPOSITORY =
  /^(?:git::)?(?:(?:https|ssh):\/\/)?(?:git@)?github\.com[/:]([\w-]+)\/([\w.-]+?)(?:\.git)?(\/\/[^?]*)?$/;

function nameOf(source: string): string {
  const bare = source.replace(/\?.*/, '').replace(/(?<!\/)\/+$/, '');
  const [, owner = '', repository = '', folder = ''] = REPOSITORY.exec(bare) ?? [];
  if (owner !== '') {
    // https://developer.hashicorp.com/terraform/registry/modules/publish: repositories are named `terraform-PROVIDER-NAME`.
    const [, provider = '', name = ''] = /^terraform-([a-z0-9]+)-(.+)$/.exec(repository) ?? [];
    return `${owner}/${provider === '' ? repository : `${name}/${provider}`}${folder}`;
  }
  // `registry.example.com/a/b/c` is the same module in another registry.
  return bare.replace(/^[\w-]+(?:\.[\w-]+)+\//, '');
}
