/** Where the source of a unit's module points to. */
export type ModuleAddress =
  /** A local folder: absolute, or relative to the folder of the unit. */
  | { readonly kind: 'local'; readonly path: string }
  /** A registry or a repository, as in a `module` block. */
  | { readonly kind: 'remote'; readonly source: string };

/** Sources that show how or from where they are downloaded: `git::…`, `https://…`, `git@host:…`, `github.com/…`. */
const REMOTE = /^(?:[\w+.-]+::|[\w+.-]+:\/\/|[\w.-]+@[\w.-]+:|(?:github|gitlab)\.com\/|bitbucket\.org\/)/i;

/**
 * Parses the `source` of a `terraform` block. `//` separates the folder that Terragrunt copies from the module's folder in it.
 * https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#terraform
 */
export function moduleAddress(source: string): ModuleAddress {
  // The public registry has no host: `tfr:///namespace/name/provider//folder?version=1.2.3`.
  const registry = /^tfr:\/\/([^/]*)\/(.*)$/i.exec(source);
  if (registry !== null) {
    const [, host = '', rest = ''] = registry;
    return { kind: 'remote', source: withoutQuery(host === '' ? rest : `${host}/${rest}`) };
  }
  const bare = source.replace(/^file:\/\//i, '');
  if (REMOTE.test(bare)) return { kind: 'remote', source };
  return { kind: 'local', path: withoutQuery(bare).replace(/\/{2,}/g, '/') };
}

function withoutQuery(source: string): string {
  const query = source.indexOf('?');
  return query < 0 ? source : source.slice(0, query);
}
