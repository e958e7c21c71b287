import type { Shape } from '../harness/shape.ts';

/** Work that grows with the square of its input, in the ways in which code usually causes it. */
export const shapes: readonly Shape[] = [
  shape('a loop in a loop', (list) => list.reduce((sum) => list.reduce((a, b) => a + b, sum), 0)),
  shape('a spread in a loop', (list) => {
    let all: readonly number[] = [];
    for (const one of list) all = [...all, one];
    return all;
  }),
  shape('a search in a loop', (list) => {
    const text = 'a'.repeat(list.length);
    return list.map((at) => text.indexOf('b', at));
  }),
  shape('a set from a list in a loop', (list) => list.map((one) => new Set(list).has(one))),
];

function shape(name: string, work: (list: readonly number[]) => unknown): Shape {
  return {
    name,
    from: 100,
    prepare: (n) => {
      const list = Array.from({ length: n }, (_, i) => i);
      return () => work(list);
    },
  };
}
