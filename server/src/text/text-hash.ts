/** Where a hash begins: the offset basis of FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the UTF-16 units of a text, 32 bits, signed. `hash`: of the text before it, to go on from. Not against people who choose texts. */
export function textHash(text: string, hash: number = BASIS): number {
  let all = hash;
  for (let i = 0; i < text.length; i++) all = Math.imul(all ^ text.charCodeAt(i), PRIME);
  return all | 0;
}
