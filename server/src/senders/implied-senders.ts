import { formatIp } from '../dns/address.ts';
import type { SenderHint } from './implied.ts';
import type { KnownSender, SenderEvidence } from './known-sender.ts';

const WORDS_OF_RECORDS: Readonly<Record<SenderHint['kind'], string>> = {
  include: 'SPF includes it',
  key: 'it has a DKIM key',
  'return-path': 'a name for MAIL FROM leads to it',
  mx: 'it receives the mail of the domain',
  ptr: 'an address has its name, which is that of a mail server',
  name: 'its name is that of a mail server',
  'set-up': 'it is set up for the domain',
  address: 'it is set up for an address of the domain',
};

function evidenceOf(hint: SenderHint): SenderEvidence {
  const { kind, by, place } = hint;
  if (by === undefined) return { kind: 'record', place, text: WORDS_OF_RECORDS[kind] };
  return { kind: 'resource', place, text: `${wordsOfResource(hint)} by ${by}` };
}

/** What is done to it; by what stands behind that. */
function wordsOfResource({ kind, service, address, envelope }: SenderHint): string {
  switch (kind) {
    case 'address':
      return 'it is set up for an address of the domain';
    case 'key':
      return 'it is made to sign for the domain';
    case 'return-path':
      return `it is given ${envelope ?? 'a name'} for MAIL FROM`;
    case 'ptr':
      return `${address === undefined ? 'an address' : formatIp(address)} is given its name`;
    default:
      return service === undefined ? 'the domain is put on a mail server' : 'it is set up for the domain';
  }
}

/** Those whom the hints are about, as if somebody had said that they send. */
export function impliedBy(hints: readonly SenderHint[]): readonly KnownSender[] {
  const byWho = new Map<string, SenderHint[]>();
  for (const hint of hints) {
    const who = hint.service?.id ?? hint.host ?? '';
    const same = byWho.get(who) ?? [];
    same.push(hint);
    byWho.set(who, same);
  }
  return [...byWho.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { domain, service, host } = first;
    const signed = [...new Set(same.flatMap(({ selector }) => selector ?? []))];
    return {
      domain,
      name: service?.name ?? host ?? '',
      service,
      networks: [],
      host,
      envelope: same.find(({ envelope }) => envelope !== undefined)?.envelope,
      selectors: undefined,
      ...(signed.length > 0 && { signed }),
      evidence: same.map(evidenceOf),
    };
  });
}
