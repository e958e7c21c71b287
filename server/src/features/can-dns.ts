import type { DnsFixable, RecordsAbout, ReplyExplanation } from '../senders/replies/model.ts';

const CAN_DNS: Readonly<Record<DnsFixable, string>> = {
  yes: 'Yes.',
  partly: 'Partly: one record may be yours, the other belongs to the owner of the address.',
  sometimes: 'It depends on the cause.',
  no: 'No. No record of yours changes this.',
};

/** Whether DNS can fix it, and whose: the answer to "Can DNS fix this?". */
export function canDns({ id, dnsFixable, causes }: ReplyExplanation): string {
  if (id === 'unknown') return 'mailtxt does not know this reply.';
  const records = causes.flatMap(({ about }) => about ?? []);
  const isOfRecipient = records.length > 0 && records.every((about) => OF_RECIPIENT.has(about));
  if (isOfRecipient && dnsFixable === 'yes') {
    return "Only that of the recipient's domain: if it is not yours, its owner has to change it.";
  }
  if (isOfRecipient && dnsFixable !== 'no') {
    return "It depends on the cause, and only the records of the recipient's domain are involved: if it is not yours, its owner has to change them.";
  }
  return CAN_DNS[dnsFixable];
}

const OF_RECIPIENT: ReadonlySet<RecordsAbout> = new Set<RecordsAbout>(['recipient-mx', 'recipient-tls']);
