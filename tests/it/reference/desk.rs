//! Small stores made by hand, and questions to them.

use chrono::Weekday;
use chrono_tz::Tz;
use supportmix_core::import::Sink;
use supportmix_core::model::{Field, Incoming, Kind, TicketOutcome, Timestamp};
use supportmix_core::store::{NewStore, Settings, Store, StoreError};
use tempfile::TempDir;

use super::{Question, Row, rows};

/// A store and the folder that it is in.
pub struct Desk {
    _folder: TempDir,
    store: Store,
    made: u32,
}

impl Desk {
    pub fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { settings: Settings::new("UTC") };
        let store = Store::open(&folder.path().join("test.db"), Some(&new), Timestamp(0)).unwrap();
        Desk { _folder: folder, store, made: 0 }
    }

    /// A store with a ticket for each line, all of the source `desk`.
    pub fn with(lines: &[&str]) -> Desk {
        let mut desk = Desk::new();
        for line in lines {
            desk.ticket("desk", line);
        }
        desk
    }

    /// Adds a ticket from `field=value` with spaces between. A time may be short, `07-01T08:00`: of 2026 and in UTC.
    pub fn ticket(&mut self, source: &str, line: &str) {
        self.made += 1;
        let mut outcome =
            TicketOutcome { external_id: Some(self.made.to_string()), ..TicketOutcome::default() };
        for pair in line.split_whitespace() {
            let (name, value) = pair.split_once('=').unwrap();
            let field = Field::from_name(name).unwrap();
            let short = field.kind() == Kind::Time && !value.ends_with('Z');
            let value = if short { format!("2026-{value}:00Z") } else { value.to_owned() };
            outcome.set_text(field, &value).unwrap();
        }
        let present = Field::ALL.iter().copied().collect();
        self.store
            .transact::<_, StoreError>(|change| {
                let mut writer = change.ticket_writer(source)?;
                writer.ticket(&Incoming { outcome, present }).unwrap();
                writer.finish()?;
                Ok(())
            })
            .unwrap();
    }

    /// Enters a cost in the ledger; the month as `2026-07`.
    pub fn cost(&self, kind: &str, month: &str, amount: f64) {
        rusqlite::Connection::open(self.store.path())
            .unwrap()
            .execute(
                "INSERT INTO ledger (kind, month, amount) VALUES (?1, ?2, ?3)",
                rusqlite::params![kind, format!("{month}-01"), amount],
            )
            .unwrap();
    }

    pub fn path(&self) -> &std::path::Path {
        self.store.path()
    }

    pub fn ask(&self, question: &Question) -> Answer {
        Answer(rows(self.path(), question))
    }
}

/// July 2026 as a whole, in UTC, with weeks from Monday and everything of the store known by September.
pub fn july() -> Question {
    Question {
        from: "2026-07-01".parse().unwrap(),
        to: "2026-07-31".parse().unwrap(),
        zone: Tz::UTC,
        week_start: Weekday::Mon,
        as_of: Some(seconds("09-01T00:00")),
        open: None,
        by: Vec::new(),
        filters: Vec::new(),
    }
}

/// Epoch seconds of a short time.
pub fn seconds(short: &str) -> i64 {
    supportmix_core::model::parse_rfc3339(&format!("2026-{short}:00Z")).unwrap().0
}

/// The rows of an answer.
pub struct Answer(pub Vec<Row>);

impl Answer {
    /// The row of a group, named by its keys.
    pub fn find(&self, kpi: &str, keys: &[&str]) -> Option<&Row> {
        let mut found = self
            .0
            .iter()
            .filter(|row| row.kpi == kpi && row.group.iter().map(|(_, key)| key).eq(keys.iter().copied()));
        let row = found.next();
        assert!(found.next().is_none(), "{kpi} {keys:?} has several rows");
        row
    }

    /// Numerator, denominator and value of a group's row.
    pub fn of(&self, kpi: &str, keys: &[&str]) -> (Option<f64>, Option<f64>, Option<f64>) {
        let row = self.find(kpi, keys).unwrap_or_else(|| panic!("{kpi} has no row {keys:?}: {:?}", self.0));
        (row.numerator, row.denominator, row.value)
    }

    /// The same of the whole.
    pub fn whole(&self, kpi: &str) -> (Option<f64>, Option<f64>, Option<f64>) {
        self.of(kpi, &[])
    }

    /// Asserts a proportion or a mean.
    pub fn says(&self, kpi: &str, keys: &[&str], numerator: f64, denominator: f64) {
        let value = (denominator > 0.0).then(|| numerator / denominator);
        assert_eq!(self.of(kpi, keys), (Some(numerator), Some(denominator), value), "{kpi} {keys:?}");
    }

    /// Asserts a count.
    pub fn counts(&self, kpi: &str, keys: &[&str], count: f64) {
        assert_eq!(self.of(kpi, keys), (None, None, Some(count)), "{kpi} {keys:?}");
    }

    pub fn immature(&self, kpi: &str) -> Option<i64> {
        self.find(kpi, &[]).unwrap().immature
    }

    /// The groups that a KPI has rows for, in alphabetical order, the keys of two dimensions with a blank between.
    pub fn groups(&self, kpi: &str) -> Vec<String> {
        let mut groups: Vec<String> = self
            .0
            .iter()
            .filter(|row| row.kpi == kpi)
            .map(|row| row.group.iter().map(|(_, key)| key.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        groups.sort();
        groups
    }
}

/// Whether two amounts are the same but for the last digits of a double.
pub fn near(value: Option<f64>, expected: f64) {
    let value = value.unwrap();
    assert!((value - expected).abs() < 1e-9 * expected.abs().max(1.0), "{value} is not {expected}");
}
