//! How one table is going to be read: its format, its mapping, and the form of its times, found in a first pass.

use std::collections::HashMap;
use std::ops::ControlFlow;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::zone_by_name;
use crate::model::{Field, Kind, Timestamp};
use crate::query_types::{Subject, Subjects};
use crate::signals::Lexicon;

use super::columns::{Columns, zone_in};
use super::error::ImportError;
use super::formats::{self, Format};
use super::mapping::{DayOrder, Mapping};
use super::row::RowReader;
use super::sample::Sample;
use super::suggest;
use super::table::{Row, Table};
use super::times::{self, ColumnTimes, TimeForm};

/// What a user chooses instead of what would be found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ImportOptions {
    /// Id of a format.
    pub format: Option<String>,
    /// How the columns are read; wins over the format's own mapping.
    pub mapping: Option<Mapping>,
    /// IANA zone of times without an offset, where the header names none.
    pub time_zone: Option<String>,
    /// Whether day or month comes first.
    pub day_order: Option<DayOrder>,
    /// Label of the text's encoding.
    pub encoding: Option<String>,
    /// The character between cells.
    pub delimiter: Option<char>,
    /// The member of an archive, the sheet of a workbook or the list in a JSON file.
    pub member: Option<String>,
}

/// What an import needs to know of the workspace and the world.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The workspace's zone.
    pub zone: Tz,
    /// The time of the import.
    pub now: Timestamp,
    /// The mappings saved in the store; one whose columns a table has all is used for it.
    pub saved: &'a [Mapping],
    /// The lexicons of the user's own that texts are searched with.
    pub lexicons: &'a [Lexicon],
}

/// A column whose dates can be read in two ways: the user has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Question {
    /// The column's header.
    pub column: String,
    /// Values that show it.
    pub examples: Vec<String>,
}

/// Told of each row of a pass.
pub(super) type Watch<'a> = dyn FnMut(&dyn Table) -> ControlFlow<()> + 'a;

/// How one table is going to be read.
pub(super) struct Plan {
    pub(super) format: &'static Format,
    /// How sure the format is of the table, 0 to 100; 100 where the user chose.
    pub(super) confidence: u8,
    pub(super) mapping: Mapping,
    pub(super) header: Vec<String>,
    /// The zone of times without an offset whose header names none.
    pub(super) zone: Tz,
    /// Columns that leave day and month open.
    pub(super) questions: Vec<Question>,
    forms: HashMap<usize, TimeForm>,
    now: Timestamp,
    lexicons: Vec<Lexicon>,
}

impl Plan {
    /// Recognises a table, without its times yet.
    ///
    /// # Errors
    /// The format or zone asked for does not exist, or the mapping given makes no sense.
    pub(super) fn new(
        sample: Sample,
        options: &ImportOptions,
        context: &Context<'_>,
    ) -> Result<Plan, ImportError> {
        let (format, confidence, mapping) = choose(&sample, options, context.saved)?;
        let zone = options.time_zone.as_deref().or(mapping.time_zone.as_deref());
        let zone = zone.map(zone_by_name).transpose()?.unwrap_or(context.zone);
        let (header, now) = (sample.header, context.now);
        Ok(Plan {
            format,
            confidence,
            mapping,
            header,
            zone,
            questions: Vec::new(),
            forms: HashMap::new(),
            now,
            lexicons: context.lexicons.to_vec(),
        })
    }

    /// Whether a column of the table tells its tickets apart.
    pub(super) fn is_understood(&self) -> bool {
        let columns = Columns::new(&self.header);
        let mut ids = self.mapping.columns.iter().filter(|column| column.field == Field::ExternalId);
        self.mapping.check().is_ok() && ids.any(|column| columns.has(&column.header))
    }

    /// Whether a first pass has anything to find out.
    pub(super) fn needs_survey(&self) -> bool {
        !self.time_columns().is_empty()
    }

    /// Columns whose times' form is to be inferred.
    fn time_columns(&self) -> Vec<usize> {
        if self.mapping.strict {
            return Vec::new();
        }
        let columns = Columns::new(&self.header);
        let times = self.mapping.columns.iter();
        let times = times.filter(|column| column.field.kind() == Kind::Time && !column.read.is_duration());
        let mut places: Vec<usize> = times.filter_map(|column| columns.find(&column.header)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The first pass: over all rows, the form of each time column. `subjects` collects those of the rows.
    ///
    /// # Errors
    /// The table cannot be read to its end, or the watcher breaks it off.
    pub(super) fn survey(
        &mut self,
        table: &mut dyn Table,
        order: Option<DayOrder>,
        mut subjects: Option<&mut Subjects>,
        watch: &mut Watch<'_>,
    ) -> Result<(), ImportError> {
        let places = self.time_columns();
        let columns = Columns::new(&self.header);
        let subject = self.mapping.columns.iter().find(|column| column.field == Field::Subject);
        let subject = subject.and_then(|column| columns.find(&column.header));
        let mut seen = vec![ColumnTimes::default(); places.len()];
        while let Some(row) = table.next_row()? {
            if watch(table).is_break() {
                return Err(ImportError::Cancelled);
            }
            let Row::Record(record) = row else { continue };
            for (times, place) in seen.iter_mut().zip(&places) {
                if let Some(cell) =
                    record.cells.get(*place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
                {
                    times.observe(cell, self.now);
                }
            }
            if let (Some(subjects), Some(cell)) =
                (subjects.as_deref_mut(), subject.and_then(|place| record.cells.get(place)))
            {
                subjects.observe(&Subject::of(cell));
            }
        }
        let (forms, open) = times::decide(&seen, order.or(self.mapping.day_order));
        let question = |open: times::OpenDates| {
            let column = self.header.get(*places.get(open.index)?)?.clone();
            Some(Question { column, examples: open.examples })
        };
        self.questions = open.into_iter().filter_map(question).collect();
        self.forms = places.into_iter().zip(forms).collect();
        Ok(())
    }

    /// The reader of the table's rows.
    pub(super) fn reader(&self) -> RowReader {
        let context = Context { zone: self.zone, now: self.now, saved: &[], lexicons: &self.lexicons };
        RowReader::new(&self.mapping, &self.header, &self.forms, &context)
    }

    /// The zone that times without an offset are read in: that of the first time's header, else the one chosen.
    pub(super) fn shown_zone(&self) -> Tz {
        let columns = Columns::new(&self.header);
        let times = self.mapping.columns.iter().filter(|column| column.field.kind() == Kind::Time);
        let mut zones = times.filter_map(|column| columns.spelling(&column.header)).map(zone_in);
        zones.next().flatten().unwrap_or(self.zone)
    }

    /// Why a table that is not understood is not.
    pub(super) fn not_understood(&self, file: &str) -> ImportError {
        match self.mapping.check() {
            Err(bad) if self.mapping.gives(Field::ExternalId) => ImportError::Mapping(bad),
            _ => ImportError::NotUnderstood { file: file.to_owned(), columns: self.header.join(", ") },
        }
    }
}

fn choose(
    sample: &Sample,
    options: &ImportOptions,
    saved: &[Mapping],
) -> Result<(&'static Format, u8, Mapping), ImportError> {
    let asked = options.format.as_deref().map(|id| {
        formats::by_id(id).ok_or_else(|| ImportError::UnknownFormat {
            id: id.to_owned(),
            known: formats::formats().iter().map(|format| format.id).collect::<Vec<_>>().join(", "),
        })
    });
    let asked = asked.transpose()?;
    let (found, confidence) = formats::recognise(sample);
    if let Some(mapping) = &options.mapping {
        mapping.check()?;
        return Ok((asked.unwrap_or_else(formats::any_table), 100, mapping.clone()));
    }
    if let Some(format) = asked {
        return Ok((format, 100, mapping_of(format, sample)));
    }
    // The Supportmix CSV is sure of itself; before all others goes what the user has saved for such a table.
    let own = if confidence < 100 { best_saved(sample, saved) } else { None };
    Ok(match own {
        Some(mapping) => (formats::any_table(), 100, mapping.clone()),
        None => (found, confidence, mapping_of(found, sample)),
    })
}

/// A format's mapping, with the columns of text that the table has: no format's columns are so sure of their names.
fn mapping_of(format: &Format, sample: &Sample) -> Mapping {
    let mut mapping = (format.mapping)(sample);
    if !mapping.strict {
        mapping.texts = suggest::texts(sample, &mapping);
    }
    mapping
}

/// The saved mapping that takes most columns of a table, of those whose columns it has all.
fn best_saved<'a>(sample: &Sample, saved: &'a [Mapping]) -> Option<&'a Mapping> {
    let columns = sample.columns();
    let fits = |mapping: &&Mapping| {
        mapping.check().is_ok() && mapping.columns.iter().all(|column| columns.has(&column.header))
    };
    saved.iter().filter(fits).max_by_key(|mapping| mapping.columns.len())
}
