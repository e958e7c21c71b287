import { canonicalName, type DomainName } from '../../dns/names.ts';
import { isOwnName } from '../../dns/zone-name.ts';
import type { RecordShape } from './shape.ts';
import { SHAPES } from './shapes.ts';

/** Whether a text looks like JSON or YAML with records. `head` is its start. */
export function looksLikeRecordData(head: string): boolean {
  return shapeIn(head) !== undefined;
}

function shapeIn(head: string): RecordShape | undefined {
  return SHAPES.find(
    (shape) => shape.text.every((pattern) => pattern.test(head)) && shape.looksLike?.(head) !== false,
  );
}

/** The zone that a file is named after, if the names of its records may be relative to it: `example.com.json`. */
export function zoneOfRecordData(path: string, head: string): DomainName | undefined {
  if (shapeIn(head)?.hasRelativeNames !== true) return undefined;
  const file = path.slice(path.lastIndexOf('/') + 1);
  const name = canonicalName(file.replace(/\.(?:json|ya?ml)$/i, ''));
  return isOwnName(name) ? name : undefined;
}
