import type { DnsFixable, RecordsAbout, ReplyExplanation } from '../senders/replies/model.ts';

const CAN_DNS: Readonly<Record<DnsFixable, string>> = {
  yes: 'Yes.',
  partly: 'Partly. Changing your DNS records may not be enough.',
  sometimes: 'It depends on the cause.',
  no: 'No. Changing your DNS records does not help.',
};

/** The answer to "Can DNS fix this?": whether DNS can fix the cause, and whose DNS. */
export function canDns({ id, dnsFixable, causes, fault }: ReplyExplanation): string {
  if (id === 'unknown') return 'Unknown, because mailtxt does not recognize this reply.';
  const records = causes.flatMap(({ about }) => about ?? []);
  const isOfRecipient = records.length > 0 && records.every((about) => OF_RECIPIENT.has(about));
  if (isOfRecipient && dnsFixable === 'yes') {
    return "Only the DNS of the recipient's domain can. If that domain is not yours, its owner has to change it.";
  }
  if (isOfRecipient && dnsFixable !== 'no') {
    return "It depends on the cause. Only records of the recipient's domain are involved. If that domain is not yours, its owner has to change them.";
  }
  if (dnsFixable === 'partly' && fault === 'reverse-dns') {
    return 'Partly. The PTR record belongs to the owner of the IP address, and the A or AAAA record may be yours.';
  }
  return CAN_DNS[dnsFixable];
}

const OF_RECIPIENT: ReadonlySet<RecordsAbout> = new Set<RecordsAbout>(['recipient-mx', 'recipient-tls']);
