import { zone as workspaceOf } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { mutateZone, zoneSeeds } from './zone.ts';

const PATH = 'example.com.zone';

/** Rules, fixes and what an editor shows of a zone file. */
export const zoneFindings: FuzzEntry = {
  name: 'zone-findings',
  extension: 'zone',
  shortRun: 30,
  seeds: zoneSeeds,
  mutate: mutateZone,
  check(text) {
    const made = workspaceOf(text, PATH);
    checkDocument(made, PATH);
    checkFeatures(made, PATH, placesIn(text, 8));
  },
};
