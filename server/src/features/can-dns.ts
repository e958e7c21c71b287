import type { DnsFixable, ReplyExplanation } from '../senders/replies/model.ts';

const CAN_DNS: Readonly<Record<DnsFixable, string>> = {
  yes: 'Yes.',
  partly: 'Partly: one record may be yours, the other belongs to whoever owns the address.',
  sometimes: 'It depends on the cause.',
  no: 'No. No record of yours changes this.',
};

/** Whether DNS can mend it, and whose: the answer to "Can DNS help?". */
export function canDns({ id, dnsFixable, causes }: ReplyExplanation): string {
  if (id === 'unknown') return 'That cannot be said of this answer.';
  const isOfRecipient = causes.some(({ about }) => about === 'recipient-mx' || about === 'recipient-tls');
  if (dnsFixable === 'yes' && isOfRecipient) {
    return "Only that of the recipient's domain: where it is not yours, its owner has to.";
  }
  return CAN_DNS[dnsFixable];
}
