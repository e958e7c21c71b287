import { childOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { StsPolicyDocument } from '../../formats/mta-sts/document.ts';
import { isStsPolicyPath, policyHostFromPath } from '../../formats/mta-sts/recognise.ts';
import { TerraformFamily } from '../../formats/terraform/family.ts';
import { ZoneDocument } from '../../formats/zone/document.ts';
import { isZonePath, looksLikeZone, SNIFFED } from '../../formats/zone/recognise.ts';
import type { EditableDocument, Include } from '../../records/document.ts';
import type { DocumentFamily, ProjectFiles } from '../../records/document-family.ts';
import type { DocumentPath } from '../finding.ts';
import { findOrigin } from './origin.ts';
import type { Origin } from './origin.ts';
import type { DocumentFormat, WorkspaceObserver } from '../workspace.ts';

const NO_FILES: ProjectFiles = { list: () => [], read: () => undefined };

/** The formats whose documents are read together; there is one. */
export function familyFor(files: ProjectFiles = NO_FILES, observer?: WorkspaceObserver): DocumentFamily {
  return new TerraformFamily({
    list: (folder) => files.list(folder),
    read: (path) => files.read(path),
    canonicalPath: (path) => files.canonicalPath?.(path) ?? path,
    looksAt: (folders, read) => observer?.modulesRead(folders, read),
    get showsAll() {
      return files.showsAll === true;
    },
    isOther: (path) => isStsPolicyPath(path) || isZonePath(path) === 'yes',
  });
}

/** The format that claims a document, by its name or by what it holds. */
export function formatFor(
  path: DocumentPath,
  text: string,
  family: DocumentFamily,
): DocumentFormat | undefined {
  if (isStsPolicyPath(path)) return 'mta-sts';
  const byName = isZonePath(path);
  // It is one, though a module may hand it to its provider.
  if (byName === 'yes') return 'zone';
  if (family.claims(path)) return 'terraform';
  return byName === 'maybe' && looksLikeZone(text.slice(0, SNIFFED)) ? 'zone' : undefined;
}

/** What the names of a document count from; of a policy file, the host that serves it. */
export function originFor(path: DocumentPath, head: string, told: DomainName | undefined): Origin {
  if (!isStsPolicyPath(path)) return findOrigin(path, head, told);
  const host = policyHostFromPath(path);
  if (host !== undefined) return { name: host, source: 'file-name' };
  if (told !== undefined) return { name: childOf('mta-sts', told), source: 'settings' };
  return { name: undefined, source: 'none' };
}

/** A document whose records follow from its own text. */
export function readDocument(
  path: DocumentPath,
  text: string,
  origin: Origin,
  include?: Include,
): EditableDocument {
  if (isStsPolicyPath(path)) return StsPolicyDocument.read(text, origin.name);
  const { exported } = origin;
  return ZoneDocument.read(text, origin.name, include?.defaultTtl, { zone: include?.zone, exported });
}

/** The zone that a document is of, where its records do not say; a policy file is none. */
export function zoneNamedFor(path: DocumentPath, { name }: Origin): DomainName | undefined {
  return isStsPolicyPath(path) ? undefined : name;
}
