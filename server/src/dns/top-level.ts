import { parse } from 'tldts';

/** Domains that have been there from the beginning, and that nobody calls a part of a network. */
const CLASSIC = new Set(['arpa', 'com', 'edu', 'gov', 'net', 'org']);

export function isClassicTopLevel(label: string): boolean {
  return CLASSIC.has(label);
}

/** Whether the root delegates the label. The list is the one that this version was built with. */
export function isTopLevel(label: string): boolean {
  return (
    CLASSIC.has(label) ||
    parse(label, { validateHostname: false, detectIp: false, extractHostname: false }).isIcann === true
  );
}
