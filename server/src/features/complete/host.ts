import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import { fieldOf } from '../../records/record.ts';
import type { TypedField } from '../../records/typed-field.ts';
import { allServices } from '../../senders/services/all.ts';
import { code, joinMarkdown, markup, type Markdown } from '../../text/markdown.ts';
import { hintedServices, knownNames, MAX_RECORDS_READ } from './known-names.ts';
import type { NameUse } from './names-of-block.ts';
import { keyTargets, ofService, RANKS } from './service-keys.ts';
import type { Completion, Suggestion } from './suggestion.ts';

/** The names that fit, by the field of RDATA. An MX, NS or SRV may not lead to an alias: RFC 2181 §10.3, RFC 2782. */
const USES: Readonly<Record<string, readonly NameUse[]>> = {
  'MX.exchange': ['address'],
  'NS.nsdname': ['address'],
  'SRV.target': ['address'],
  'PTR.ptrdname': ['address'],
  'CNAME.cname': ['address', 'alias'],
};

/** The hosts that fit into the data of a record. `typed`: what is before the cursor. */
export function completeHost(
  workspace: Workspace,
  path: DocumentPath,
  field: TypedField,
  typed: string,
): Completion | undefined {
  const { type = '', field: name = '', owner, range, write } = field;
  const key = `${type}.${name}`;
  const uses = Object.hasOwn(USES, key) ? USES[key] : undefined;
  if (uses === undefined) return undefined;
  const ofKey = owner === undefined || type !== 'CNAME' ? undefined : keyTargets(owner, write);
  if (ofKey !== undefined) return { range, suggestions: ofKey };
  const used = owner === undefined ? NO_NAMES : namesUsed(workspace, owner, type, name);
  const services = type !== 'MX' ? [] : mailServers(workspace, path, field, used);
  const known = knownNames(workspace, path, {
    uses,
    typed: typed.toLowerCase().replace(/\.$/, ''),
    domain: undefined,
  });
  const names = known.names
    .filter((one) => !used.has(one))
    .map((one): Suggestion => ({
      text: write(one),
      kind: 'name',
      detail: undefined,
      rank: RANKS.name,
      goesOn: false,
      explain: () => addressesOf(workspace, one),
    }));
  return { range, suggestions: [...services, ...names], isIncomplete: !known.isWhole };
}

/** What the records of the owner lead to already. An alias cannot lead to itself. */
function namesUsed(
  workspace: Workspace,
  owner: DomainName,
  type: string,
  field: string,
): ReadonlySet<DomainName> {
  if (type === 'CNAME') return new Set([owner]);
  const records = workspace.recordsOf(owner, type).slice(0, MAX_RECORDS_READ);
  return new Set(records.flatMap(({ record }) => fieldOf(record, field)?.value ?? []));
}

const NO_NAMES: ReadonlySet<DomainName> = new Set();

/** The MX hosts that services name, those first of the services that records of the domain hint at. */
function mailServers(
  workspace: Workspace,
  path: DocumentPath,
  { owner, origin, write }: TypedField,
  used: ReadonlySet<DomainName>,
): readonly Suggestion[] {
  const domain = owner ?? origin;
  const hinted = domain === undefined ? undefined : hintedServices(workspace, path, domain).services;
  return allServices().flatMap((service) => {
    const isHinted = hinted?.has(service.id) === true;
    // A service lists its hosts in the order of their preference.
    return service.mxHosts
      .filter((host) => !used.has(host))
      .map((host, i) =>
        ofService(service, write(host), isHinted ? RANKS.hinted + Math.min(i, 9) : RANKS.service),
      );
  });
}

function addressesOf(workspace: Workspace, name: DomainName): Markdown | undefined {
  const data = ['A', 'AAAA', 'CNAME'].flatMap((type) =>
    workspace
      .recordsOf(name, type)
      .slice(0, MAX_ADDRESSES_SHOWN)
      .flatMap(({ record }) => fieldOf(record, type === 'CNAME' ? 'cname' : 'address')?.value ?? []),
  );
  if (data.length === 0) return undefined;
  return joinMarkdown(
    data.map((one) => code(one)),
    markup`, `,
  );
}

/** Records of each type that are shown of a name that is suggested. */
export const MAX_ADDRESSES_SHOWN = 4;
