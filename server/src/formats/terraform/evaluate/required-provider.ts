import type { Block } from '../syntax/body.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { argumentIn } from './declared.ts';
import type { Declared } from './declared.ts';

/** The local name of a resource's provider: from its argument `provider`, otherwise the prefix of its type. */
export function providerNameOf(type: string, declared: Declared<Block>): string {
  const given = argumentIn(declared, 'provider');
  if (given !== undefined) {
    const { start, end } = rangeOfExpression(given.what.expression);
    // `aws.east`; in JSON and in old versions `"aws.east"`.
    const [, name] =
      /^["${]*([\w-]+)/.exec(given.site.text.slice(start, Math.min(end, start + MAX_NAME))) ?? [];
    if (name !== undefined) return name;
  }
  return type.replace(/_.*/, '');
}

/** Characters of a provider name that are read. */
const MAX_NAME = 200;

/**
 * `namespace/type` in lowercase from a provider's source address: `registry.example.com/hashicorp/aws` is a mirror of
 * `hashicorp/aws`, and OpenTofu publishes HashiCorp's providers under its own namespace. `undefined` if the address has no
 * namespace that identifies the provider.
 */
export function providerAddress(source: string): string | undefined {
  const parts = source.toLowerCase().split('/');
  const [type, namespace = 'hashicorp'] = parts.reverse();
  // Terraform 0.12 wrote this to the state for any namespace.
  if (type === undefined || type === '' || namespace === 'terraform-providers' || namespace === '-') {
    return undefined;
  }
  return `${namespace === 'opentofu' ? 'hashicorp' : namespace}/${type}`;
}
