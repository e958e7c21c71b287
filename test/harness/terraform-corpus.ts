import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import type { ProjectFiles } from '../../server/src/records/document-family.ts';
import { CORPUS, corpusFiles } from './corpus.ts';
import { environment } from './workspace.ts';

/** Where the real configurations are, and the YAML that some of them read. */
const FOLDERS = ['realworld/terraform', 'realworld/yaml'];

/** A workspace with all real configurations. The path of each file is its path in the folder, after a `/`. */
export function realConfigurations(): Workspace {
  const made = createWorkspace({ ...environment(), files: overlay(FOLDERS) });
  for (const file of corpusFiles('realworld/terraform')) {
    if (!/\.(?:tf|tfvars)$/.test(file)) continue;
    made.add(file.slice('realworld/terraform'.length), readFileSync(path.join(CORPUS, file), 'utf8'));
  }
  return made;
}

/** The files of several folders of the corpus as if they were in one. */
export function overlay(folders: readonly string[]): ProjectFiles {
  const placesOf = (name: string): readonly string[] =>
    folders.map((folder) => path.join(CORPUS, folder, name)).filter((place) => existsSync(place));
  return {
    list: (folder) =>
      placesOf(folder).flatMap((place) =>
        readdirSync(place, { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => `${folder}/${entry.name}`),
      ),
    read: (name) => {
      const [place] = placesOf(name);
      return place === undefined ? undefined : readFileSync(place, 'utf8');
    },
  };
}
