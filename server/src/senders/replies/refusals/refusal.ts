import type { KnownReply } from '../model.ts';

/** The fault, the causes and the actions that all replies of one kind share, whatever their wording. */
export type CommonRefusal = Pick<KnownReply, 'fault' | 'dnsFixable' | 'causes' | 'action'>;
