import type { WorkspaceOptions } from './workspace.ts';

/** A file of a page's examples. */
export interface Example {
  readonly text: string;
  /** What the file is called, by the language that the page says it is in. */
  readonly path: string;
}

const PATHS: Readonly<Record<string, string>> = { zone: 'example.com.zone', terraform: 'main.tf' };

/** The zones or the configurations of a page's examples, the wrong one first. */
export function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(/^```(zone|terraform)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', text = '']) => ({ text, path: PATHS[language] ?? '' }),
  );
}

/**
 * What stands around the examples of a page, as its JSON says: the senders of a `.mailtxt.json`, and else what the DNS
 * answers.
 */
export function worldOf(page: string): Pick<WorkspaceOptions, 'answers' | 'senders'> {
  let world: Pick<WorkspaceOptions, 'answers' | 'senders'> = {};
  for (const [, json = '{}'] of page.matchAll(/^```json\n([\s\S]*?)^```$/gm)) {
    const value = JSON.parse(json) as Readonly<Record<string, unknown>>;
    const { senders } = value as { readonly senders?: NonNullable<WorkspaceOptions['senders']> };
    world = senders === undefined ? { ...world, answers: value } : { ...world, senders };
  }
  return world;
}
