//! The releases of the AI: what the tickets tell, and what people declared.

use chrono::{Days, NaiveDate};

use super::decision::{Decided, DecisionKind};
use super::ground::Ground;
use crate::calendar::Period;

/// A release, and the days around it that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KnownRelease {
    /// Its version, or the name that it was declared under.
    pub(super) version: String,
    /// The local day on which it went live.
    pub(super) day: NaiveDate,
    /// The day of its review.
    pub(super) review: NaiveDate,
}

/// All releases up to the moment, in order of their days. What people declared wins over what the tickets tell.
pub(super) fn releases(ground: &Ground<'_>) -> Vec<KnownRelease> {
    let mut known: Vec<KnownRelease> = Vec::new();
    let mut add = |version: &str, day: NaiveDate, review: Option<NaiveDate>| {
        let weeks = u64::from(ground.rules.versions.review_weeks);
        let review = review.or_else(|| day.checked_add_days(Days::new(7 * weeks))).unwrap_or(day);
        known.retain(|release| release.version != version);
        known.push(KnownRelease { version: version.to_owned(), day, review });
    };
    for release in ground.releases {
        add(&release.version, release.day, None);
    }
    for decision in ground.decisions.of(DecisionKind::Release) {
        let Some(Decided::Release(dates)) = &decision.decided else { continue };
        let told = ground.releases.iter().find(|release| release.version == decision.subject);
        if let Some(day) = dates.day.or(told.map(|release| release.day)) {
            add(&decision.subject, day, dates.review);
        }
    }
    let today = ground.basis.calendar.day_of(ground.as_of);
    known.retain(|release| release.day <= today);
    known.sort_by(|one, two| one.day.cmp(&two.day).then_with(|| one.version.cmp(&two.version)));
    known
}

/// Equal whole weeks before and after a day, without the days around it, without reaching into the days of the events
/// `before` and `after` it, and within `days`. `None` where there is no whole week.
pub(super) fn weeks_around(
    day: NaiveDate,
    (before, after): (Option<NaiveDate>, Option<NaiveDate>),
    days: Period,
    (washout, most): (u32, u32),
) -> Option<(Period, Period)> {
    let gap = Days::new(u64::from(washout) + 1);
    let last_before = day.checked_sub_days(gap)?;
    let first_after = day.checked_add_days(gap)?;
    let earliest =
        before.and_then(|day| day.checked_add_days(gap)).map_or(days.from, |day| day.max(days.from));
    let latest = after.and_then(|day| day.checked_sub_days(gap)).map_or(days.to, |day| day.min(days.to));
    let weeks_before = ((last_before - earliest).num_days() + 1).div_euclid(7);
    let weeks_after = ((latest - first_after).num_days() + 1).div_euclid(7);
    let weeks = weeks_before.min(weeks_after).min(i64::from(most));
    let length = Days::new(u64::try_from(weeks).ok().filter(|weeks| *weeks > 0)? * 7 - 1);
    Some((
        Period { from: last_before.checked_sub_days(length)?, to: last_before },
        Period { from: first_after, to: first_after.checked_add_days(length)? },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_are_whole_equal_and_keep_clear_of_the_release() {
        let days = Period { from: day("2026-01-01"), to: day("2026-06-30") };
        let around = |before: Option<&str>, after: Option<&str>| {
            weeks_around(day("2026-03-10"), (before.map(day), after.map(day)), days, (1, 8))
        };
        let (before, after) = around(None, None).unwrap();
        assert_eq!((before.to, after.from), (day("2026-03-08"), day("2026-03-12")));
        assert_eq!((before.days(), after.days()), (56, 56));
        // The next release after 20 days leaves 17 days, of which two weeks.
        let (before, after) = around(None, Some("2026-03-30")).unwrap();
        assert_eq!((before.days(), after.to), (14, day("2026-03-25")));
        assert_eq!(around(Some("2026-03-05"), None), None);
    }
}
