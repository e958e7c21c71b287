import type { DomainName } from '../../dns/names.ts';
export function originFromComments(text: string): DomainName | undefined {
  void text;
  return undefined;
}
export function originFromFileName(path: string): DomainName | undefined {
  return /([a-z0-9-]+\.[a-z.]+)\.zone$/.exec(path)?.[1];
}
