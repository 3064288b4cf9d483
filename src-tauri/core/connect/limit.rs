//! How long a helpdesk is left alone: as its headers say, else ever longer.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use ureq::http::HeaderMap;

use crate::model::Timestamp;

/// The first wait before it is made again; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How long to wait before a further attempt: twice as long each time, and never just as long as somebody else.
pub(super) fn backoff(attempt: u32) -> Duration {
    let longest = FIRST_WAIT.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(LONGEST_WAIT);
    // Between a half and the whole of it.
    let random = RandomState::new().hash_one(attempt) as f64 / u64::MAX as f64;
    longest.mul_f64(0.5 + random / 2.0)
}

/// What a helpdesk's headers say of its limits.
#[derive(Debug, Default)]
pub(super) struct Limit {
    retry_after: Option<String>,
    remaining: Option<u64>,
    /// A moment in epoch seconds, or seconds from now.
    reset: Option<u64>,
    /// What time it is there.
    date: Option<Timestamp>,
}

/// Greater numbers are moments, smaller ones lengths of time.
const MOMENT: u64 = 1_000_000_000;

impl Limit {
    pub(super) fn of(headers: &HeaderMap) -> Limit {
        let text = |names: &[&str]| {
            let found =
                names.iter().find_map(|name| headers.get(*name)).and_then(|value| value.to_str().ok());
            found.map(|text| text.trim().to_owned())
        };
        let number = |names: &[&str]| text(names).and_then(|text| text.parse::<f64>().ok()).map(|n| n as u64);
        Limit {
            retry_after: text(&["retry-after"]),
            remaining: number(&["x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining"]),
            reset: number(&["x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset"]),
            date: text(&["date"]).as_deref().and_then(moment),
        }
    }

    /// The wait that a refusal asks for.
    pub(super) fn asked_for(&self, now: Timestamp) -> Option<Duration> {
        let text = self.retry_after.as_deref();
        let seconds = text.and_then(|text| text.parse::<f64>().ok()).filter(|seconds| seconds.is_finite());
        let date = || Some((moment(text?)?.0 - self.date.unwrap_or(now).0).max(0) as f64);
        let asked = seconds.or_else(date).map(|seconds| Duration::from_secs_f64(seconds.clamp(0.0, 1e9)));
        asked.or_else(|| self.reset_in(now))
    }

    /// The wait until requests are allowed again, where none is left.
    pub(super) fn until_reset(&self, now: Timestamp) -> Option<Duration> {
        if self.remaining == Some(0) { self.reset_in(now) } else { None }
    }

    /// Moments are those of the helpdesk's clock, wherever ours stands.
    fn reset_in(&self, now: Timestamp) -> Option<Duration> {
        let (reset, now) = (self.reset?, self.date.unwrap_or(now));
        let seconds =
            if reset >= MOMENT { reset.saturating_sub(now.0.max(0).cast_unsigned()) } else { reset };
        Some(Duration::from_secs(seconds))
    }
}

/// A moment as headers give it.
fn moment(text: &str) -> Option<Timestamp> {
    Some(Timestamp(chrono::DateTime::parse_from_rfc2822(text).ok()?.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(headers: &[(&'static str, &str)]) -> Limit {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        Limit::of(&map)
    }

    #[test]
    fn a_wait_is_as_long_as_the_helpdesk_says() {
        let now = Timestamp(1_790_000_000);
        let seconds = |headers: &[_]| limit(headers).asked_for(now).map(|wait| wait.as_secs());
        assert_eq!(seconds(&[("retry-after", "17")]), Some(17));
        assert_eq!(seconds(&[("retry-after", "Mon, 21 Sep 2026 14:13:50 GMT")]), Some(30));
        assert_eq!(seconds(&[("retry-after", "soon")]), None);
        assert_eq!(seconds(&[("x-ratelimit-reset", "1790000009")]), Some(9));
        assert_eq!(seconds(&[("x-ratelimit-reset", "9")]), Some(9));
        let left = limit(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1790000004")]);
        assert_eq!(left.until_reset(now), Some(Duration::from_secs(4)));
        assert_eq!(limit(&[("x-ratelimit-remaining", "1")]).until_reset(now), None);
        // Our clock is 40 seconds behind.
        let skewed = [("date", "Mon, 21 Sep 2026 14:14:00 GMT"), ("x-ratelimit-reset", "1790000049")];
        assert_eq!(seconds(&skewed), Some(9));
    }

    #[test]
    fn waits_grow_and_are_never_all_the_same() {
        for attempt in 1..30 {
            let longest = FIRST_WAIT.saturating_mul(1 << (attempt - 1).min(16)).min(LONGEST_WAIT);
            let wait = backoff(attempt);
            assert!(wait >= longest / 2 && wait <= longest, "{attempt}: {wait:?}");
        }
        assert!((0..20).map(|_| backoff(5)).collect::<std::collections::HashSet<_>>().len() > 1);
    }
}
