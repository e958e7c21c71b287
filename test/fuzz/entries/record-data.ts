import { SHAPE_EXAMPLES } from '../../formats/record-data/examples.ts';
import { workspace } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { SPF, YAML } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';

const PATH = 'records.json';

/** JSON and YAML with records: rules, fixes and what is shown. */
export const recordData: FuzzEntry = {
  name: 'record-data',
  extension: 'json',
  shortRun: 80,
  seeds: () => SHAPE_EXAMPLES.map(({ text }) => text),
  mutate: several([4, tokens(YAML)], [2, tokens(SPF)], [3, lines], [3, characters]),
  check: (text) => {
    const made = workspace();
    made.add(PATH, text, { format: 'record-data' });
    checkDocument(made, PATH);
    checkFeatures(made, PATH, placesIn(text, 8));
  },
};
