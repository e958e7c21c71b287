import { closeSync, fstatSync } from 'node:fs';

import type { DocumentPath } from '../../analysis/finding.ts';
import { completeConfig, MAX_PATTERNS } from '../../analysis/input/config.ts';
import { readEvidence } from '../../senders/bounces/read.ts';
import { readReports } from '../../senders/reports/read-file.ts';
import { decodeText } from '../node/encoding.ts';
import { evidenceOf } from '../node/evidence-files.ts';
import type { LoadedEvidence } from '../node/evidence-files.ts';
import { filesMatching } from '../node/glob.ts';
import { LoadedConfig } from '../node/loaded-config.ts';
import { openToRead, readOctets } from '../node/text-file.ts';

/** DMARC reports and bounces that an initial settings file can name, and what they show. */
export interface FoundEvidence {
  /** Patterns relative to the folder, as for `reports` in the settings: `dmarc/*.{xml,xml.gz}`. */
  readonly reports: readonly string[];
  readonly bounces: readonly string[];
  /** The number of files that match the patterns. */
  readonly reportFiles: number;
  readonly bounceFiles: number;
  readonly evidence: LoadedEvidence;
}

/** Files of one kind that are opened to detect their content. */
export const MAX_OPENED = 500;
/** Octets of a file that is opened to detect its content. Reports and bounces are smaller, except for some of the largest senders. */
const MAX_LOOKED_AT = 4 * 1024 * 1024;

const REPORT_NAMES = ['**/*.{xml,xml.gz,xml.zip,gz,zip}'];
const BOUNCE_NAMES = ['**/*.{eml,msg}'];

/** Searches a folder for reports and bounces. `config`: the settings file that will name them. */
export function findEvidence(folder: DocumentPath, config: DocumentPath): FoundEvidence {
  const reports = filesOf(folder, REPORT_NAMES, (octets) => readReports(octets).reports.length > 0);
  const bounces = filesOf(folder, BOUNCE_NAMES, (octets) =>
    readEvidence(decodeText(octets)).some(({ kind }) => kind === 'bounce'),
  );
  const patterns = { reports: patternsFor(reports), bounces: patternsFor(bounces) };
  const loaded = new LoadedConfig({ path: config, folder, config: completeConfig(patterns) });
  return {
    ...patterns,
    reportFiles: reports.length,
    bounceFiles: bounces.length,
    evidence: evidenceOf(loaded),
  };
}

/** The paths, relative to the folder, of the files of one kind. */
function filesOf(
  folder: DocumentPath,
  names: readonly string[],
  isOfKind: (octets: Buffer) => boolean,
): readonly string[] {
  const start = folder.endsWith('/') ? folder.length : folder.length + 1;
  return filesMatching(folder, names)
    .paths.slice(0, MAX_OPENED)
    .filter((path) => {
      const octets = smallFile(path);
      return octets !== undefined && isOfKind(octets);
    })
    .map((path) => path.slice(start));
}

function smallFile(path: string): Buffer | undefined {
  try {
    const file = openToRead(path);
    try {
      const octets = fstatSync(file).size > MAX_LOOKED_AT ? 'too-large' : readOctets(file);
      return octets === 'too-large' ? undefined : octets;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** One pattern for each folder, with the file extensions in it. */
function patternsFor(files: readonly string[]): readonly string[] {
  const endings = new Map<string, Set<string>>();
  for (const file of files) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const folder = file.slice(0, file.length - name.length);
    const ending = /\.(?:xml\.)?\w+$/.exec(name)?.[0].slice(1) ?? '*';
    endings.set(folder, (endings.get(folder) ?? new Set()).add(ending));
  }
  return [...endings].slice(0, MAX_PATTERNS).map(([folder, found]) => {
    const [first = '*'] = found;
    const ending = found.size === 1 ? first : `{${[...found].sort().join(',')}}`;
    return `${folder.replaceAll(/[\\*?[\]{}()!+@]/g, '\\$&')}*.${ending}`;
  });
}
