import type { DomainName } from '../../dns/names.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { FileOptions } from '../../records/declared-zone.ts';
import type { Include } from '../../records/document.ts';
import type { DocumentFormat } from './formats.ts';

/** A zone that a configuration loads from a file. */
export interface ConfiguredZone {
  readonly name: DomainName;
  /** The view that has it; `undefined` if the configuration has no views. */
  readonly view?: ServerView | undefined;
  /** The properties of the zone in the configuration, other than its name. */
  readonly declared?: DeclaredParts | undefined;
}

/** A zone as composed by a configuration. */
export interface DeclaredParts {
  /** How the file itself is read. */
  readonly options: FileOptions;
  /** The other files of the zone. */
  readonly beside: readonly DeclaredPart[];
  /** See `DeclaredZone.isWhole`. */
  readonly isWhole: boolean;
}

/** A file of a zone that no directive includes. */
export interface DeclaredPart {
  readonly include: Include;
  /** `undefined` if its name shows it. */
  readonly format: DocumentFormat | undefined;
}
