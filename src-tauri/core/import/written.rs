//! The forms in which a time can be written, before it is known what day order or zone it is in.

use chrono::{NaiveDate, NaiveTime};

use crate::model::{Timestamp, parse_rfc3339};

use super::times::MIDNIGHT;

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// RFC 3339.
    Instant(Timestamp),
    /// A bare number; fractions floored.
    Epoch(i64),
    /// A date, with or without a time of day.
    Local {
        date: Date,
        /// Fractions floored.
        time: NaiveTime,
        /// Seconds east of UTC, where the value says so.
        offset: Option<i32>,
    },
}

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    /// Only one reading: the year first, a month's name, or dots (no country writes the month before a dot).
    Day(NaiveDate),
    /// Two numbers and a year. At least one reading is a date.
    Open { first: u32, second: u32, year: i32, separator: Separator },
}

/// What stands between the numbers of a date that leaves day and month open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Slash,
    Hyphen,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const WEEKDAYS: [&str; 12] = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "sonn",
];
/// German names that do not begin like the English ones.
const GERMAN_MONTHS: [(&str, u32); 5] = [("mär", 3), ("maerz", 3), ("mai", 5), ("okt", 10), ("dez", 12)];

/// Reads a time's form; `None` where it is none, or names no date that exists. Two-digit years are none.
pub(super) fn written(text: &str) -> Option<Written> {
    // Nothing that people call a time is longer, and this bounds the work on hostile cells.
    if text.len() > 64 {
        return None;
    }
    if let Some(instant) = parse_rfc3339(text) {
        return Some(Written::Instant(instant));
    }
    if let Some(number) = epoch(text) {
        return Some(Written::Epoch(number));
    }
    let mut scan = Scan { rest: text };
    let date = scan.date()?;
    let time = if scan.rest.is_empty() { MIDNIGHT } else { scan.time()? };
    let offset = scan.offset()?;
    scan.rest.is_empty().then_some(Written::Local { date, time, offset })
}

fn epoch(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(fraction)).then(|| whole.parse().ok()).flatten()
}

/// A reader that takes pieces off the front of a text.
struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn blanks(&mut self) {
        // Excel and browsers write narrow and no-break spaces before AM.
        self.rest = self.rest.trim_start();
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !keep(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// A number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.take_while(|character| character.is_ascii_digit());
        ((least..=most).contains(&digits.len())).then(|| digits.parse().ok()).flatten()
    }

    fn word(&mut self) -> String {
        self.take_while(char::is_alphabetic).to_lowercase()
    }

    fn year(&mut self) -> Option<i32> {
        self.number(4, 4).and_then(|year| i32::try_from(year).ok())
    }

    fn date(&mut self) -> Option<Date> {
        if self.rest.starts_with(char::is_alphabetic) {
            let mut word = self.word();
            if WEEKDAYS.iter().any(|day| word.starts_with(day)) {
                self.eat('.');
                self.eat(',');
                self.blanks();
                if !self.rest.starts_with(char::is_alphabetic) {
                    return self.date_of_numbers();
                }
                word = self.word();
            }
            return self.date_after_month(month(&word)?);
        }
        self.date_of_numbers()
    }

    /// `Mar 22, 2021` behind the month.
    fn date_after_month(&mut self, month: u32) -> Option<Date> {
        self.eat('.');
        self.blanks();
        let day = self.number(1, 2)?;
        if self.rest.starts_with(|character: char| character.is_ascii_lowercase()) {
            let ordinal = self.word();
            if !["st", "nd", "rd", "th"].contains(&ordinal.as_str()) {
                return None;
            }
        }
        self.eat(',');
        self.blanks();
        let year = self.year()?;
        NaiveDate::from_ymd_opt(year, month, day).map(Date::Day)
    }

    fn date_of_numbers(&mut self) -> Option<Date> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4 {
            let year = self.year()?;
            let separator = ['-', '/', '.'].into_iter().find(|separator| self.eat(*separator))?;
            let month = self.number(1, 2)?;
            let day = self.eat(separator).then(|| self.number(1, 2)).flatten()?;
            return NaiveDate::from_ymd_opt(year, month, day).map(Date::Day);
        }
        let first = self.number(1, 2)?;
        let separator = ['-', '/', '.', ' '].into_iter().find(|separator| self.eat(*separator))?;
        self.blanks();
        if self.rest.starts_with(char::is_alphabetic) {
            let month = month(&self.word())?;
            self.eat('.');
            self.eat(separator);
            self.eat(',');
            self.blanks();
            let year = self.year()?;
            return NaiveDate::from_ymd_opt(year, month, first).map(Date::Day);
        }
        let second = self.number(1, 2)?;
        let year = self.eat(separator).then(|| self.year()).flatten()?;
        let separator = match separator {
            '/' => Separator::Slash,
            '-' => Separator::Hyphen,
            '.' => return NaiveDate::from_ymd_opt(year, second, first).map(Date::Day),
            _ => return None,
        };
        let exists = |day, month| NaiveDate::from_ymd_opt(year, month, day).is_some();
        (exists(first, second) || exists(second, first)).then_some(Date::Open {
            first,
            second,
            year,
            separator,
        })
    }

    fn time(&mut self) -> Option<NaiveTime> {
        self.eat(',');
        if !(self.eat('T') || self.eat('t')) {
            self.blanks();
            if let Some(rest) = self.rest.strip_prefix("at ").or_else(|| self.rest.strip_prefix("um ")) {
                self.rest = rest;
            }
        }
        let hour = self.number(1, 2)?;
        let minute = self.eat(':').then(|| self.number(2, 2)).flatten()?;
        let second = if self.eat(':') { self.number(2, 2)? } else { 0 };
        if self.rest.starts_with(['.', ',']) {
            self.rest = &self.rest[1..];
            if self.take_while(|character| character.is_ascii_digit()).is_empty() {
                return None;
            }
        }
        self.blanks();
        let hour = match self.half_of_day() {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        };
        NaiveTime::from_hms_opt(hour, minute, second)
    }

    /// Whether AM or PM stands here; true for PM.
    fn half_of_day(&mut self) -> Option<bool> {
        for (mark, afternoon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
            let found = self.rest.get(..mark.len()).is_some_and(|text| text.eq_ignore_ascii_case(mark));
            if found {
                self.rest = &self.rest[mark.len()..];
                self.blanks();
                return Some(afternoon);
            }
        }
        None
    }

    /// An offset, or none; the outer `None` means that what stands here is no offset.
    fn offset(&mut self) -> Option<Option<i32>> {
        self.blanks();
        for name in ["UTC", "GMT", "Z", "z"] {
            if let Some(rest) = self.rest.strip_prefix(name) {
                self.rest = rest;
                if rest.is_empty() {
                    return Some(Some(0));
                }
                break;
            }
        }
        let sign = if self.eat('+') {
            1
        } else if self.eat('-') {
            -1
        } else {
            return Some(None);
        };
        let digits =
            self.take_while(|character| character.is_ascii_digit() || character == ':').replace(':', "");
        let (hours, minutes) = match digits.len() {
            2 => (digits.as_str(), "0"),
            4 => digits.split_at(2),
            _ => return None,
        };
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours <= 14 && minutes < 60).then(|| Some(sign * (hours * 3600 + minutes * 60)))
    }
}

fn month(word: &str) -> Option<u32> {
    let english =
        MONTHS.iter().position(|name| word.starts_with(name)).and_then(|index| u32::try_from(index + 1).ok());
    english.or_else(|| GERMAN_MONTHS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, month)| *month))
}
