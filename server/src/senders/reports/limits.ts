/**
 * Limits for reading a file of reports. Anyone can mail such a file to the address in `rua`, so each limit applies to
 * arbitrary octets. Real reports stay far below the limits.
 */

/** Octets of one file that are read, compressed or not. Mail servers accept less. */
export const MAX_REPORT_FILE = 100 * 1024 * 1024;
/** Octets of XML that are read of one file, whatever archive contains it. */
export const MAX_UNPACKED = 100 * 1024 * 1024;
/**
 * Octets of XML per octet of the file. Reports compress to 1/30, and archives that are made to fill memory to 1/1000.
 */
export const MAX_EXPANSION = 200;
/** Octets of XML up to which {@link MAX_EXPANSION} does not matter: a small report may repeat itself. */
export const FREE_EXPANSION = 1024 * 1024;
/**
 * Octets of an archive that can be read without any content after them. A header has at most 128 KB, a stored block 64
 * KB.
 */
export const MAX_WITHOUT_CONTENT = 256 * 1024;
/** Files in an archive. By RFC 9990 §3.3, it has one report. */
export const MAX_ARCHIVE_ENTRIES = 50;
/** Blocks of base64 in a message. Real messages have a handful of attachments. */
export const MAX_ATTACHMENTS = 20;

/**
 * Characters of one tag with its attributes, one comment, or the text of one element, because the parser holds all of
 * it.
 */
export const MAX_MARKUP = 65_536;
/** Characters of a field that are kept. A longer value is not a domain, an address or a number. */
export const MAX_FIELD = 1000;
/** Nesting levels of elements. Reports are 6 levels deep. */
export const MAX_DEPTH = 16;
/** Elements of all reports in a file. A row has about 30. */
export const MAX_XML_ELEMENTS = 3_000_000;
/** Rows of all reports in a file. Large reports have a few thousand. */
export const MAX_ROWS = 50_000;
/** SPF results, and DKIM results, in a row. Later ones are skipped. */
export const MAX_RESULTS = 20;
/** Approximate octets of memory for the rows of a file and the names in them. */
export const MAX_KEPT = 32 * 1024 * 1024;
