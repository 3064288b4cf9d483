//! What a mistyped name was probably meant to be.

/// The candidate nearest to a name, if it is near enough to be a slip: at most a third of the letters differ.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Real names are short; measuring against a huge text would only cost time.
    let name: Vec<char> = name.chars().take(64).flat_map(char::to_lowercase).collect();
    let (distance, candidate) =
        candidates.map(|candidate| (distance(&name, candidate), candidate)).min_by_key(|(d, _)| *d)?;
    (distance * 3 <= candidate.len().max(name.len())).then_some(candidate)
}

/// Letters to insert, delete or replace to get from one to the other (Levenshtein).
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (above, to) in to.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (from, cell) in from.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(*from != to);
            diagonal = *cell;
            left = replaced.min(left + 1).min(diagonal + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_another_word_none() {
        let names = ["deflection_rate", "escalation_rate", "csat"];
        assert_eq!(nearest("deflexion_rate", names.into_iter()), Some("deflection_rate"));
        assert_eq!(nearest("Escalation-Rate", names.into_iter()), Some("escalation_rate"));
        assert_eq!(nearest("cast", names.into_iter()), None);
        assert_eq!(nearest("csta", ["csat"].into_iter()), None);
        assert_eq!(nearest("weather", names.into_iter()), None);
        assert_eq!(nearest("x", std::iter::empty()), None);
    }

    #[test]
    fn distance_counts_letters() {
        let count = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), b);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("abc", ""), 3);
        assert_eq!(count("fcr", "fcr"), 0);
    }
}
