import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';

/** The complete result of a reading, except for ids and blocks: one line for each entry, fault and mailtxt comment. */
export function dump(document: ZoneDocument): string {
  const lines: string[] = [];
  const asides: string[] = [];
  let base = 0;
  for (const block of document.blocks) {
    for (let i = 0; i < block.size; i++) {
      const { origin, defaultTtl, depth } = block.contextAt(i);
      lines.push(
        `${base + block.startAt(i)}-${base + block.endAt(i)} rdata ${base + block.rdataAt(i)} ` +
          `type ${block.typeAt(i)} flags ${block.flagsAt(i)} owner ${block.ownerAt(i) ?? '-'} #${block.ownerHashAt(i)} ` +
          `ttl ${block.ttlAt(i)} in ${origin} ${defaultTtl} ${depth}`,
      );
    }
    for (const fault of block.faults) {
      const { anchor, range, ...what } = fault;
      const at = base + block.startAt(block.indexOfId(anchor.id));
      asides.push(`fault ${JSON.stringify(what)} ${at + range.start}-${at + range.end}`);
    }
    for (const pragma of block.pragmas)
      asides.push(`pragma ${base + pragma.at} ${pragma.alone} ${pragma.text}`);
    base += block.length;
  }
  lines.push(`records ${document.recordCount} templates ${document.hasTemplates}`);
  return [...lines, ...asides.sort()].join('\n');
}

/** Throws when the document breaks one of its invariants. */
export function checkInvariants(document: ZoneDocument, text: string): void {
  const joined = document.blocks.map((block) => block.text).join('');
  if (joined !== text) throw new Error('the blocks are not the text');
  if (document.text.length !== text.length) throw new Error('wrong length');
  const ids = new Set<number>();
  for (const block of document.blocks) {
    for (let i = 0; i < block.size; i++) {
      const id = block.idAt(i);
      if (ids.has(id)) throw new Error(`id ${id} twice`);
      ids.add(id);
      if (block.indexOfId(id) !== i) throw new Error(`id ${id} is not found`);
    }
  }
}
