//! `smix lexicon`: the words and phrases by which signals are found in customers' texts.

use std::path::Path;

use supportmix_core::signals::{Family, Finder, Found, LARGEST_LEXICON, Lexicon};

use crate::arguments;
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Shows, changes or tries lexicons.
pub fn lexicon(place: &Place, asked: &arguments::Lexicon) -> Result<(), Stop> {
    match asked {
        arguments::Lexicon::Show { language } => {
            let mut all = Lexicon::effective(&own(place)?).into_iter();
            let found = all.find(|lexicon| lexicon.language == *language);
            output::json(
                &found.ok_or_else(|| {
                    Stop::failed(format!("there is no lexicon of the language {language:?}"))
                })?,
            )
        }
        arguments::Lexicon::Set { file } => {
            let lexicon = read(file)?;
            place.store_or_new()?.transact(|change| change.set_lexicon(&lexicon, &place.by()))?;
            note("texts are searched with it when their files are imported again, and at the next sync");
            Ok(())
        }
        arguments::Lexicon::Reset => {
            Ok(place.store()?.transact(|change| change.reset_lexicons(&place.by()))?)
        }
        arguments::Lexicon::Test { text, language } => test(&own(place)?, text, language.as_deref()),
    }
}

/// The lexicons of the user's own; none where there is no store yet.
fn own(place: &Place) -> Result<Vec<Lexicon>, Stop> {
    if place.path()?.exists() { Ok(place.store()?.lexicons()?) } else { Ok(Vec::new()) }
}

fn read(file: &Path) -> Result<Lexicon, Stop> {
    let said = |why: &dyn std::fmt::Display| Stop::failed(format!("{}: {why}", file.display()));
    let size = std::fs::metadata(file).map_err(|error| said(&error))?.len();
    if size > LARGEST_LEXICON as u64 {
        return Err(said(&supportmix_core::signals::BadLexicon::Large));
    }
    let json = std::fs::read_to_string(file).map_err(|error| said(&error))?;
    Lexicon::from_json(&json).map_err(|bad| said(&bad))
}

fn test(own: &[Lexicon], text: &str, language: Option<&str>) -> Result<(), Stop> {
    let found = Finder::new(own).search(text, language);
    let found = found.ok_or_else(|| {
        Stop::failed("nothing can be told: there is no text, or no lexicon of its language")
    })?;
    let columns =
        [Column::text("signal"), Column::text("found"), Column::numbers("score"), Column::text("phrases")];
    let row = |family: &Family| {
        let of_family: Vec<&Found> = found.iter().filter(|found| found.family == *family).collect();
        let score: u32 = of_family.iter().map(|found| found.weight).sum();
        let phrases: Vec<&str> = of_family.iter().map(|found| found.phrase.as_str()).collect();
        let yes = if score > 0 { "yes" } else { "no" };
        vec![family.name().to_owned(), yes.to_owned(), score.to_string(), phrases.join("; ")]
    };
    output::table(&columns, &Family::ALL.iter().map(row).collect::<Vec<_>>())
}
