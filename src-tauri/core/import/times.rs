//! Times as exports write them. A column's form is inferred over all its values; where day and month cannot be told
//! apart, nothing is guessed.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use crate::calendar::local_to_utc;
use crate::model::{BadValue, Timestamp, parse_rfc3339};

use super::mapping::DayOrder;
use super::written::{Date, Separator, Written, written};

/// How far past the import a time may lie.
pub(super) const DAY_SECONDS: i64 = 86_400;
/// 1990-01-01T00:00:00Z: no helpdesk is older. Tells epoch seconds from milliseconds and from any other number.
const OLDEST_EPOCH: i64 = 631_152_000;
/// Values shown to the user where a column's dates cannot be told.
const EXAMPLES: usize = 3;

/// What a column's values say about day order, counted. The order of the rows does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Votes {
    day_first: u64,
    month_first: u64,
    either: u64,
}

/// Whether a column's values tell day from month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// No value needs to know.
    Idle,
    /// Some value fits only this order, none only the other.
    Order(DayOrder),
    /// Every value fits both.
    Open,
    /// Some values fit only one order, others only the other.
    Torn,
}

impl Votes {
    fn verdict(self) -> Verdict {
        match (self.day_first > 0, self.month_first > 0, self.either > 0) {
            (true, true, _) => Verdict::Torn,
            (true, false, _) => Verdict::Order(DayOrder::DayFirst),
            (false, true, _) => Verdict::Order(DayOrder::MonthFirst),
            (false, false, true) => Verdict::Open,
            (false, false, false) => Verdict::Idle,
        }
    }
}

/// What a first pass over a column has seen. Values that are no time at all do not count.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnTimes {
    /// By [`Separator`].
    votes: [Votes; 2],
    seconds: u64,
    millis: u64,
    examples: Vec<String>,
}

impl ColumnTimes {
    /// Takes note of one value, which is trimmed and not empty.
    pub(super) fn observe(&mut self, text: &str, now: Timestamp) {
        let Some(written) = written(text) else { return };
        match written {
            Written::Epoch(number) => match epoch_unit(number, now) {
                Some(EpochUnit::Seconds) => self.seconds += 1,
                Some(EpochUnit::Millis) => self.millis += 1,
                None => {}
            },
            Written::Local { date: Date::Open { first, second, separator, .. }, .. } => {
                let votes = &mut self.votes[separator as usize];
                match (first > 12, second > 12) {
                    (true, _) => votes.day_first += 1,
                    (_, true) => votes.month_first += 1,
                    // 5/5/2026 is the same day both ways.
                    _ if first == second => {}
                    _ => votes.either += 1,
                }
                if first != second && self.examples.len() < EXAMPLES {
                    self.examples.push(text.to_owned());
                }
            }
            Written::Instant(_) | Written::Local { date: Date::Day(_), .. } => {}
        }
    }
}

/// A column whose dates can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenDates {
    /// Its place in what was given.
    pub(super) index: usize,
    /// Values that show it.
    pub(super) examples: Vec<String>,
}

/// Decides how each time column of ONE file is read. A column that leaves day and month open takes the order that
/// the file's other columns with the same separator prove, for one program wrote them all.
/// The second list names columns that stay open; it is empty where `order` is given.
pub(super) fn decide(columns: &[ColumnTimes], order: Option<DayOrder>) -> (Vec<TimeForm>, Vec<OpenDates>) {
    let proven = |separator: Separator| {
        let mut proven = None;
        for column in columns {
            match column.votes[separator as usize].verdict() {
                Verdict::Order(order) if proven.is_none_or(|before| before == order) => proven = Some(order),
                Verdict::Order(_) | Verdict::Torn => return None,
                Verdict::Open | Verdict::Idle => {}
            }
        }
        proven
    };
    let mut open = Vec::new();
    let mut form = |(index, column): (usize, &ColumnTimes)| {
        let mut form = TimeForm { millis: column.millis > column.seconds, orders: [order; 2] };
        if order.is_none() {
            for separator in [Separator::Slash, Separator::Hyphen] {
                let verdict = column.votes[separator as usize].verdict();
                form.orders[separator as usize] = match verdict {
                    Verdict::Order(own) => Some(own),
                    Verdict::Open => proven(separator),
                    Verdict::Idle | Verdict::Torn => None,
                };
                let unread = form.orders[separator as usize].is_none() && verdict != Verdict::Idle;
                if unread && open.last().is_none_or(|last: &OpenDates| last.index != index) {
                    open.push(OpenDates { index, examples: column.examples.clone() });
                }
            }
        }
        form
    };
    let forms = columns.iter().enumerate().map(&mut form).collect();
    (forms, open)
}

/// The form of one column's times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct TimeForm {
    millis: bool,
    orders: [Option<DayOrder>; 2],
}

/// Reads one column's times.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeReader {
    /// The zone of times without an offset.
    pub(super) zone: Tz,
    /// Their form.
    pub(super) form: TimeForm,
    /// The time of the import.
    pub(super) now: Timestamp,
}

impl TimeReader {
    /// Reads a value, which is trimmed and not empty.
    ///
    /// # Errors
    /// It is no time, or one before 1970 or more than a day ahead.
    pub(super) fn read(&self, text: &str) -> Result<Timestamp, BadValue> {
        let time = match written(text).ok_or_else(|| BadValue::new("is no time in a form that is known"))? {
            Written::Instant(time) => time,
            Written::Epoch(number) => self.epoch(number)?,
            Written::Local { date, time, offset } => {
                let local = NaiveDateTime::new(self.day(date)?, time);
                match offset {
                    Some(offset) => Timestamp(local.and_utc().timestamp() - i64::from(offset)),
                    None => local_to_utc(self.zone, local).ok_or_else(|| BadValue::new("is out of range"))?,
                }
            }
        };
        in_bounds(time, self.now)
    }

    fn epoch(&self, number: i64) -> Result<Timestamp, BadValue> {
        match epoch_unit(number, self.now) {
            Some(EpochUnit::Seconds) if !self.form.millis => Ok(Timestamp(number)),
            Some(EpochUnit::Millis) if self.form.millis => Ok(Timestamp(number.div_euclid(1000))),
            _ => Err(BadValue::new(format!(
                "is no plausible time in {} since 1970",
                if self.form.millis { "milliseconds" } else { "seconds" }
            ))),
        }
    }

    fn day(&self, date: Date) -> Result<NaiveDate, BadValue> {
        let (first, second, year, separator) = match date {
            Date::Day(day) => return Ok(day),
            Date::Open { first, second, year, separator } => (first, second, year, separator),
        };
        let order = match self.form.orders[separator as usize] {
            Some(order) => order,
            None if first == second => DayOrder::DayFirst,
            None => return Err(BadValue::new("leaves open which number is the day and which the month")),
        };
        let (day, month, shown) = match order {
            DayOrder::DayFirst => (first, second, "day first"),
            DayOrder::MonthFirst => (second, first, "month first"),
        };
        NaiveDate::from_ymd_opt(year, month, day)
            .ok_or_else(|| BadValue::new(format!("is no date when read {shown}, as its column is")))
    }
}

/// Refuses a time before 1970 or more than a day after the import.
pub(super) fn in_bounds(time: Timestamp, now: Timestamp) -> Result<Timestamp, BadValue> {
    if time.0 > now.0.saturating_add(DAY_SECONDS) {
        return Err(BadValue::new("lies more than a day in the future"));
    }
    time.since_1970()
}

/// Whether a text looks like a time in any known form.
pub(super) fn looks_like_time(text: &str, now: Timestamp) -> bool {
    match written(text) {
        Some(Written::Epoch(number)) => epoch_unit(number, now).is_some(),
        Some(_) => true,
        None => false,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EpochUnit {
    Seconds,
    Millis,
}

/// The unit in which a number is a time between 1990 and now. The two ranges do not meet for millennia.
fn epoch_unit(number: i64, now: Timestamp) -> Option<EpochUnit> {
    let newest = now.0.saturating_add(DAY_SECONDS);
    let plausible = |seconds: i64| (OLDEST_EPOCH..=newest).contains(&seconds);
    if plausible(number) {
        Some(EpochUnit::Seconds)
    } else if plausible(number.div_euclid(1000)) {
        Some(EpochUnit::Millis)
    } else {
        None
    }
}

/// Reads a time of the Supportmix CSV: RFC 3339 and nothing else.
pub(super) fn strict(text: &str, now: Timestamp) -> Result<Timestamp, BadValue> {
    let time = parse_rfc3339(text)
        .ok_or_else(|| BadValue::new("is not a time like 2026-07-01T09:30:00Z (RFC 3339)"))?;
    in_bounds(time, now)
}

/// Midnight, for dates without a time.
pub(super) const MIDNIGHT: NaiveTime = NaiveTime::MIN;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000); // 2026-09-21

    fn read_all(values: &[&str], zone: Tz) -> Result<Vec<Result<String, String>>, Vec<String>> {
        let mut times = ColumnTimes::default();
        values.iter().for_each(|value| times.observe(value, NOW));
        let (forms, open) = decide(&[times], None);
        if let Some(open) = open.first() {
            return Err(open.examples.clone());
        }
        let reader = TimeReader { zone, form: forms[0], now: NOW };
        let read = |value: &&str| reader.read(value).map(Timestamp::to_rfc3339).map_err(|bad| bad.reason);
        Ok(values.iter().map(read).collect())
    }

    #[rstest::rstest]
    #[case("2021-03-22T14:05:00+01:00", "2021-03-22T13:05:00Z")]
    #[case("2021-03-22T14:05:00.9Z", "2021-03-22T14:05:00Z")]
    #[case("2021-03-22 14:05", "2021-03-22T13:05:00Z")]
    #[case("2021-03-22T14:05:59.999", "2021-03-22T13:05:59Z")]
    #[case("2021-03-22 14:05:00 UTC", "2021-03-22T14:05:00Z")]
    #[case("2021-03-22 14:05:00 +0530", "2021-03-22T08:35:00Z")]
    #[case("2021/03/22 14:05", "2021-03-22T13:05:00Z")]
    #[case("2021-03-22", "2021-03-21T23:00:00Z")]
    #[case("22-03-2021 14:05", "2021-03-22T13:05:00Z")]
    #[case("3/22/2021 2:05 PM", "2021-03-22T13:05:00Z")]
    #[case("3/22/2021 12:05 am", "2021-03-21T23:05:00Z")]
    #[case("22.03.2021", "2021-03-21T23:00:00Z")]
    #[case("02.03.2021 14:05", "2021-03-02T13:05:00Z")]
    #[case("22 Mar 2021 14:05", "2021-03-22T13:05:00Z")]
    #[case("Mar 22, 2021", "2021-03-21T23:00:00Z")]
    #[case("Mon, 22 Mar 2021 14:05:00 +0000", "2021-03-22T14:05:00Z")]
    #[case("22. März 2021, 14:05", "2021-03-22T13:05:00Z")]
    #[case("1616421900", "2021-03-22T14:05:00Z")]
    #[case("1616421900999", "2021-03-22T14:05:00Z")]
    #[case("05/05/2021", "2021-05-04T22:00:00Z")]
    // Clocks in Berlin skip 02:30 on 28 March 2021 and show it twice on 31 October.
    #[case("2021-03-28 02:30", "2021-03-28T01:30:00Z")]
    #[case("2021-10-31 02:30", "2021-10-31T00:30:00Z")]
    fn a_time_is_read(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(read_all(&[text], Tz::Europe__Berlin), Ok(vec![Ok(expected.to_owned())]));
    }

    #[rstest::rstest]
    #[case("22.03.21")]
    #[case("3/22/21 2:05 PM")]
    #[case("2021-02-30")]
    #[case("13/13/2021")]
    #[case("2021-03-22 25:00")]
    #[case("2021-03-22 13:05 PM")]
    #[case("0:30 AM 2021-03-22")]
    #[case("12345")]
    #[case("99999999999999999999")]
    #[case("yesterday")]
    #[case("2026-12-24")]
    fn what_is_no_time_is_refused(#[case] text: &str) {
        assert!(read_all(&[text], Tz::UTC).unwrap()[0].is_err(), "{text}");
    }

    #[rstest::rstest]
    #[case("1969-12-31T23:59:59Z")]
    #[case("1970-01-01T00:59:59+01:00")]
    #[case("1970-01-01 00:30")]
    #[case("31.12.1969")]
    #[case("12/31/1969 11:59 PM")]
    #[case("0001-01-01")]
    fn a_time_before_1970_is_refused(#[case] text: &str) {
        let why = "lies before 1970";
        assert_eq!(read_all(&[text], Tz::Europe__Berlin), Ok(vec![Err(why.to_owned())]));
        if parse_rfc3339(text).is_some() {
            assert_eq!(strict(text, NOW), Err(BadValue::new(why)));
        }
    }

    #[test]
    fn the_first_second_of_1970_is_a_time() {
        assert_eq!(strict("1970-01-01T00:00:00Z", NOW), Ok(Timestamp(0)));
        let local = read_all(&["1970-01-01 01:00"], Tz::Europe__Berlin).unwrap();
        assert_eq!(local[0].as_deref(), Ok("1970-01-01T00:00:00Z"));
    }

    #[test]
    fn one_value_of_the_column_decides_for_all() {
        let read = read_all(&["03/04/2021", "garbage", "29/02/2020"], Tz::UTC).unwrap();
        assert_eq!(read[0].as_deref(), Ok("2021-04-03T00:00:00Z"));
        assert!(read[1].is_err());
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        assert_eq!(
            read_all(&["03/04/2021", "05/06/2021"], Tz::UTC),
            Err(vec!["03/04/2021".into(), "05/06/2021".into()])
        );
        assert!(read_all(&["13/04/2021", "04/13/2021"], Tz::UTC).is_err());
    }

    #[test]
    fn another_column_with_the_same_separator_decides() {
        let column = |values: &[&str]| {
            let mut times = ColumnTimes::default();
            values.iter().for_each(|value| times.observe(value, NOW));
            times
        };
        let (forms, open) = decide(&[column(&["03/04/2021"]), column(&["25/12/2021"])], None);
        assert!(open.is_empty());
        assert_eq!(forms[0], forms[1]);
        let (_, open) = decide(&[column(&["03-04-2021"]), column(&["25/12/2021"])], None);
        assert_eq!(open.len(), 1);
        let torn = [column(&["03/04/2021"]), column(&["25/12/2021"]), column(&["12/25/2021"])];
        assert_eq!(decide(&torn, None).1.len(), 1);
    }

    #[test]
    fn a_chosen_order_is_kept_to() {
        let (forms, open) = decide(&[ColumnTimes::default()], Some(DayOrder::MonthFirst));
        assert!(open.is_empty());
        let reader = TimeReader { zone: Tz::UTC, form: forms[0], now: NOW };
        assert_eq!(reader.read("03/04/2021").unwrap().to_rfc3339(), "2021-03-04T00:00:00Z");
        assert!(reader.read("13/04/2021").is_err());
    }

    #[test]
    fn a_column_of_milliseconds_takes_no_seconds() {
        let read = read_all(&["1616421900000", "1616421900001", "1616421900"], Tz::UTC).unwrap();
        assert!(read[1].is_ok());
        assert!(read[2].as_ref().is_err_and(|reason| reason.contains("milliseconds")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}", order in any::<bool>()) {
            let order = if order { DayOrder::DayFirst } else { DayOrder::MonthFirst };
            let reader = TimeReader { zone: Tz::UTC, form: TimeForm { millis: false, orders: [Some(order); 2] }, now: NOW };
            let _ = reader.read(&text);
        }

        #[test]
        fn the_order_of_rows_decides_nothing(
            rows in proptest::collection::vec((1u32..32, 1u32..32, any::<bool>()), 1..12).prop_shuffle()
        ) {
            let form = |rows: &[(u32, u32, bool)]| {
                let mut times = ColumnTimes::default();
                for (a, b, slash) in rows {
                    let separator = if *slash { '/' } else { '-' };
                    times.observe(&format!("{a}{separator}{b}{separator}2021"), NOW);
                }
                let (forms, open) = decide(&[times], None);
                (forms, open.len())
            };
            let mut sorted = rows.clone();
            sorted.sort_unstable();
            prop_assert_eq!(form(&rows), form(&sorted));
        }
    }
}
