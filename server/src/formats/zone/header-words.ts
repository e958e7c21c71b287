/** Whether the word from `from` up to `to` is a class: IN, CH, HS or CLASSnnn (RFC 3597 §5). */
export function isClass(text: string, from: number, to: number): boolean {
  const a = text.charCodeAt(from) | 0x20;
  const b = text.charCodeAt(from + 1) | 0x20;
  if (to - from === 2)
    return (a === 0x69 && b === 0x6e) || (a === 0x63 && b === 0x68) || (a === 0x68 && b === 0x73);
  return to - from > 5 && a === 0x63 && /^CLASS\d{1,5}$/i.test(text.slice(from, to));
}

/** The code of the types that most records have, without a look into a table; 0 for the others. */
export function commonType(text: string, from: number, to: number): number {
  const a = text.charCodeAt(from) & 0xdf;
  switch (to - from) {
    case 1:
      return a === 0x41 ? 1 : 0;
    case 2: {
      const b = text.charCodeAt(from + 1) & 0xdf;
      if (a === 0x4d && b === 0x58) return 15;
      return a === 0x4e && b === 0x53 ? 2 : 0;
    }
    case 3: {
      const b = text.charCodeAt(from + 1) & 0xdf;
      const c = text.charCodeAt(from + 2) & 0xdf;
      if (a === 0x54 && b === 0x58 && c === 0x54) return 16;
      return a === 0x50 && b === 0x54 && c === 0x52 ? 12 : 0;
    }
    case 4:
      return a === 0x41 && matches(text, from, 'AAAA') ? 28 : 0;
    case 5:
      return a === 0x43 && matches(text, from, 'CNAME') ? 5 : 0;
    default:
      return 0;
  }
}

function matches(text: string, from: number, upper: string): boolean {
  for (let i = 0; i < upper.length; i++) {
    if ((text.charCodeAt(from + i) & 0xdf) !== upper.charCodeAt(i)) return false;
  }
  return true;
}
