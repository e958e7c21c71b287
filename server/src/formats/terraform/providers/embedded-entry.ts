import type { RecordBlock, RecordDocument } from '../../../records/document.ts';
import type { TracedText } from '../evaluate/traced-text.ts';

/** An entry of a zone file in an argument of a resource. */
export interface EmbeddedEntry {
  readonly document: RecordDocument;
  readonly block: RecordBlock;
  readonly index: number;
  /** The zone file, traced to offsets in the documents. */
  readonly text: TracedText;
}
