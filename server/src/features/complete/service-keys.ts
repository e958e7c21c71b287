import { completeName, type DomainName } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import type { AliasEntry, TypedField } from '../../records/typed-field.ts';
import { allServices } from '../../senders/services/all.ts';
import { targetOfKey } from '../../senders/services/catalog.ts';
import type { Service, ServiceKey } from '../../senders/services/model.ts';
import { joinMarkdown, link, markup, PARAGRAPH, text, type Markdown } from '../../text/markdown.ts';
import type { Suggestion } from './suggestion.ts';

/** Services that records point to come first, then names, then other services. */
export const RANKS = { hinted: 0, name: 10, service: 20 };

/**
 * The owner names of DKIM keys of services: of each key of services that records point to and, if whole lines can be typed, of
 * all keys of a service as a set of aliases.
 *
 * @param isFree whether the name has no records yet
 */
export function keyOwners(
  { write, writeAliases }: TypedField,
  domain: DomainName,
  hinted: ReadonlySet<string>,
  isFree: (name: DomainName) => boolean,
): readonly Suggestion[] {
  const found: Suggestion[] = [];
  for (const service of allServices()) {
    const isHinted = hinted.has(service.id);
    const keys = (service.dkim?.keys ?? []).filter(({ older }) => !older);
    if (isHinted) {
      for (const { selector } of keys) {
        const owner = completeName(`${selector}._domainkey`, domain);
        if (isFree(owner)) found.push({ ...ofService(service, write(owner), RANKS.name), kind: 'owner' });
      }
    }
    const aliases = aliasesOf(keys, domain);
    if (writeAliases === undefined || aliases.length === 0) continue;
    if (isHinted && !aliases.every(({ owner }) => isFree(owner))) continue;
    found.push({
      ...ofService(service, writeAliases(aliases), isHinted ? RANKS.name : RANKS.service),
      label: `DKIM for ${service.name}`,
      detail: aliases.length === 1 ? '1 CNAME' : `${aliases.length} CNAMEs`,
    });
  }
  return found;
}

/** All keys of a service as aliases; none if one of them has a different target for each customer. */
function aliasesOf(keys: readonly ServiceKey[], domain: DomainName): readonly AliasEntry[] {
  const aliases = keys.flatMap((key): readonly AliasEntry[] => {
    const target = key.type === 'CNAME' ? targetOfKey(key, domain) : undefined;
    return target === undefined
      ? []
      : [{ owner: completeName(`${key.selector}._domainkey`, domain), target }];
  });
  return aliases.length === keys.length ? aliases : [];
}

/** The targets of the CNAME of a DKIM key, by service; `undefined` if the name is not that of a key. */
export function keyTargets(owner: DomainName, write: TypedField['write']): readonly Suggestion[] | undefined {
  const key = dkimNameOf(owner);
  if (key.kind !== 'key') return undefined;
  return allServices().flatMap((service) =>
    (service.dkim?.keys ?? []).flatMap((one): readonly Suggestion[] => {
      const target =
        one.type === 'CNAME' && one.selector === key.selector ? targetOfKey(one, key.domain) : undefined;
      return target === undefined ? [] : [ofService(service, write(target), RANKS.service)];
    }),
  );
}

/** Whether it is the name of a key that customers of a service publish as an alias. */
export function isKeyAlias(owner: DomainName): boolean {
  const key = dkimNameOf(owner);
  if (key.kind !== 'key') return false;
  return allServices().some(({ dkim }) =>
    dkim?.keys.some(({ type, selector }) => type === 'CNAME' && selector === key.selector),
  );
}

export function ofService(service: Service, name: string, rank: number): Suggestion {
  return {
    text: name,
    kind: 'service',
    detail: service.name,
    rank,
    goesOn: false,
    explain: () => serviceDocumentation(service),
  };
}

/** The name of a service, and its instructions. */
export function serviceDocumentation({ name, docs }: Service): Markdown {
  const source = docs === undefined ? undefined : link('Instructions from the service', docs);
  const parts = [markup`**${text(name)}**`, source].filter((part) => part !== undefined);
  return joinMarkdown(parts, PARAGRAPH);
}
