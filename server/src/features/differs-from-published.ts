import type { ReplyExplanation } from '../senders/replies/model.ts';
import type { ExplainedCause } from './explained-cause.ts';
import type { Simulation } from './simulate.ts';
import { featureText } from './texts.ts';

/** An explanation of a reply, with its causes, the likeliest first. */
export interface TracedReply {
  readonly explanation: ReplyExplanation;
  readonly causes: readonly ExplainedCause[];
}

/**
 * The reply says that SPF does not pass, but it passes with the records in the files. So the receiver saw another record, or
 * another address sent the message. Changing the record in the files would not help. Otherwise, returns the reply unchanged.
 */
export function differsFromPublished(reply: TracedReply, tried: Simulation | undefined): TracedReply {
  const { explanation, causes } = reply;
  if (explanation.fault !== 'spf' || tried?.spf.result !== 'pass') return reply;
  const refuted = causes.find(({ trial, records }) => trial?.speaks === 'refutes' && records.length > 0);
  if (refuted === undefined) return reply;
  const { domain } = tried.spf;
  const published: ExplainedCause = {
    ...refuted,
    text: featureText('publishedSpfDiffers', { domain }),
    rules: [],
    records: [],
    missingAt: undefined,
    fix: undefined,
  };
  return {
    explanation: {
      ...explanation,
      dnsFixable: 'sometimes',
      action: [featureText('comparePublished', { domain }), featureText('findForwarder')],
    },
    causes: [published, ...causes],
  };
}
