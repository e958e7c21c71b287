import type { DocumentPath } from '../analysis/finding.ts';
import { zoneLabel } from '../analysis/findings/zones-concerned.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { markup, text, type Markdown } from '../text/markdown.ts';

/** Zones to name in a hover. Further ones are counted. */
const NAMED_ZONES = 5;

/** The names of the zones that use a document, if there are several; empty otherwise. */
export function zonesShown(workspace: Workspace, path: DocumentPath): readonly string[] {
  const zones = workspace.zonesOf(path);
  return zones.length < 2 ? [] : zones.map(zoneLabel);
}

/** Whether the zones differ by the run of a module. */
function areRuns(workspace: Workspace, path: DocumentPath): boolean {
  return workspace.zonesOf(path).some(({ run }) => run !== undefined);
}

/** Which of several zones is shown: `in one.example, 1 of 3 zones`; `undefined` if there is only one. */
export function shownZone(workspace: Workspace, path: DocumentPath, index = 0): string | undefined {
  const zones = zonesShown(workspace, path);
  const zone = zones[index];
  if (zone === undefined) return undefined;
  if (areRuns(workspace, path)) return `${zone}, 1 of ${zones.length} variable files`;
  return `in ${zone}, 1 of ${zones.length} zones`;
}

/** The text about them in a hover. */
export function zonesNote(workspace: Workspace, path: DocumentPath): Markdown | undefined {
  const [first, ...others] = zonesShown(workspace, path);
  if (first === undefined) return undefined;
  const named = others.slice(0, NAMED_ZONES);
  const more = others.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  if (areRuns(workspace, path)) return markup`Shown ${text(first)}. This file is also checked ${text(list)}.`;
  return markup`Shown for the zone ${text(first)}. This file is also used by: ${text(list)}.`;
}
