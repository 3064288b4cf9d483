//! `smix verdicts`: what the AI's answers were found to be.

use supportmix_core::model::Timestamp;
use supportmix_core::service::{give_verdict, take_verdict_back};
use supportmix_core::store::TicketVerdict;

use super::tickets::named;
use crate::arguments::{Form, Verdicts};
use crate::output;
use crate::place::{Place, note};
use crate::stop::Stop;

const COLUMNS: [&str; 6] = ["source", "external_id", "verdict", "note", "user", "at"];

/// Gives, lists or takes back verdicts on the AI's answers.
pub fn verdicts(place: &Place, asked: &Verdicts) -> Result<(), Stop> {
    let store = place.store()?;
    match asked {
        Verdicts::Set { ticket, verdict, note } => {
            let ticket = named(&store, ticket)?;
            let by = (place.user(), place.now());
            Ok(give_verdict(&store, &ticket, *verdict, note.as_deref(), by)?)
        }
        Verdicts::List { format } => list(&store.verdicts()?, *format),
        Verdicts::Remove { ticket } => match take_verdict_back(&store, &named(&store, ticket)?)? {
            true => Ok(()),
            false => Err(Stop::failed("nobody has given a verdict on this ticket")),
        },
    }
}

fn list(verdicts: &[TicketVerdict], format: Form) -> Result<(), Stop> {
    let row = |of: &TicketVerdict| {
        let given = &of.verdict;
        [
            Some(of.source.clone()),
            Some(of.external_id.clone()),
            Some(given.verdict.word().to_owned()),
            given.note.clone(),
            Some(given.user.clone()),
            Some(Timestamp::to_rfc3339(given.at)),
        ]
    };
    let rows: Vec<[Option<String>; COLUMNS.len()]> = verdicts.iter().map(row).collect();
    match format {
        Form::Json => output::json(&output::objects(COLUMNS, rows)),
        Form::Csv => output::csv_of_texts(&COLUMNS, &rows),
        Form::Table if rows.is_empty() => {
            note("no verdicts are given; smix verdicts set SOURCE/ID VERDICT gives one");
            Ok(())
        }
        Form::Table => output::table_of_texts(COLUMNS, rows),
    }
}
