import {
  FREE_EXPANSION,
  MAX_XML_ELEMENTS,
  MAX_EXPANSION,
  MAX_KEPT,
  MAX_REPORT_FILE,
  MAX_ROWS,
  MAX_UNPACKED,
} from './limits.ts';

/**
 * What may still be read of one file. All reports in it share this, so an archive of 50 reports gets no more than a
 * single report.
 */
export class ReportBudget {
  private packed = 0;
  private unpacked = 0;
  private elements = 0;
  private rows = 0;
  private memory = 0;
  private reached: string | undefined;

  /** The limit that stopped the reading, as the end of a sentence that begins with the file's name. */
  get spent(): string | undefined {
    return this.reached;
  }

  /** The approximate memory of the reports, in octets. */
  get kept(): number {
    return this.memory;
  }

  takePacked(octets: number): void {
    this.packed += octets;
    if (this.packed > MAX_REPORT_FILE) this.end('is larger than 100 MB');
  }

  takeUnpacked(octets: number): void {
    this.unpacked += octets;
    if (this.unpacked > MAX_UNPACKED) this.end('is larger than 100 MB when unpacked');
    if (this.unpacked > FREE_EXPANSION && this.unpacked > this.packed * MAX_EXPANSION)
      this.end(`expands to more than ${MAX_EXPANSION} times its size`);
  }

  takeElement(): void {
    if (++this.elements > MAX_XML_ELEMENTS) this.end('has more than 3,000,000 elements');
  }

  takeRow(): void {
    if (++this.rows > MAX_ROWS) this.end('has more than 50,000 rows');
  }

  takeMemory(octets: number): void {
    this.memory += octets;
    if (this.memory > MAX_KEPT) this.end('has rows that take more than 32 MB of memory');
  }

  private end(limit: string): void {
    this.reached ??= limit;
  }
}
