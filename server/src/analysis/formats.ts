import { TerraformProject } from '../formats/terraform/project.ts';
import { isZonePath, looksLikeZone, SNIFFED } from '../formats/zone/recognise.ts';
import type { DocumentFamily, ProjectFiles } from '../records/document-family.ts';
import type { DocumentPath } from './finding.ts';
import type { DocumentFormat } from './workspace.ts';

const NO_FILES: ProjectFiles = { list: () => [], read: () => undefined };

/** The formats whose documents are read together; there is one. */
export function familyFor(files: ProjectFiles = NO_FILES): DocumentFamily {
  return new TerraformProject(files);
}

/** The format that claims a document, by its name or by what it holds. */
export function formatFor(
  path: DocumentPath,
  text: string,
  family: DocumentFamily,
): DocumentFormat | undefined {
  if (family.claims(path)) return 'terraform';
  const byName = isZonePath(path);
  const isZone = byName === 'yes' || (byName === 'maybe' && looksLikeZone(text.slice(0, SNIFFED)));
  return isZone ? 'zone' : undefined;
}
