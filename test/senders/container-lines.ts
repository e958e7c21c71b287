import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
  Bounce,
  DeliveryEvidence,
  LocatedText,
  Notice,
} from '../../server/src/senders/bounces/model.ts';

const FOLDER = join(__dirname, 'containers');

/** One example of each format that `mailtxt explain` reads, by name. */
export const FIXTURES: readonly (readonly [name: string, text: string])[] = readdirSync(FOLDER)
  .filter((name) => name !== 'expected.tsv')
  .sort()
  .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]);

/** What was read of each example, line by line. */
export function expectedLines(): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const line of readFileSync(join(FOLDER, 'expected.tsv'), 'utf8').split('\n')) {
    const tab = line.indexOf('\t');
    if (tab < 0 || line.startsWith('#')) continue;
    const name = line.slice(0, tab);
    lines.set(name, [...(lines.get(name) ?? []), line.slice(tab + 1)]);
  }
  return lines;
}

const show = (found: LocatedText | undefined): string => found?.value ?? '-';

function bounceLine({
  reply,
  action,
  recipient,
  envelopeFrom,
  headerFrom,
  addresses,
  ...rest
}: Bounce): string {
  return [
    action,
    `${show(reply.smtp)} ${show(reply.enhanced)}`,
    `to ${show(recipient)}`,
    `from ${show(envelopeFrom)} ${show(headerFrom)}`,
    addresses.map(({ role, value }) => `${role} ${value}`).join(', ') || '-',
    `by ${show(rest.remoteMta)}`,
    show(rest.time),
    show(rest.queueId),
    reply.text.value.slice(0, 80),
  ].join('\t');
}

function noticeLine({ subject, recipient, envelopeFrom, headerFrom, ip, time, facts }: Notice): string {
  return [
    subject,
    `to ${show(recipient)}`,
    `from ${show(envelopeFrom)} ${show(headerFrom)}`,
    ip === undefined ? '-' : `${ip.role} ${ip.value}`,
    show(time),
    facts.map((fact) => fact.join(': ')).join('; '),
  ].join('\t');
}

export function lineOf(evidence: DeliveryEvidence): string {
  switch (evidence.kind) {
    case 'bounce':
      return bounceLine(evidence);
    case 'notice':
      return noticeLine(evidence);
    case 'authentication':
      return [
        `${evidence.method}=${evidence.result}`,
        `from ${show(evidence.envelopeFrom)} ${show(evidence.headerFrom)}`,
        show(evidence.ip),
      ].join('\t');
  }
}
