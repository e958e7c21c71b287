/** The start value of a hash: the offset basis of FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a over the UTF-16 units of a text, 32 bits, signed. `hash` is that of the preceding text. Not secure against chosen texts.
 */
export function textHash(text: string, hash: number = BASIS): number {
  let all = hash;
  for (let i = 0; i < text.length; i++) all = Math.imul(all ^ text.charCodeAt(i), PRIME);
  return all | 0;
}
