import { readJsonData } from '../../data/json.ts';
import type { ReadDocuments } from '../../data/node.ts';
import { readYamlDocuments } from '../../data/yaml.ts';
import type { DomainName } from '../../dns/names.ts';
import { rangeOf } from '../../text/range.ts';
import type { DataFile } from './shape.ts';

/** The data of a text, read as JSON if it begins like JSON, otherwise as YAML. */
export function readData(text: string): ReadDocuments {
  if (!startsAsJson(text)) return readYamlDocuments(text);
  const { root, problems } = readJsonData(text);
  return { documents: [{ root, range: rangeOf(0, text.length) }], problems };
}

/** The data of a text in the form that shapes read. */
export function dataFileOf({ documents }: ReadDocuments, zone: DomainName | undefined): DataFile {
  return { roots: documents.flatMap(({ root }) => root ?? []), zone };
}

/** YAML may also start with a brace, but then it has names without quotes. */
export function startsAsJson(text: string): boolean {
  return /^\uFEFF?\s*(?:\{\s*["}]|\[\s*["{[\]])/.test(text);
}
