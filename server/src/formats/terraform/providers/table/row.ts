import type { TextForm } from '../../../../records/text-forms.ts';
import type { RecordResource } from '../record-resource.ts';

type Options = Partial<Omit<RecordResource, 'resource' | 'owner' | 'providers'>> & {
  readonly owner?: string | readonly string[];
};

/** Most resources have one argument each for the type, the name relative to the zone, the TTL and the value. */
export function row(
  provider: string | readonly string[],
  resource: string,
  zone: string | readonly string[],
  values: string | readonly string[],
  text: TextForm,
  options: Options = {},
): RecordResource {
  const { owner = 'name' } = options;
  return {
    providers: typeof provider === 'string' ? [provider] : provider,
    resource,
    zone: typeof zone === 'string' ? [zone] : zone,
    values: typeof values === 'string' ? [values] : values,
    text,
    textSource: undefined,
    escapes: 'decimal',
    form: 'relative',
    hasApexSign: true,
    type: { argument: 'type' },
    items: undefined,
    choices: [],
    parts: undefined,
    hasList: false,
    isZoneFile: false,
    priority: undefined,
    ttl: 'ttl',
    hasAutomaticTtl: false,
    flattens: false,
    needsQuotes: 'for-blanks',
    service: 'the DNS provider',
    isWholeSet: false,
    splits: 'unknown',
    targets: 'root',
    ...options,
    owner: typeof owner === 'string' ? [owner] : owner,
  };
}

export const is = (type: string): { readonly is: string } => ({ is: type });
export const named = (argument: string): { readonly argument: string } => ({ argument });

/** A resource has all records of a name and type. */
export const SET = { isWholeSet: true } as const;
