import type { DomainName } from '../../dns/names.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { FileOptions } from '../../records/declared-zone.ts';
import type { Include } from '../../records/document.ts';
import type { DocumentFormat } from './formats.ts';

/** A zone that a configuration loads from a file. */
export interface ConfiguredZone {
  readonly name: DomainName;
  /** The view that has it; `undefined` where the configuration has no views. */
  readonly view?: ServerView | undefined;
  /** What the configuration says of the zone beyond its name. */
  readonly declared?: DeclaredParts | undefined;
}

/** A zone as a configuration puts it together. */
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
  /** `undefined`: its name shows it. */
  readonly format: DocumentFormat | undefined;
}
