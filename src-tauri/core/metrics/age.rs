//! How long a ticket has been open, in bands: a property that depends on the moment at which one looks.

/// The bands, from the youngest: their names, and the seconds from which on a ticket is too old for each.
const AGES: [(&str, u32); BANDS] = [
    ("under-1d", DAY),
    ("1-3d", 3 * DAY),
    ("3-7d", 7 * DAY),
    ("1-2w", 14 * DAY),
    ("2-4w", 28 * DAY),
    ("over-4w", u32::MAX),
];

/// How many bands there are.
pub(super) const BANDS: usize = 6;

const DAY: u32 = 24 * 3_600;

/// The names of the bands.
pub(super) fn names() -> Vec<&'static str> {
    AGES.iter().map(|(name, _)| *name).collect()
}

/// The band of a ticket opened at one moment, at another. What is older than the last band's end is in it too.
pub(super) fn band(opened: u32, at: u32) -> usize {
    let age = at.saturating_sub(opened);
    AGES.iter().position(|(_, end)| age < *end).unwrap_or(BANDS - 1)
}

/// Cuts moments in order at the ages of a ticket: for each band, how many of them it has when the ticket is no older.
pub(super) fn cuts(opened: u32, moments: &[u32]) -> [usize; BANDS] {
    AGES.map(|(_, end)| match end {
        u32::MAX => moments.len(),
        _ => moments.partition_point(|at| at.saturating_sub(opened) < end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_in_the_band_that_begins_with_its_age() {
        let hour = 3_600;
        let ages =
            [0, 24 * hour - 1, 24 * hour, 72 * hour, 7 * DAY - 1, 7 * DAY, 14 * DAY, 28 * DAY, 900 * DAY];
        assert_eq!(ages.map(|age| band(1_000, 1_000 + age)), [0, 0, 1, 2, 2, 3, 4, 5, 5]);
        assert_eq!(band(1_000, 500), 0, "a moment before it was opened");
    }

    #[test]
    fn moments_are_cut_where_the_band_changes() {
        let moments: Vec<u32> = (1..=40).map(|day| day * DAY).collect();
        let cuts = cuts(DAY / 2, &moments);
        for (place, moment) in moments.iter().enumerate() {
            let found = cuts.iter().position(|end| place < *end).unwrap();
            assert_eq!(found, band(DAY / 2, *moment), "day {}", place + 1);
        }
        assert_eq!(super::cuts(u32::MAX - 1, &moments), [40; BANDS]);
    }
}
