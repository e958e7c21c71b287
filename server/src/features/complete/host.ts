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

/** The kinds of names that fit, by the field of RDATA. An MX, NS or SRV must not point to an alias: RFC 2181 §10.3, RFC 2782. */
const USES: Readonly<Record<string, readonly NameUse[]>> = {
  'MX.exchange': ['address'],
  'NS.nsdname': ['address'],
  'SRV.target': ['address'],
  'PTR.ptrdname': ['address'],
  'CNAME.cname': ['address', 'alias'],
};

/**
 * The hosts that fit into the data of a record.
 *
 * @param typed the text before the cursor
 */
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

/** The hosts to which the records of the owner name already point. An alias cannot point to itself. */
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

/** The MX hosts of services, beginning with services that records of the domain point to. */
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
    // A service lists its hosts in order of preference.
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

/** Records of each type to show for a suggested name. */
export const MAX_ADDRESSES_SHOWN = 4;
