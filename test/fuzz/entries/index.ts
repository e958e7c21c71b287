import type { FuzzEntry } from '../entry.ts';
import { armTemplate, bicep } from './azure.ts';
import { bounce, log } from './bounces.ts';
import { cloudformation } from './cloudformation.ts';
import { dnsWire } from './dns-wire.ts';
import { dnscontrol } from './dnscontrol.ts';
import { commandLine, policyFile, serverConfig } from './files.ts';
import { fixes } from './fixes.ts';
import { lsp } from './lsp.ts';
import { explanation, output } from './output.ts';
import { octodns } from './octodns.ts';
import { bareRecord, table } from './pasted.ts';
import { policies } from './policies.ts';
import { recordData } from './record-data.ts';
import { rdata, rdataOctets } from './rdata.ts';
import { report } from './reports.ts';
import { config, facts } from './settings.ts';
import { spfEvaluation } from './spf-evaluation.ts';
import { hcl, hclData, hclEdits, hclJson, hclSyntax } from './terraform.ts';
import { zone } from './zone.ts';
import { zoneEdits } from './zone-edits.ts';
import { zoneFindings } from './zone-findings.ts';

/** Everything that is fuzzed. A new entry has a line here. */
export const ENTRIES: readonly FuzzEntry[] = [
  zone,
  zoneFindings,
  zoneEdits,
  bareRecord,
  table,
  octodns,
  dnscontrol,
  bicep,
  armTemplate,
  cloudformation,
  recordData,
  hclSyntax,
  hclJson,
  hcl,
  hclData,
  hclEdits,
  policyFile,
  ...policies,
  spfEvaluation,
  rdata,
  rdataOctets,
  config,
  facts,
  serverConfig,
  report,
  bounce,
  log,
  explanation,
  dnsWire,
  commandLine,
  output,
  fixes,
  lsp,
];
