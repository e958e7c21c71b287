/** Whether the word from `from` up to `to` is a class: IN, CH, HS or CLASSnnn (RFC 3597 §5). */
export function isClass(text: string, from: number, to: number): boolean {
  const a = text.charCodeAt(from) | 0x20;
  const b = text.charCodeAt(from + 1) | 0x20;
  if (to - from === 2)
    return (a === 0x69 && b === 0x6e) || (a === 0x63 && b === 0x68) || (a === 0x68 && b === 0x73);
  return to - from > 5 && a === 0x63 && /^CLASS\d{1,5}$/i.test(text.slice(from, to));
}
