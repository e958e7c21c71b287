import { APPLICATIONS } from './applications.ts';
import { GATEWAYS } from './gateways.ts';
import { HOSTING_MAILBOXES } from './hosting-mailboxes.ts';
import { MAILBOXES } from './mailboxes.ts';
import { MAILERS } from './mailers.ts';
import type { Service } from './model.ts';
import { NEWSLETTERS } from './newsletters.ts';
import { OTHER_APPLICATIONS } from './other-applications.ts';
import { OTHER_GATEWAYS } from './other-gateways.ts';
import { OTHER_MAILBOXES } from './other-mailboxes.ts';
import { RECORD_KEEPERS } from './record-keepers.ts';
import { TRANSACTIONAL } from './transactional.ts';

/** If several services share a name, the first one is the one that the name belongs to. */
const SERVICES: readonly Service[] = [
  ...MAILBOXES,
  ...GATEWAYS,
  ...MAILERS,
  ...APPLICATIONS,
  ...HOSTING_MAILBOXES,
  ...OTHER_MAILBOXES,
  ...TRANSACTIONAL,
  ...NEWSLETTERS,
  ...OTHER_APPLICATIONS,
  ...OTHER_GATEWAYS,
  ...RECORD_KEEPERS,
];

/**
 * Every service in the catalog. This is a function so that the build can put the catalog in a chunk that is loaded when
 * it is first needed (`scripts/build.mjs`).
 */
export function allServices(): readonly Service[] {
  return SERVICES;
}
