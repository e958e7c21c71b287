import type { ProjectFiles } from '../../records/document-family.ts';
import { pathIn } from '../../text/paths.ts';

/** Where `terraform init` lists the modules that it has installed, within the folder of a root module. */
export const MODULE_MANIFEST = '.terraform/modules/modules.json';

/** Entries of one list that are read. Real configurations install some hundreds at most. */
export const MAX_INSTALLED_MODULES = 10_000;

interface Installed {
  readonly source: string;
  readonly folder: string;
}

/** Whether `terraform init` fills the folder: its content does not belong to this workspace. */
export function isInstalledPath(path: string): boolean {
  return path.includes('/.terraform/');
}

/**
 * The source text of modules from registries and repositories, which `terraform init` has put in the folder of the root module.
 */
export class InstalledModules {
  private readonly files: ProjectFiles;
  /** By the path of the list; `undefined`: it does not exist, or cannot be read. */
  private readonly manifests = new Map<string, ReadonlyMap<string, readonly Installed[]> | undefined>();
  /** The entries of all of these lists, by the folder and the name of the call. */
  private readonly byCall = new Map<string, Installed[]>();

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  /** Reads the list of a root module, if there is one. */
  load(folder: string): void {
    const path = manifestOf(folder);
    if (this.manifests.has(path) || isInstalledPath(`${folder}/`)) return;
    const text = this.files.read(path);
    const manifest = text === undefined ? undefined : readManifest(folder, text);
    this.manifests.set(path, manifest);
    if (manifest !== undefined) this.addCalls(manifest);
  }

  private addCalls(manifest: ReadonlyMap<string, readonly Installed[]>): void {
    for (const [call, installed] of manifest) {
      const known = this.byCall.get(call);
      if (known === undefined) this.byCall.set(call, [...installed]);
      else for (const one of installed) known.push(one);
    }
  }

  /** The file has changed. Returns whether it is one of the lists that were searched for. */
  forget(path: string): boolean {
    if (!this.manifests.has(path)) return false;
    this.manifests.delete(path);
    this.byCall.clear();
    for (const manifest of this.manifests.values()) if (manifest !== undefined) this.addCalls(manifest);
    return true;
  }

  /** The lists that were read. */
  *paths(): Iterable<string> {
    for (const [path, manifest] of this.manifests) if (manifest !== undefined) yield path;
  }

  /** The folder of the module that is called in `caller`; `undefined` if it is not installed, or from another source. */
  folderOf(caller: string, call: string, source: string): string | undefined {
    return this.byCall.get(callOf(caller, call))?.find((one) => isSameSource(one.source, source))?.folder;
  }
}

function manifestOf(folder: string): string {
  return folder === '' ? MODULE_MANIFEST : `${folder}/${MODULE_MANIFEST}`;
}

/** In the list, registry sources include the host that the short form omits. */
function isSameSource(installed: string, typed: string): boolean {
  return installed === typed || installed.endsWith(`/${typed}`);
}

function callOf(folder: string, name: string): string {
  return `${folder}\n${name}`;
}

/**
 * The modules of a list by the folder and the name of their call. A key such as `dns.zone` is the path of the call.
 * https://developer.hashicorp.com/terraform/cli/init#child-module-installation
 */
function readManifest(root: string, text: string): ReadonlyMap<string, readonly Installed[]> | undefined {
  const entries = entriesOf(text);
  const folders = new Map([['', root]]);
  for (const { key, folder } of entries) {
    const path = pathIn(root, folder);
    if (path !== undefined) folders.set(key, path);
  }
  const byCall = new Map<string, Installed[]>();
  for (const { key, source } of entries) {
    const dot = key.lastIndexOf('.');
    const caller = folders.get(dot < 0 ? '' : key.slice(0, dot));
    const folder = folders.get(key);
    if (key === '' || caller === undefined || folder === undefined || folder === caller) continue;
    const call = callOf(caller, key.slice(dot + 1));
    const known = byCall.get(call);
    if (known === undefined) byCall.set(call, [{ source, folder }]);
    else known.push({ source, folder });
  }
  return byCall;
}

function entriesOf(
  text: string,
): readonly { readonly key: string; readonly source: string; readonly folder: string }[] {
  let list: unknown;
  try {
    list = (JSON.parse(text) as { readonly Modules?: unknown } | null)?.Modules;
  } catch {
    // Terraform writes it: an incomplete list is still being written, and is read again when it is complete.
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.slice(0, MAX_INSTALLED_MODULES).flatMap((entry: unknown) => {
    const { Key: key, Source: source, Dir: folder } = (entry ?? {}) as Record<string, unknown>;
    if (typeof key !== 'string' || typeof source !== 'string' || typeof folder !== 'string') return [];
    return [{ key, source, folder }];
  });
}
