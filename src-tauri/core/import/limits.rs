//! What the import refuses, so that a broken or hostile file cannot exhaust the machine.

/// Bytes of one cell, as UTF-8. A longer one breaks its record; a quote left open longer than this counts as never
/// closed.
pub const FIELD_BYTES: usize = 1 << 20;

/// Bytes of one record, as UTF-8. A longer one is broken, and reading goes on after it.
pub const RECORD_BYTES: usize = 16 << 20;

/// Columns of a table. A table with a wider header is refused, a wider record is broken.
pub const COLUMNS: usize = 2_000;

/// Bytes of the name of a JSON record's field, with those of the objects it lies in.
pub const NAME_BYTES: usize = 1 << 10;

/// Rows of one sheet of a workbook: what Excel itself can hold.
pub const WORKBOOK_ROWS: u64 = 1_048_576;

/// Unpacked bytes of a workbook's part that is held in memory while it is read (its texts, its styles), and of a
/// whole workbook that lies inside an archive and so cannot be read in place.
pub const WORKBOOK_PART_BYTES: u64 = 256 << 20;

/// Bytes of a file on disk.
pub const FILE_BYTES: u64 = 50 << 30;

/// Bytes that one packed file may unpack to.
pub const UNPACKED_BYTES: u64 = 20 << 30;

/// How many times larger than packed a file may unpack to, once past [`RATIO_FREE_BYTES`].
pub const UNPACKED_RATIO: u64 = 1_000;

/// Unpacked bytes from which [`UNPACKED_RATIO`] holds: small files of one repeated byte are harmless.
pub const RATIO_FREE_BYTES: u64 = 10 << 20;

/// Members of a zip archive.
pub const ZIP_MEMBERS: usize = 1_000;

/// Levels that a JSON record's objects and lists may be nested in.
pub const JSON_DEPTH: usize = 64;

/// Bytes that may be read again after quotes that were never closed. Each such quote costs a look ahead of up to
/// [`FIELD_BYTES`] or more; a file made of them would never end.
pub const RESCANNED_BYTES: u64 = 1 << 30;
