import type { FuzzEntry } from '../entry.ts';
import { bounce, log } from './bounces.ts';
import { lsp } from './lsp.ts';
import { policies } from './policies.ts';
import { report } from './reports.ts';
import { hcl, hclData, hclEdits, hclSyntax } from './terraform.ts';
import { zone } from './zone.ts';
import { zoneEdits } from './zone-edits.ts';
import { zoneFindings } from './zone-findings.ts';

/** Everything that is fuzzed. A new entry has a line here. */
export const ENTRIES: readonly FuzzEntry[] = [
  zone,
  zoneFindings,
  zoneEdits,
  hclSyntax,
  hcl,
  hclData,
  hclEdits,
  ...policies,
  report,
  bounce,
  log,
  lsp,
];
