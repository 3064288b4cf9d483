//! The values a ticket's fields can hold, and how each is read from its canonical text.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What [`str::trim`] leaves, found at a glance where there is nothing to trim.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// A moment: whole seconds since 1970-01-01T00:00:00Z. Fractions are floored on reading.
/// In JSON it is RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(into = "String", try_from = "String")]
#[ts(type = "string")]
pub struct Timestamp(pub i64);

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> String {
        time.to_rfc3339()
    }
}

impl TryFrom<String> for Timestamp {
    type Error = BadValue;

    fn try_from(text: String) -> Result<Timestamp, BadValue> {
        Timestamp::parse(&text)
    }
}

impl Timestamp {
    /// The time, if the engine can count with it: it keeps times as unsigned seconds.
    ///
    /// # Errors
    /// It lies before 1970.
    pub fn since_1970(self) -> Result<Timestamp, BadValue> {
        if self.0 < 0 { Err(BadValue::new("lies before 1970")) } else { Ok(self) }
    }

    /// RFC 3339 in UTC (`2026-07-01T09:30:00Z`), the form used in JSON and in files.
    pub fn to_rfc3339(self) -> String {
        match DateTime::from_timestamp(self.0, 0) {
            Some(time) => time.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            None => format!("@{}", self.0),
        }
    }
}

/// Several values of one ticket (tags, articles), kept as `;`-separated text: trimmed, empty ones dropped, in the
/// source's order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct List(String);

impl List {
    /// A list of the given items; `;` inside an item would split it, so it becomes a comma.
    pub fn from_items<'a>(items: impl IntoIterator<Item = &'a str>) -> List {
        let mut list = List::default();
        for item in items {
            let item = item.trim();
            let item = if item.contains(';') { Cow::from(item.replace(';', ",")) } else { Cow::from(item) };
            if item.is_empty() || list.items().any(|before| before == item) {
                continue;
            }
            if !list.0.is_empty() {
                list.0.push(';');
            }
            list.0.push_str(&item);
        }
        list
    }

    /// The items, in order.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.0.split(';').filter(|item| !item.is_empty())
    }

    /// The `;`-separated text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// Texts with `;` between.
    List,
    /// A moment.
    Time,
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or more.
    Count,
    /// A finite number; `at_least_zero` where a negative one makes no sense.
    Number {
        /// Whether negative numbers are refused.
        at_least_zero: bool,
    },
    /// One of a fixed set of words.
    Choice(&'static [&'static str]),
}

/// A field's value without its type: what the store binds and a listing shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Unknown.
    Null,
    /// Text, a list's text, or a choice's word.
    Text(&'a str),
    /// A time in epoch seconds, a count, or a flag as 0 / 1.
    Int(i64),
    /// A number.
    Real(f64),
}

/// Why a text is not a value of its field. The text shown to users after the field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// What was expected instead, in the user's words: `is not a whole number`.
    pub reason: String,
}

impl BadValue {
    /// A refusal with this reason.
    pub fn new(reason: impl Into<String>) -> BadValue {
        BadValue { reason: reason.into() }
    }
}

impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// A type that a ticket's field can have.
pub trait FieldValue: Sized {
    /// Reads the canonical text, as in a Supportmix CSV. `text` is trimmed and not empty.
    fn parse(text: &str) -> Result<Self, BadValue>;
    /// The value without its type.
    fn value(&self) -> Value<'_>;
    /// The reverse of [`FieldValue::value`]; `None` where the value is null or of another kind.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl FieldValue for String {
    fn parse(text: &str) -> Result<String, BadValue> {
        Ok(text.to_owned())
    }
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
    fn from_value(value: Value<'_>) -> Option<String> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl FieldValue for List {
    fn parse(text: &str) -> Result<List, BadValue> {
        Ok(List::from_items(text.split(';')))
    }
    fn value(&self) -> Value<'_> {
        Value::Text(&self.0)
    }
    fn from_value(value: Value<'_>) -> Option<List> {
        match value {
            Value::Text(text) => Some(List(text.to_owned())),
            _ => None,
        }
    }
}

impl FieldValue for Timestamp {
    fn parse(text: &str) -> Result<Timestamp, BadValue> {
        parse_rfc3339(text)
            .ok_or_else(|| BadValue::new("is not a time like 2026-07-01T09:30:00Z (RFC 3339)"))?
            .since_1970()
    }
    fn value(&self) -> Value<'_> {
        Value::Int(self.0)
    }
    fn from_value(value: Value<'_>) -> Option<Timestamp> {
        match value {
            Value::Int(seconds) => Some(Timestamp(seconds)),
            _ => None,
        }
    }
}

impl FieldValue for bool {
    fn parse(text: &str) -> Result<bool, BadValue> {
        if text.eq_ignore_ascii_case("true") {
            Ok(true)
        } else if text.eq_ignore_ascii_case("false") {
            Ok(false)
        } else {
            Err(BadValue::new("is neither true nor false"))
        }
    }
    fn value(&self) -> Value<'_> {
        Value::Int(i64::from(*self))
    }
    fn from_value(value: Value<'_>) -> Option<bool> {
        match value {
            Value::Int(flag) => Some(flag != 0),
            _ => None,
        }
    }
}

impl FieldValue for u32 {
    fn parse(text: &str) -> Result<u32, BadValue> {
        text.parse().map_err(|_| BadValue::new("is not a whole number, 0 or more"))
    }
    fn value(&self) -> Value<'_> {
        Value::Int(i64::from(*self))
    }
    fn from_value(value: Value<'_>) -> Option<u32> {
        match value {
            Value::Int(count) => u32::try_from(count).ok(),
            _ => None,
        }
    }
}

impl FieldValue for f64 {
    fn parse(text: &str) -> Result<f64, BadValue> {
        // Rust's own parser takes "inf" and "nan" too; neither is a number anybody exported.
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(BadValue::new("is not a number")),
        }
    }
    fn value(&self) -> Value<'_> {
        Value::Real(*self)
    }
    fn from_value(value: Value<'_>) -> Option<f64> {
        match value {
            Value::Real(number) => Some(number),
            Value::Int(number) => Some(number as f64),
            _ => None,
        }
    }
}

/// Reads RFC 3339 (`T` or a space between date and time, `Z` or an offset), fractions floored. `None` if it is not
/// that, or a date that does not exist.
pub fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    if let Some(time) = parse_plain_utc(bytes) {
        return Some(time);
    }
    // A leap second (:60) would be refused by other readers; chrono takes it and so do we.
    if bytes.len() < 20 || !matches!(bytes[10], b'T' | b't' | b' ') {
        return None;
    }
    DateTime::parse_from_rfc3339(text).ok().map(|time| Timestamp(time.timestamp()))
}

/// `2026-07-01T09:30:00Z`, as most times are written, read many times faster than what else RFC 3339 allows.
fn parse_plain_utc(bytes: &[u8]) -> Option<Timestamp> {
    let bytes: &[u8; 20] = bytes.try_into().ok()?;
    if [bytes[4], bytes[7], bytes[10], bytes[13], bytes[16], bytes[19]] != *b"--T::Z" {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..10])?);
    let (hour, minute, second) = (number(&bytes[11..13])?, number(&bytes[14..16])?, number(&bytes[17..19])?);
    let date = NaiveDate::from_ymd_opt(year.cast_signed(), month, day)?;
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some(Timestamp(date.and_time(time).and_utc().timestamp()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_floored_and_offsets_applied() {
        assert_eq!(parse_rfc3339("2026-07-01T02:00:00.999+02:00"), parse_rfc3339("2026-07-01T00:00:00Z"));
        assert_eq!(parse_rfc3339("1969-12-31T23:59:59.5Z"), Some(Timestamp(-1)));
        assert_eq!(parse_rfc3339("2026-02-30T00:00:00Z"), None);
        assert_eq!(parse_rfc3339("2026-07-01"), None);
        assert_eq!(parse_rfc3339("2026-07-01T00:00:00"), None);
    }

    proptest! {
        #[test]
        fn a_plain_time_reads_as_chrono_reads_it(
            text in "[0-3][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z",
        ) {
            let chrono = DateTime::parse_from_rfc3339(&text).ok().map(|time| Timestamp(time.timestamp()));
            prop_assert!(parse_plain_utc(text.as_bytes()).is_none_or(|plain| Some(plain) == chrono));
            prop_assert_eq!(parse_rfc3339(&text), chrono);
        }
    }

    #[test]
    fn unreadable_values_are_refused_and_never_zero() {
        assert!(u32::parse("-1").is_err());
        assert!(u32::parse("3.0").is_err());
        assert!(f64::parse("NaN").is_err());
        assert!(f64::parse("inf").is_err());
        assert!(bool::parse("yes").is_err());
        assert!(bool::parse("TRUE").is_ok());
    }

    #[test]
    fn lists_are_trimmed_and_each_item_counts_once() {
        let list = List::from_items([" vip ", "", "refund", "vip", "a;b"]);
        assert_eq!(list.as_str(), "vip;refund;a,b");
        assert_eq!(list.items().count(), 3);
    }
}
