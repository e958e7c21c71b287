import { formatIp } from '../../dns/address.ts';
import type { EvidencePlace } from '../../senders/known-sender.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { several } from '../../text/several.ts';

/** Addresses that were seen, in one line of a list. */
export interface SourceLine {
  /** `192.0.2.80 (www.example.com)`, `Amazon SES ("amazon-ses"), 11 addresses`, as data. */
  readonly name: string;
  readonly mails: number;
  /** `3 messages, 2026-11-01, by google.com`; for several addresses, the number of messages. */
  readonly text: string;
  /** The place of the address with the most messages. */
  readonly place: EvidencePlace;
}

/** A line for each address, and one for all addresses of a service. Those with the most messages come first. */
export function sourceLines(sources: readonly SeenSource[]): readonly SourceLine[] {
  const groups = new Map<string, SeenSource[]>();
  for (const source of sources) {
    const service = source.service ?? source.provider;
    const key = service === undefined ? formatIp(source.address) : `service ${service.id}`;
    const same = groups.get(key) ?? [];
    same.push(source);
    groups.set(key, same);
  }
  return [...groups.values()].flatMap((same) => lineOf(same) ?? []).sort((a, b) => b.mails - a.mails);
}

function lineOf(sources: readonly SeenSource[]): SourceLine | undefined {
  const [first] = [...sources].sort((a, b) => b.mails - a.mails);
  if (first === undefined) return undefined;
  const { address, host, place, text } = first;
  const service = first.service ?? first.provider;
  // The id is shown for the declaration, if the mail shows that the service sends for the domain.
  const id = first.service === undefined ? '' : ` ("${first.service.id}")`;
  const mails = sources.reduce((sum, source) => sum + source.mails, 0);
  if (sources.length > 1 && service !== undefined) {
    const name = `${service.name}${id}, ${sources.length} addresses`;
    return { name, mails, text: several(mails, 'message'), place };
  }
  if (first.service !== undefined) return { name: `${first.service.name}${id}`, mails, text, place };
  const who = host ?? service?.name;
  return { name: `${formatIp(address)}${who === undefined ? '' : ` (${who})`}`, mails, text, place };
}
