import { canonicalName, type DomainName } from '../../../dns/names.ts';
import { MAX_LOOKUP_TERMS } from '../../../email/spf/lookups.ts';
import {
  recordsForMail,
  type Generated,
  type WantedMailRecords,
} from '../../../features/generate/records-for-mail.ts';
import { GENERATE_KINDS, isGenerateKind } from '../../../features/generate/kinds.ts';
import { domainsOf, serviceOptions } from '../../../features/generate/options.ts';
import { lookupsOfOwnMx } from '../../../features/generate/spf.ts';
import { isStageName, policyStages } from '../../../features/policy-plan.ts';
import { withoutLinks } from '../../../text/message.ts';
import { printable } from '../../../text/printable.ts';
import { protocolLocation } from '../locate.ts';
import type {
  GenerateOptionsParams,
  GenerateOptionsResult,
  GenerateParams,
  GenerateResult,
} from '../requests.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

export function generateOptions(
  { documents, workspace }: Session,
  { textDocument, domain: given }: GenerateOptionsParams,
): GenerateOptionsResult | null {
  const path = documents.get(textDocument.uri)?.path;
  if (path === undefined || !workspace.has(path)) return null;
  const domains = domainsOf(workspace, path);
  const domain = given === undefined ? domains[0] : domainOf(given);
  return {
    kinds: GENERATE_KINDS,
    domains,
    stages: policyStages(),
    services: domain === undefined ? [] : serviceOptions(workspace, path, domain),
    ownLookups: domain === undefined ? 0 : lookupsOfOwnMx(workspace, domain),
    maxLookups: MAX_LOOKUP_TERMS,
  };
}

/** `now`: in milliseconds since 1970. */
export function generateRecords(session: Session, params: GenerateParams, now: number): GenerateResult {
  const { documents, workspace } = session;
  const path = documents.get(params.textDocument.uri)?.path;
  if (path === undefined || !workspace.has(path)) return faulty('This document has no DNS records.');
  const request = readRequest(params);
  return typeof request === 'string'
    ? faulty(request)
    : toResult(session, recordsForMail(workspace, path, request, now));
}

function faulty(fault: string): GenerateResult {
  return { fault: shown(fault), records: [], existing: [], edit: null, files: [], notes: [] };
}

/** Escapes text for a message, in which an editor renders Markdown links. */
function shown(text: string): string {
  return withoutLinks(printable(text));
}

/** The request, or the fault in its parameters, which any program may send. */
function readRequest(params: GenerateParams): WantedMailRecords | string {
  const { kind, domain, stage, services } = params;
  if (!isGenerateKind(kind)) return `"kind" must be one of ${GENERATE_KINDS.map(({ id }) => id).join(', ')}.`;
  if (stage !== undefined && !isStageName(stage))
    return '"stage" must be one of monitor, trial, quarantine, reject.';
  const texts = [domain, params.reportAddress, params.policyHost, params.selector, params.key];
  if (typeof domain !== 'string' || texts.some((text) => text !== undefined && typeof text !== 'string'))
    return 'A parameter that must be a string is not a string.';
  if (services !== undefined && !(Array.isArray(services) && services.every((id) => typeof id === 'string')))
    return '"services" must be a list of ids.';
  return {
    kind,
    domain: domainOf(domain),
    services,
    stage,
    reportAddress: given(params.reportAddress),
    policyHost: given(params.policyHost),
    selector: params.selector?.trim(),
    key: params.key,
  };
}

function domainOf(typed: string): DomainName {
  return canonicalName(typed.trim().replace(/\.?$/, '.'));
}

/** An empty value of an optional parameter is treated as missing. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function toResult(session: Session, found: Generated): GenerateResult {
  const { fault, records, existing, edits, files, notes } = found;
  return {
    fault: fault === undefined ? null : shown(fault),
    records,
    existing: existing.map(({ owner, type, data, place }) => ({
      owner: shown(owner),
      type,
      data: printable(data),
      location: (place && protocolLocation(session, place.path, place.range)) ?? null,
    })),
    edit: (edits && toWorkspaceEdit(session, edits)) ?? null,
    files,
    notes: notes.map(shown),
  };
}
