import type { KnownReply } from '../model.ts';

/** What all replies of one kind have in common, whatever their wording: the fault, the causes and what to do. */
export type CommonRefusal = Pick<KnownReply, 'fault' | 'dnsFixable' | 'causes' | 'action'>;
