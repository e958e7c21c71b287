import type { DomainName } from '../../dns/names.ts';
import type { FileOptions } from '../../records/declared-zone.ts';
import type { EditableDocument } from '../../records/document.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { OctoConfigDocument } from './config/document.ts';
import { OctoZoneDocument } from './document.ts';
import { looksLikeOctoConfig } from './recognize.ts';
import { settingsOf } from './zone-data.ts';

/** A file of octoDNS: a configuration or a zone file. `options` are those that a configuration sets for it. */
export function readOctoDocument(
  text: string,
  zone: DomainName | undefined,
  options?: FileOptions,
): EditableDocument {
  return looksLikeOctoConfig(text)
    ? OctoConfigDocument.read(text, zone, options ?? {})
    : OctoZoneDocument.read(text, settingsOf(zone ?? HOLE, options));
}
