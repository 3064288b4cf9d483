//! Business hours: when people work, as the setting has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When people work, and whether times of replies and resolutions are measured in that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BusinessHours {
    /// Whether those times are measured in business hours; else they run on the clock, day and night.
    pub in_use: bool,
    /// The hours of each weekday. A day that is not in it, or has none, is no working day.
    pub week: BTreeMap<DayOfWeek, Vec<Shift>>,
    /// Days without business hours, whatever their weekday.
    #[ts(type = "Array<string>")]
    pub holidays: BTreeSet<NaiveDate>,
}

impl Default for BusinessHours {
    /// Not in use; Monday to Friday from nine to five, no holidays.
    fn default() -> BusinessHours {
        let hour = |hour| Clock(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default());
        let workdays = DayOfWeek::ALL.iter().take(5);
        let week = workdays.map(|day| (*day, vec![Shift { from: hour(9), to: hour(17) }])).collect();
        BusinessHours { in_use: false, week, holidays: BTreeSet::new() }
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "their names say it")]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl DayOfWeek {
    /// All days, from Monday.
    pub const ALL: &'static [DayOfWeek] = &[
        DayOfWeek::Monday,
        DayOfWeek::Tuesday,
        DayOfWeek::Wednesday,
        DayOfWeek::Thursday,
        DayOfWeek::Friday,
        DayOfWeek::Saturday,
        DayOfWeek::Sunday,
    ];

    /// The first three letters of its name, as it is written in settings.
    pub fn word(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }

    /// That of a day.
    pub fn of(day: NaiveDate) -> DayOfWeek {
        DayOfWeek::ALL[day.weekday().num_days_from_monday() as usize]
    }
}

impl FromStr for DayOfWeek {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<DayOfWeek, HoursError> {
        let named = |day: &&DayOfWeek| day.word().eq_ignore_ascii_case(text.trim());
        DayOfWeek::ALL.iter().find(named).copied().ok_or_else(|| HoursError::Day(text.to_owned()))
    }
}

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Clock(pub(super) NaiveTime);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl FromStr for Clock {
    type Err = HoursError;

    /// `24:00` is the midnight that ends a day.
    fn from_str(text: &str) -> Result<Clock, HoursError> {
        let text = text.trim();
        let time = if text == "24:00" { "00:00" } else { text };
        let read = NaiveTime::parse_from_str(time, "%H:%M");
        read.map(Clock).map_err(|_| HoursError::Clock(text.to_owned()))
    }
}

impl TryFrom<String> for Clock {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Clock, HoursError> {
        text.parse()
    }
}

impl From<Clock> for String {
    fn from(clock: Clock) -> String {
        clock.to_string()
    }
}

/// Hours of work from one time to before another. Where that is not later, it is one of the next day: the shift belongs
/// to the day on which it begins, and is off with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// When it begins.
    pub from: Clock,
    /// When it ends.
    pub to: Clock,
}

impl fmt::Display for Shift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl FromStr for Shift {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Shift, HoursError> {
        let (from, to) = text.split_once('-').ok_or_else(|| HoursError::Clock(text.to_owned()))?;
        Ok(Shift { from: from.parse()?, to: to.parse()? })
    }
}

/// What business hours cannot be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum HoursError {
    /// No time of day.
    #[error("{0:?} is no time of day; hours look like 09:00-17:00")]
    Clock(String),
    /// No weekday.
    #[error("{0:?} is no weekday; they are mon, tue, wed, thu, fri, sat and sun")]
    Day(String),
    /// Days without hours.
    #[error("{0:?} does not say the hours of days; that looks like mon-fri=09:00-17:00")]
    Days(String),
    /// Times are to be measured in hours of which there are none.
    #[error("business hours need at least one hour in the week, else no time passes in them")]
    None,
}

impl BusinessHours {
    /// Whether they can be used.
    ///
    /// # Errors
    /// Times are to be measured in them, and there are none.
    pub fn check(&self) -> Result<(), HoursError> {
        match self.in_use && self.week.values().all(Vec::is_empty) {
            true => Err(HoursError::None),
            false => Ok(()),
        }
    }

    /// The hours that begin on a day.
    pub fn on(&self, day: NaiveDate) -> &[Shift] {
        match self.holidays.contains(&day) {
            true => &[],
            false => self.week.get(&DayOfWeek::of(day)).map_or(&[], Vec::as_slice),
        }
    }

    /// Sets the hours of the days that a text names, like `mon-fri=09:00-12:00,13:00-17:00 sat=10:00-14:00`, and leaves
    /// those of the others.
    ///
    /// # Errors
    /// The text cannot be read.
    pub fn set(&mut self, text: &str) -> Result<(), HoursError> {
        let mut read = BTreeMap::new();
        for part in text.split_whitespace() {
            let (days, hours) = part.split_once('=').ok_or_else(|| HoursError::Days(part.to_owned()))?;
            let shifts = hours.split(',').map(str::parse).collect::<Result<Vec<Shift>, _>>()?;
            read.extend(days_of(days)?.into_iter().map(|day| (day, shifts.clone())));
        }
        if read.is_empty() {
            return Err(HoursError::Days(text.to_owned()));
        }
        self.week.extend(read);
        Ok(())
    }

    /// Takes the hours of days away, named like `sat-sun`; whether they had any.
    ///
    /// # Errors
    /// The text names no days.
    pub fn close(&mut self, days: &str) -> Result<bool, HoursError> {
        let removed = days_of(days)?.into_iter().filter_map(|day| self.week.remove(&day));
        Ok(removed.filter(|shifts| !shifts.is_empty()).count() > 0)
    }

    /// The hours of the week, as [`BusinessHours::set`] reads them; nothing where there are none.
    pub fn written_week(&self) -> String {
        let hours = |day: &DayOfWeek| {
            let shifts = self.week.get(day).into_iter().flatten();
            shifts.map(Shift::to_string).collect::<Vec<_>>().join(",")
        };
        let days: Vec<(DayOfWeek, String)> = DayOfWeek::ALL.iter().map(|day| (*day, hours(day))).collect();
        let alike = days.chunk_by(|(_, one), (_, other)| one == other);
        let written = alike.filter_map(|alike| match alike {
            [(_, hours), ..] if hours.is_empty() => None,
            [(first, hours), .., (last, _)] => Some(format!("{}-{}={hours}", first.word(), last.word())),
            [(day, hours)] => Some(format!("{}={hours}", day.word())),
            [] => None,
        });
        written.collect::<Vec<_>>().join(" ")
    }

    /// The holidays, with spaces between.
    pub fn written_holidays(&self) -> String {
        self.holidays.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// The days of `mon-fri` or `sat`; from one to an earlier one it goes on over Sunday.
fn days_of(text: &str) -> Result<Vec<DayOfWeek>, HoursError> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last): (DayOfWeek, DayOfWeek) = (first.parse()?, last.parse()?);
    let count = (last as usize + 7 - first as usize) % 7 + 1;
    Ok(DayOfWeek::ALL.iter().cycle().skip(first as usize).take(count).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_they_are_written() {
        let mut hours = BusinessHours::default();
        assert_eq!(hours.written_week(), "mon-fri=09:00-17:00");
        hours.set("fri=09:00-12:00,12:30-15:00 sat-sun=22:00-06:00").unwrap();
        let written = "mon-thu=09:00-17:00 fri=09:00-12:00,12:30-15:00 sat-sun=22:00-06:00";
        assert_eq!(hours.written_week(), written);
        let mut again = BusinessHours { week: BTreeMap::new(), ..BusinessHours::default() };
        assert_eq!((again.written_week(), again.check()), (String::new(), Ok(())));
        again.set(written).unwrap();
        assert_eq!(again, hours);
        assert_eq!((again.close("fri-sun"), again.close("sun")), (Ok(true), Ok(false)));
        assert_eq!(again.written_week(), "mon-thu=09:00-17:00");
        again.set("sat-mon=00:00-24:00").unwrap();
        assert_eq!(again.week[&DayOfWeek::Sunday][0].to_string(), "00:00-00:00");
    }

    #[test]
    fn what_says_no_hours_is_refused_and_changes_nothing() {
        let mut hours = BusinessHours::default();
        for text in
            ["", "mon", "mon=", "mon=9", "mon=09:00-25:00", "mon-foo=09:00-17:00", "mon=08:00-09:00 x"]
        {
            hours.set(text).unwrap_err();
        }
        assert_eq!(hours, BusinessHours::default());
        let none = BusinessHours { in_use: true, week: BTreeMap::new(), ..hours };
        assert_eq!(none.check(), Err(HoursError::None));
    }
}
