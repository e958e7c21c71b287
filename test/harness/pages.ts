import type { WorkspaceOptions } from './workspace.ts';

/** The zones of a page's examples, the wrong one first. */
export function examplesOf(page: string): readonly string[] {
  return [...page.matchAll(/^```zone\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
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
