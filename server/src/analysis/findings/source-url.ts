/** The URL of a cited section: `RFC 7208 §5.1` → the RFC Editor's page at that section. Drafts by their name. */
export function urlOf(spec: string): string {
  if (spec.startsWith('draft-')) return `https://datatracker.ietf.org/doc/${spec}/`;
  const match = /^RFC (\d+)(?: §([\d.]+|[A-Z](?:\.[\d.]+)?))?/.exec(spec);
  if (match?.[1] === undefined) return 'https://www.rfc-editor.org/';
  const page = `https://www.rfc-editor.org/rfc/rfc${match[1]}`;
  const section = match[2];
  if (section === undefined) return page;
  return /^[A-Z]/.test(section) ? `${page}#appendix-${section}` : `${page}#section-${section}`;
}
