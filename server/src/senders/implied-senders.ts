import { formatIp } from '../dns/address.ts';
import type { SenderHint } from './implied.ts';
import type { KnownSender, SenderEvidence } from './known-sender.ts';

const WORDS_OF_RECORDS: Readonly<Record<SenderHint['kind'], string>> = {
  include: 'the SPF record includes it',
  key: 'the domain has a DKIM key for it',
  'return-path': 'a MAIL FROM domain points to it',
  mx: 'it receives mail for the domain',
  ptr: 'a PTR record has its name, which looks like a mail server',
  name: 'its name looks like a mail server',
  'set-up': 'it is set up for the domain',
  address: 'it is set up for an address in the domain',
};

function evidenceOf(hint: SenderHint): SenderEvidence {
  const { kind, by, place } = hint;
  if (by === undefined) return { kind: 'record', place, text: WORDS_OF_RECORDS[kind] };
  return { kind: 'resource', place, text: `${wordsOfResource(hint)} by ${by}` };
}

/** How the resource sets up the sender. The name of the resource follows this text. */
function wordsOfResource({ kind, service, address, envelope }: SenderHint): string {
  switch (kind) {
    case 'address':
      return 'it is set up for an address in the domain';
    case 'key':
      return 'it is set up to sign for the domain';
    case 'return-path':
      return `${envelope ?? 'a name'} is set as its MAIL FROM domain`;
    case 'ptr':
      return `the PTR record of ${address === undefined ? 'an address' : formatIp(address)} is set to its name`;
    default:
      return service === undefined ? 'the domain is set up on a mail server' : 'it is set up for the domain';
  }
}

/** The senders that the hints are about, in the form of known senders. */
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
