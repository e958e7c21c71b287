import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FuzzEntry } from './entry.ts';
import type { Failure } from './failure.ts';

export const FOUND = path.join(__dirname, 'found');
/** What each file showed when it was found: path, date, entry's seed and index, message. */
const INDEX = 'INDEX.tsv';
/** Inputs that UTF-8 cannot hold (half surrogates) are kept as one JSON string. */
const AS_JSON = '.json-string';

/** Keeps a failing input, so that it is a test from then on. Returns the path of its file. */
export function keepFound(
  folder: string,
  entry: FuzzEntry,
  failure: Failure,
  seed: number,
  date: string,
): string {
  const { input } = failure;
  const octets = Buffer.from(input, entry.isBinary === true ? 'latin1' : 'utf8');
  const isPlain = octets.toString(entry.isBinary === true ? 'latin1' : 'utf8') === input;
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 12);
  const name = path.posix.join(entry.name, `${hash}.${entry.extension}${isPlain ? '' : AS_JSON}`);
  const file = path.join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, isPlain ? octets : JSON.stringify(input));
  const index = path.join(folder, INDEX);
  if (!existsSync(index)) writeFileSync(index, 'file\tdate\tseed\tindex\tkind\twhat failed\n');
  const message = failure.message.replace(/[\t\n\r]/g, ' ');
  appendFileSync(index, [name, date, seed, failure.index ?? '', failure.kind, message].join('\t') + '\n');
  return file;
}

/** The inputs of an entry that once failed, by file name. */
export function foundInputs(entry: FuzzEntry): readonly (readonly [name: string, input: string])[] {
  const folder = path.join(FOUND, entry.name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const octets = readFileSync(path.join(folder, name));
      if (name.endsWith(AS_JSON)) return [name, JSON.parse(octets.toString('utf8')) as string];
      return [name, octets.toString(entry.isBinary === true ? 'latin1' : 'utf8')];
    });
}
