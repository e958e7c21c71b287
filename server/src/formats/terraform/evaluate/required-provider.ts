import type { Block } from '../syntax/body.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { argumentIn } from './declared.ts';
import type { Declared } from './declared.ts';

/** The local name of a resource's provider: what its argument `provider` says, else the beginning of its type. */
export function providerNameOf(type: string, declared: Declared<Block>): string {
  const given = argumentIn(declared, 'provider');
  if (given !== undefined) {
    const { start, end } = rangeOfExpression(given.what.expression);
    // `aws.east`, and `"aws.east"` in JSON and in old versions.
    const [, name] =
      /^["${]*([\w-]+)/.exec(given.site.text.slice(start, Math.min(end, start + MAX_NAME))) ?? [];
    if (name !== undefined) return name;
  }
  return type.replace(/_.*/, '');
}

/** Characters of the name of a provider that are looked at. */
const MAX_NAME = 200;

/**
 * `namespace/type` in lowercase of a provider's source address: `registry.example.com/hashicorp/aws` is a mirror of
 * `hashicorp/aws`, and OpenTofu has the providers of HashiCorp as its own. `undefined` where the address has no namespace
 * that says whose provider it is.
 */
export function providerAddress(source: string): string | undefined {
  const parts = source.toLowerCase().split('/');
  const [type, namespace = 'hashicorp'] = parts.reverse();
  // What Terraform 0.12 wrote into the state, of whatever namespace.
  if (type === undefined || type === '' || namespace === 'terraform-providers' || namespace === '-') {
    return undefined;
  }
  return `${namespace === 'opentofu' ? 'hashicorp' : namespace}/${type}`;
}
