//! From a pack to a file.

use std::path::{Path, PathBuf};

use supportmix_core::file::{FileError, write_whole};
use supportmix_core::language::Language;
use supportmix_core::pack::{Labels, Pack, PackFormat, Paper};
use supportmix_core::service::{PackOrder, TicketRow};

use crate::{ReportError, TicketCell, TicketRows, html, markdown, pictures, pptx, xlsx};

/// What makes a PDF: [`pdf`](crate::pdf()), or another program that has it. Who passes another has no typesetter linked in,
/// which is larger than all the rest.
pub type Typeset<'a> = &'a dyn Fn(&Pack, Paper) -> Result<Vec<u8>, ReportError>;

/// The bytes of a pack's file; of pictures, which are several, there are none.
///
/// # Errors
/// It cannot be made, or is none of one file.
pub fn bytes(pack: &Pack, order: PackOrder<'_>, typeset: Typeset<'_>) -> Result<Vec<u8>, ReportError> {
    match order.format {
        PackFormat::Pdf => typeset(pack, order.paper),
        PackFormat::Pptx => pptx(pack, order.template.as_deref()),
        PackFormat::Xlsx => match order.tickets {
            Some(tickets) => {
                let headings = Labels::of(pack.language).ticket_columns.map(str::to_owned).to_vec();
                let mut rows =
                    tickets.map(|row| row.map(|row| cells(row, pack)).map_err(|why| why.to_string()));
                xlsx(pack, Some(TicketRows { headings, rows: &mut rows }))
            }
            None => xlsx(pack, None),
        },
        PackFormat::Html => html(pack).map(String::into_bytes),
        PackFormat::Md => Ok(markdown(pack).into_bytes()),
        PackFormat::Json => serde_json::to_vec_pretty(pack)
            .map_err(|error| ReportError::Format { format: "JSON", why: error.to_string() }),
        PackFormat::Pictures => Err(ReportError::Folder),
    }
}

/// Writes a pack, whole or not at all; pictures go into a folder, which is made where it is missing. Says what was written.
///
/// # Errors
/// It cannot be made, or the file cannot be written; one that was there before is as it was.
pub fn write(
    pack: &Pack,
    order: PackOrder<'_>,
    path: &Path,
    typeset: Typeset<'_>,
) -> Result<Vec<PathBuf>, ReportError> {
    if order.format != PackFormat::Pictures {
        write_whole(path, &bytes(pack, order, typeset)?)?;
        return Ok(vec![path.to_owned()]);
    }
    // All are drawn before the first is written.
    let drawn = pictures(pack)?;
    std::fs::create_dir_all(path).map_err(|source| FileError::new(path, source))?;
    let mut written = Vec::new();
    for (name, bytes) in drawn {
        let file = path.join(name);
        write_whole(&file, &bytes)?;
        written.push(file);
    }
    Ok(written)
}

/// A ticket's row; times as clocks of the reporting zone show them.
fn cells(row: TicketRow, pack: &Pack) -> Vec<TicketCell> {
    let text =
        |text: Option<&str>| text.map_or(TicketCell::Nothing, |text| TicketCell::Text(text.to_owned()));
    let time = |at: Option<_>| at.map_or(TicketCell::Nothing, |at| TicketCell::Time(pack.local(at)));
    let say = |word: bool| match (word, pack.language) {
        (true, Language::En) => "yes",
        (false, Language::En) => "no",
        (true, Language::De) => "ja",
        (false, Language::De) => "nein",
    };
    vec![
        text(Some(&row.source)),
        text(Some(&row.external_id)),
        text(row.subject.as_deref()),
        text(row.query_type.as_deref()),
        text(row.channel),
        text(row.status),
        text(Some(row.resolution_type.word())),
        time(row.created_at),
        time(row.resolved_at),
        text(row.satisfied.map(say)),
    ]
}
