//! From files of every kind to tables, through `open_tables`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use supportmix_core::import::{Container, Packing, Row, Source, TableError, TableOptions, open_tables};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file whose name says nothing of its kind.
fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sources(bytes: &[u8], options: &TableOptions) -> Result<(TempDir, Vec<Source>), TableError> {
    let (folder, path) = file(bytes);
    open_tables(&path, options).map(|sources| (folder, sources))
}

fn only(bytes: &[u8], options: &TableOptions) -> (TempDir, Source) {
    let (folder, mut sources) = sources(bytes, options).unwrap();
    assert_eq!(sources.len(), 1);
    (folder, sources.pop().unwrap())
}

/// Header and rows; a broken row as `!` and its reason.
fn read(source: &Source) -> Result<Vec<Vec<String>>, TableError> {
    let mut table = source.open()?;
    let mut rows = vec![table.header().to_vec()];
    while let Some(row) = table.next_row()? {
        rows.push(match row {
            Row::Record(record) => {
                assert_eq!(record.cells.len(), table.header().len());
                record.cells.to_vec()
            }
            Row::Broken(problem) => vec!["!".to_owned(), problem.reason],
        });
    }
    assert!(table.bytes_read() <= source.description.size_on_disk);
    Ok(rows)
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let (_folder, source) = only(bytes, &TableOptions::default());
    read(&source).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    match sources(bytes, &TableOptions::default()) {
        Err(TableError::Unreadable { path, reason }) => {
            assert!(path.contains("export"));
            reason
        }
        other => panic!("{:?}", other.map(|(_, sources)| sources)),
    }
}

const CSV: &str = "id,at,subject\r\n1,2026-07-01,\"a, b\"\r\n2,2026-07-02,c\r\n";

fn expected() -> Vec<Vec<String>> {
    [["id", "at", "subject"], ["1", "2026-07-01", "a, b"], ["2", "2026-07-02", "c"]]
        .map(|row| row.map(str::to_owned).to_vec())
        .to_vec()
}

#[test]
fn the_same_table_in_any_encoding_and_packing_reads_the_same() {
    let utf16: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [b"\xFF\xFE".to_vec(), CSV.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    for bytes in [
        CSV.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", CSV.as_bytes()].concat(),
        utf16,
        marked,
        gz(CSV.as_bytes()),
        zip(&[("a.csv", CSV.as_bytes())]),
        zip(&[("folder/a.csv.gz", &gz(CSV.as_bytes()))]),
        br#"[{"id":1,"at":"2026-07-01","subject":"a, b"},{"id":2,"at":"2026-07-02","subject":"c"}]"#.to_vec(),
        gz(b"{\"id\":1,\"at\":\"2026-07-01\",\"subject\":\"a, b\"}\n{\"id\":2,\"at\":\"2026-07-02\",\"subject\":\"c\"}"),
        b"Report: tickets\n\nid;at;subject\n1;2026-07-01;a, b\n2;2026-07-02;c\n;;\n".to_vec(),
        b"sep=|\nid|at|subject\n1|2026-07-01|a, b\n2|2026-07-02|c\n".to_vec(),
        b"id\tat\tsubject\treject_reason\n1\t2026-07-01\ta, b\tx\n2\t2026-07-02\tc\t\n".to_vec(),
    ] {
        assert_eq!(rows(&bytes), expected(), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_was_detected_is_shown() {
    let text = "Tickets of July\n\nid;Betreff\n1;Grüße\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (_folder, source) = only(&zip(&[("data/t.csv", &gz(&bytes))]), &TableOptions::default());
    let layout = &source.description;
    assert_eq!(layout.name, "export/data/t.csv");
    assert_eq!(
        (layout.container, layout.packing.as_slice()),
        (Container::Csv, &[Packing::Zip, Packing::Gz][..])
    );
    assert_eq!((layout.encoding.as_deref(), layout.delimiter), (Some("windows-1252"), Some(';')));
    assert_eq!((layout.header_line, layout.skipped_title_lines), (Some(3), 1));
    assert_eq!(read(&source).unwrap(), [["id", "Betreff"], ["1", "Grüße"]]);
}

#[test]
fn encoding_and_delimiter_can_be_overridden() {
    let bytes = b"id;a\n1;caf\xE9,x\n2;y,z\n3;t\n";
    let options =
        TableOptions { delimiter: Some(','), encoding: Some("windows-1251".to_owned()), member: None };
    let (_folder, source) = only(bytes, &options);
    assert_eq!(
        read(&source).unwrap(),
        [["1;cafй", "x"], ["2;y", "z"], ["!", "has 1 cells, the header has 2"]]
    );

    let options = TableOptions { encoding: Some("UTF-8".to_owned()), ..TableOptions::default() };
    let (_folder, source) = only(bytes, &options);
    let reason = "cell 2 holds bytes that are no text in this encoding";
    assert_eq!(read(&source).unwrap(), [["id", "a"], ["!", reason], ["2", "y,z"], ["3", "t"]]);

    for options in [
        TableOptions { encoding: Some("klingon".to_owned()), ..TableOptions::default() },
        TableOptions { delimiter: Some('"'), ..TableOptions::default() },
        TableOptions { delimiter: Some('→'), ..TableOptions::default() },
    ] {
        assert!(matches!(sources(bytes, &options), Err(TableError::Unreadable { .. })), "{options:?}");
    }
}

#[test]
fn lines_are_physical_ones_below_titles_and_quoted_newlines() {
    let text = "Report\n\nid,text\n1,\"a\nb\nc\"\n\n2,d\n3\n4,\"open\n5,e\n";
    let (_folder, source) = only(text.as_bytes(), &TableOptions::default());
    let mut table = source.open().unwrap();
    let mut seen = Vec::new();
    while let Some(row) = table.next_row().unwrap() {
        seen.push(match row {
            Row::Record(record) => (record.number, record.line, String::new()),
            Row::Broken(problem) => (problem.record.number, problem.record.line, problem.reason),
        });
    }
    let expected = [
        (1, 4, ""),
        (2, 8, ""),
        (3, 9, "has 1 cells, the header has 2"),
        (4, 10, "the quote opened on line 10 is never closed"),
        (5, 11, ""),
    ];
    assert_eq!(seen, expected.map(|(number, line, reason)| (number, line, reason.to_owned())));
}

#[test]
fn files_that_are_no_table_say_what_they_are() {
    for (bytes, part) in [
        (&b""[..], "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"SQLite format 3\0...", "SQLite"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "save it as XLSX"),
        (b"\x00\x01\x02\x03\x04\x05,\x07\x01\x02\x03", "no table"),
        (b"Dear team\nthis is a letter.\nNo table.\n", "no columns"),
        (b"<!doctype html><p>Sign in</p>", "web page"),
        (b"[]", "no record"),
        (b"[1]", "no columns"),
        (b"{\"error\":\n\"denied\"}", "without a list"),
        (b"\x1f\x8b\x08\x00garbage", "damaged"),
        (b"PK\x03\x04garbage", "damaged"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "empty"),
    ] {
        let reason = refusal(bytes);
        assert!(reason.contains(part), "{reason}");
    }
    let missing = open_tables(&PathBuf::from("no/such/file"), &TableOptions::default());
    assert!(matches!(missing, Err(TableError::Io { .. })));
    assert_eq!(rows(b"id,subject\n"), [["id", "subject"]]);
}

#[test]
fn a_zip_gives_each_table_in_it_and_skips_the_rest() {
    let bytes = zip(&[
        ("__MACOSX/._a.csv", b"id,a\n1,2\n"),
        ("readme.txt", b"Exported for you.\n"),
        ("empty.csv", b""),
        ("a.csv", CSV.as_bytes()),
        ("b.json", br#"{"tickets":[{"id":1,"x":2}],"count":1}"#),
    ]);
    let (_folder, tables) = sources(&bytes, &TableOptions::default()).unwrap();
    let names: Vec<_> = tables.iter().map(|source| source.description.name.as_str()).collect();
    assert_eq!(names, ["export/a.csv", "export/b.json/tickets"]);
    assert_eq!(read(&tables[0]).unwrap(), expected());
    assert_eq!(read(&tables[1]).unwrap(), [["id", "x"], ["1", "2"]]);

    let chosen = |member: &str| TableOptions { member: Some(member.to_owned()), ..TableOptions::default() };
    let (_folder, tables) = sources(&bytes, &chosen("b.json")).unwrap();
    assert_eq!(tables[0].description.name, "export/b.json/tickets");
    assert!(sources(&bytes, &chosen("c.csv")).is_err());
    assert!(sources(&bytes, &chosen("readme.txt")).is_err());
}

#[test]
fn a_damaged_or_encrypted_archive_is_refused() {
    let mut cut = gz(&CSV.repeat(1000).into_bytes());
    cut.truncate(cut.len() / 2);
    assert!(refusal(&cut).contains("damaged"));

    let mut flipped = zip(&[("a.csv", CSV.repeat(50).as_bytes())]);
    flipped[60] ^= 0xFF;
    assert!(refusal(&flipped).contains("damaged"));

    let mut encrypted = zip(&[("a.csv", CSV.as_bytes())]);
    // The flag's lowest bit, in the local and in the central header.
    let central = encrypted.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    encrypted[6] |= 1;
    encrypted[central + 8] |= 1;
    assert!(refusal(&encrypted).contains("encrypted"));
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap().write(0, 0, "Our tickets").unwrap();
    let sheet = book.add_worksheet().set_name("Tickets").unwrap();
    let title = Format::new();
    sheet.merge_range(0, 0, 0, 4, "Report of July", &title).unwrap();
    for (column, name) in ["id", "at", "day", "paid", "note", "id"].into_iter().enumerate() {
        sheet.write(2, column as u16, name).unwrap();
    }
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let at = ExcelDateTime::parse_from_str("2026-07-01T09:30:00").unwrap();
    sheet.write(3, 0, 12).unwrap();
    sheet.write_with_format(3, 1, &at, &time).unwrap();
    sheet.write_with_format(3, 2, ExcelDateTime::from_ymd(2026, 7, 1).unwrap(), &day).unwrap();
    sheet.write(3, 3, true).unwrap();
    sheet.write(3, 4, "x, \"y\"\nz").unwrap();
    sheet.write(5, 0, 0.5).unwrap();
    sheet.write_formula(5, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    let other = book.add_worksheet().set_name("Other").unwrap();
    other.write(0, 0, "a").unwrap().write(0, 1, "b").unwrap().write(1, 0, "only").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_reads_like_a_csv() {
    let bytes = workbook();
    let expected = [
        ["id", "at", "day", "paid", "note", "id (2)"],
        ["12", "2026-07-01 09:30:00", "2026-07-01", "true", "x, \"y\"\nz", ""],
        ["0.5", "", "", "", "#N/A", ""],
    ];
    for packed in [bytes.clone(), gz(&bytes), zip(&[("book.xlsx", &bytes)])] {
        let (_folder, source) = only(&packed, &TableOptions::default());
        assert_eq!(source.description.container, Container::Xlsx);
        assert!(source.description.name.ends_with("/Tickets"), "{}", source.description.name);
        assert_eq!((source.description.header_line, source.description.skipped_title_lines), (Some(3), 1));
        assert_eq!(read(&source).unwrap(), expected);
    }
    for (packed, member) in [(bytes.clone(), "Other"), (zip(&[("b/book.xlsx", &bytes)]), "b/book.xlsx/Other")]
    {
        let options = TableOptions { member: Some(member.to_owned()), ..TableOptions::default() };
        let (_folder, source) = only(&packed, &options);
        assert_eq!(read(&source).unwrap(), [["a", "b"], ["only", ""]]);
    }
    let options = TableOptions { member: Some("Nowhere".to_owned()), ..TableOptions::default() };
    let Err(TableError::Unreadable { reason, .. }) = sources(&bytes, &options) else { panic!() };
    assert!(reason.contains("Cover, Tickets, Other"), "{reason}");
}

/// The workbook with the text of one of its parts changed.
fn changed(workbook: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == part {
            assert!(text.contains(from), "{text}");
            text = text.replacen(from, to, 1);
        }
        parts.push((name, text));
    }
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&parts)
}

#[test]
fn the_date_system_of_1904_is_heeded() {
    let bytes = changed(&workbook(), "xl/workbook.xml", "<workbookPr", "<workbookPr date1904=\"1\"");
    assert_eq!(rows(&bytes)[1][1..3], ["2030-07-02 09:30:00", "2030-07-02"]);
}

#[test]
fn a_workbook_with_an_endless_text_is_refused() {
    let endless = format!("<t>{}", "x".repeat(17 << 20));
    let bytes = changed(&workbook(), "xl/sharedStrings.xml", "<t>", &endless);
    assert!(refusal(&bytes).contains("longer than 16 MiB"));
}

#[test]
fn a_long_workbook_streams_and_may_be_left_early() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..2_000 {
        sheet.write(row, 0, format!("id {row}")).unwrap().write(row, 1, row).unwrap();
    }
    let (_folder, source) = only(&book.save_to_buffer().unwrap(), &TableOptions::default());
    assert_eq!(read(&source).unwrap().len(), 2_000);
    let mut table = source.open().unwrap();
    assert!(table.next_row().unwrap().is_some());
}

/// Reads all there is twice: nothing may panic, and both readings must agree.
fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok((_folder, sources)) = sources(bytes, &TableOptions::default()) else { return Ok(()) };
    for source in sources {
        let text = |read: Result<Vec<Vec<String>>, TableError>| read.map_err(|error| error.to_string());
        prop_assert_eq!(text(read(&source)), text(read(&source)));
    }
    Ok(())
}

/// A valid file of each kind.
static VALID: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let json = br#"{"tickets":[{"id":1,"r":{"s":[1,"x"]},"t":"\u00e9"},{"id":2}],"n":null}"#;
    let ndjson = b"{\"id\":1,\"t\":\"a\"}\n{\"id\":2,\"t\":[{}]}\n";
    vec![
        format!("sep=,\n\"Title\"\n\n{CSV}3,\"x\ny\"\"\",\r4;5\t6|7,,\n").into_bytes(),
        CSV.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        json.to_vec(),
        ndjson.to_vec(),
        gz(CSV.as_bytes()),
        zip(&[("a.csv", CSV.as_bytes()), ("b.json", json), ("c.gz", &gz(ndjson))]),
        workbook(),
    ]
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes)?;
        survives(&gz(&bytes))?;
    }

    #[test]
    fn arbitrary_text_of_telling_characters_never_panics(
        text in "[\\[\\]{}\":,;|\ta1\r\n\u{0} é\u{feff}\\\\]{0,200}",
    ) {
        survives(text.as_bytes())?;
        survives(&zip(&[("a", text.as_bytes())]))?;
    }

    #[test]
    fn mutated_files_never_panic(
        which in 0_usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in prop::option::weighted(0.3, any::<prop::sample::Index>()),
    ) {
        let mut bytes = VALID[which].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(keep) = keep {
            bytes.truncate(keep.index(bytes.len()));
        }
        survives(&bytes)?;
    }

    #[test]
    fn what_was_written_is_read(
        table in prop::collection::vec(prop::collection::vec("[a-zé\",;\n\r |\t]{0,6}", 3), 1..20),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |cells: &Vec<String>| cells.iter().map(quoted).collect::<Vec<_>>().join(";");
        let text: Vec<_> = table.iter().map(line).collect();
        let text = format!("id;subject;tags\r\n{}\r\n", text.join("\r\n"));
        let filled = table.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let read = rows(text.as_bytes());
        prop_assert_eq!(read.iter().skip(1).collect::<Vec<_>>(), filled.collect::<Vec<_>>());
    }
}
