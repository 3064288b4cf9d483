//! The workspace's settings.

use chrono::Weekday;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::definition_changes::By;
use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::calendar::{BusinessHours, Calendar, HoursError, UnknownZone, zone_by_name};
use crate::cost::{BadMinutes, ReplyMinutes};
use crate::facts::{BadRules, Rules};
use crate::insights::{BadInsightRules, InsightRules};
use crate::metrics::{BadTarget, Targets};

/// The first day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeekStart {
    /// ISO weeks.
    Monday,
    /// Weeks from Saturday to Friday.
    Saturday,
    /// Weeks from Sunday to Saturday.
    Sunday,
}

impl WeekStart {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            WeekStart::Monday => "monday",
            WeekStart::Saturday => "saturday",
            WeekStart::Sunday => "sunday",
        }
    }

    /// As a weekday.
    pub fn weekday(self) -> Weekday {
        match self {
            WeekStart::Monday => Weekday::Mon,
            WeekStart::Saturday => Weekday::Sat,
            WeekStart::Sunday => Weekday::Sun,
        }
    }
}

/// What the whole workspace shares. Kept in the store, so that every window, command and report agrees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// IANA name of the reporting zone.
    pub time_zone: String,
    /// First day of the week.
    pub week_start: WeekStart,
    /// ISO 4217 code of the currency that costs are entered in.
    pub currency: String,
    /// From which score on a customer is satisfied, and how long after a resolution a return is a repeat contact.
    #[serde(default)]
    pub rules: Rules,
    /// When people work, and whether times are measured in that.
    #[serde(default)]
    pub business_hours: BusinessHours,
    /// Minutes that a reply takes, where the source does not know the minutes.
    #[serde(default)]
    pub reply_minutes: ReplyMinutes,
    /// What the KPIs should be.
    #[serde(default)]
    pub targets: Targets,
    /// Whether figures may be split by and filtered on the person that tickets are assigned to.
    #[serde(default)]
    pub by_assignee: bool,
    /// The cut-offs of the insights.
    #[serde(default)]
    pub insights: InsightRules,
    /// Whether new alerts are told by notifications of the system, too.
    #[serde(default)]
    pub notify: bool,
}

impl Settings {
    /// The settings of a new store: weeks from Monday, costs in euro, reported in `zone`; UTC where it is no known zone.
    pub fn new(zone: &str) -> Settings {
        let time_zone = zone_by_name(zone).map_or("UTC", |zone| zone.name()).to_owned();
        Settings {
            time_zone,
            week_start: WeekStart::Monday,
            currency: "EUR".to_owned(),
            rules: Rules::default(),
            business_hours: BusinessHours::default(),
            reply_minutes: ReplyMinutes::default(),
            targets: Targets::default(),
            by_assignee: false,
            insights: InsightRules::default(),
            notify: false,
        }
    }

    /// The calendar that figures are cut by.
    ///
    /// # Errors
    /// The stored zone is not known to this version.
    pub fn calendar(&self) -> Result<Calendar, StoreError> {
        let zone = zone_by_name(&self.time_zone).map_err(|error| StoreError::Value(error.to_string()))?;
        Ok(Calendar { zone, week_start: self.week_start.weekday() })
    }

    /// Whether each value can be used.
    ///
    /// # Errors
    /// The zone is unknown, the currency is no three-letter code, or a number is out of its range.
    pub fn check(&self) -> Result<(), SettingError> {
        zone_by_name(&self.time_zone)?;
        if self.currency.len() != 3 || !self.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(SettingError::Currency(self.currency.clone()));
        }
        self.business_hours.check()?;
        self.rules.check()?;
        self.reply_minutes.check()?;
        self.insights.check()?;
        Ok(self.targets.check()?)
    }
}

/// A setting that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// There is no such zone.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// No code of a currency.
    #[error("{0:?} is no currency code; codes have three capital letters, like EUR or USD")]
    Currency(String),
    /// No business hours that times can be measured in.
    #[error(transparent)]
    Hours(#[from] HoursError),
    /// No rules that tickets can be judged by.
    #[error(transparent)]
    Rules(#[from] BadRules),
    /// No minutes of a reply.
    #[error(transparent)]
    Minutes(#[from] BadMinutes),
    /// No target.
    #[error(transparent)]
    Target(#[from] BadTarget),
    /// No cut-offs of insights.
    #[error(transparent)]
    Insights(#[from] BadInsightRules),
}

/// The row of `setting` that holds [`Settings`].
const WORKSPACE: &str = "workspace";

impl Store {
    /// The workspace's settings.
    ///
    /// # Errors
    /// The store cannot be read, or holds settings that this version cannot read.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        let text: String = self
            .glance()
            .query_row("SELECT value FROM setting WHERE name = ?1", [WORKSPACE], |row| row.get(0))
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        parsed(&text)
    }
}

fn parsed(text: &str) -> Result<Settings, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Value(format!("settings: {error}")))
}

impl Transaction<'_> {
    /// Changes the workspace's settings, and notes what of them figures rest on.
    ///
    /// # Errors
    /// A value cannot be used, or the store cannot be read or written.
    pub fn set_settings(&self, settings: &Settings, by: &By) -> Result<(), StoreError> {
        let before: String = self
            .connection
            .query_row("SELECT value FROM setting WHERE name = ?1", [WORKSPACE], |row| row.get(0))
            .map_err(|source| self.fail(source))?;
        self.begin_with(settings)?;
        self.note_settings(&parsed(&before)?, settings, by)
    }

    /// Puts the settings that a new store begins with.
    pub(super) fn begin_with(&self, settings: &Settings) -> Result<(), StoreError> {
        settings.check()?;
        let text = serde_json::to_string(settings).map_err(|error| StoreError::Value(error.to_string()))?;
        self.connection
            .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [WORKSPACE, &text])
            .map_err(|source| self.fail(source))?;
        Ok(())
    }
}
