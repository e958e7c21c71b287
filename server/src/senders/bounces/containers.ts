import { strToU8 } from 'fflate';
import type { MappedText } from '../../text/mapped-text.ts';
import { finish } from '../../text/steps.ts';
import { readReportsInSteps } from '../reports/read-file.ts';
import { isMessage } from './attachments.ts';
import { tellsAuthentication } from './authentication.ts';
import { aggregateNotice } from './dmarc-report.ts';
import { isJson, readEvents } from './events/read-events.ts';
import { isLog, isMostlyLog, MAX_BOUNCES, readLog } from './log.ts';
import { isMailbox, mayReport, messagesIn } from './mailbox.ts';
import type { DeliveryEvidence } from './model.ts';
import { readMailEvidence } from './read-mail.ts';

/** A format in which people have the reports of mail servers. */
export interface Container {
  readonly name: string;
  /** Whether the text has this format, as far as its start shows. */
  readonly isOne: (text: MappedText) => boolean;
  /**
   * What the text reports. `undefined` means that this format explains nothing in it, so that the text may still have
   * another format.
   */
  readonly read: (text: MappedText) => readonly DeliveryEvidence[] | undefined;
}

/** Every format, the most certain first. A new one is a file, and a row here. */
export const CONTAINERS: readonly Container[] = [
  { name: 'mailbox (mbox)', isOne: ({ text }) => isMailbox(text), read: readMailbox },
  { name: 'message', isOne: isMessage, read: readMailEvidence },
  { name: 'JSON events', isOne: ({ text }) => isJson(text), read: (text) => some(readEvents(text)) },
  { name: 'DMARC report', isOne: ({ text }) => isAggregateReport(text), read: readAggregateReport },
  { name: 'log', isOne: ({ text }) => isLog(text), read: readLogText },
];

/** A log of successes reports nothing, but the text around a few log lines may. */
function readLogText(text: MappedText): readonly DeliveryEvidence[] | undefined {
  const found = readLog(text);
  const isSilent = isMostlyLog(text.text) && tellsAuthentication(text.text) === undefined;
  return found.length > 0 || isSilent ? found : undefined;
}

/** A mailbox with one message is that message. In a longer one, messages that report nothing are left out. */
function readMailbox(text: MappedText): readonly DeliveryEvidence[] | undefined {
  const found: DeliveryEvidence[] = [];
  const messages = [...messagesIn(text.text)];
  const [only] = messages;
  if (messages.length === 1 && only !== undefined) return readMailEvidence(text);
  for (const { start, end } of messages) {
    if (found.length >= MAX_BOUNCES) break;
    if (!mayReport(text.text.slice(start, end))) continue;
    found.push(...readMailEvidence(text.slice(start, end)).filter(({ kind }) => kind !== 'authentication'));
  }
  return found.slice(0, MAX_BOUNCES);
}

function isAggregateReport(text: string): boolean {
  return (
    /^\uFEFF?\s{0,100}</.test(text.slice(0, 200)) &&
    /<(?:[\w.-]{1,50}:)?feedback[\s>]/.test(text.slice(0, 2000))
  );
}

function readAggregateReport({ text }: MappedText): readonly DeliveryEvidence[] | undefined {
  const { reports } = finish(readReportsInSteps([strToU8(text)]));
  return some(reports.map((report) => aggregateNotice(report, text.length)));
}

function some(found: readonly DeliveryEvidence[]): readonly DeliveryEvidence[] | undefined {
  return found.length > 0 ? found : undefined;
}
