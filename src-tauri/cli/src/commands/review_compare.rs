//! `smix review compare`: what two reviews published, beside each other.

use serde_json::{Value, json};
use supportmix_core::calendar::Period;
use supportmix_core::metrics::{FrozenFigure, FrozenReview, Group, Kpi, Unit};
use supportmix_core::store::StoredReview;

use super::review::{of, shown};
use crate::output::{self, Column};
use crate::place::note;
use crate::stop::Stop;

/// A figure in both reviews, or in one of them.
struct Compared<'a> {
    kpi: &'a str,
    group: &'a Group,
    one: Option<Published<'a>>,
    other: Option<Published<'a>>,
}

/// A published figure, and its days where they are not those of the review.
#[derive(Clone, Copy)]
struct Published<'a> {
    figure: &'a FrozenFigure,
    mature: Option<Period>,
}

/// Prints them, and says what else differs.
pub fn compare(one: &StoredReview, other: &StoredReview, as_json: bool, currency: &str) -> Result<(), Stop> {
    let (before, after) = (published(&one.review), published(&other.review));
    let same = |left: &Published, right: &Published| {
        left.figure.kpi == right.figure.kpi && left.figure.group == right.figure.group
    };
    let in_both = before.iter().map(|one| (Some(*one), after.iter().find(|other| same(one, other)).copied()));
    let in_other = after.iter().filter(|other| !before.iter().any(|one| same(one, other)));
    let rows: Vec<Compared> = in_both
        .chain(in_other.map(|other| (None, Some(*other))))
        .filter_map(|(one, other)| {
            let FrozenFigure { kpi, group, .. } = one.or(other)?.figure;
            Some(Compared { kpi, group, one, other })
        })
        .collect();
    let differing = differing(&one.review, &other.review);
    if as_json {
        return output::json(&json!({
            "one": summary(one), "other": summary(other), "differing": differing,
            "rows": rows.iter().map(Compared::json).collect::<Vec<_>>(),
        }));
    }
    differing.iter().for_each(|text| note(text));
    let mut columns = vec![Column::text("figure"), Column::text("of")];
    columns.extend([one, other].map(|stored| Column::numbers(stored.review.period.to_string())));
    columns.push(Column::numbers("difference"));
    output::table(&columns, &rows.iter().map(|row| row.cells(currency)).collect::<Vec<_>>())
}

fn summary(stored: &StoredReview) -> Value {
    json!({"id": stored.id, "period": stored.review.period, "filters": stored.review.filters})
}

/// The figures of a review: of what takes time to tell, those of the newest days that could be judged.
fn published(review: &FrozenReview) -> Vec<Published<'_>> {
    let judged = review.mature.iter().flat_map(|mature| {
        mature.rows.iter().map(|figure| Published { figure, mature: Some(mature.period) })
    });
    let judged: Vec<Published> = judged.collect();
    let own = review.rows.iter().map(|figure| Published { figure, mature: None });
    own.filter(|own| !judged.iter().any(|judged| judged.figure.kpi == own.figure.kpi))
        .chain(judged.iter().copied())
        .collect()
}

impl Compared<'_> {
    /// How much more the other has; nothing where either has no value, or one that still matured.
    fn difference(&self) -> Option<f64> {
        let stated = |published: Option<Published>| {
            let figure = published?.figure;
            figure.value.filter(|_| figure.immature.unwrap_or(0) == 0)
        };
        Some(stated(self.other)? - stated(self.one)?)
    }

    fn json(&self) -> Value {
        let figure =
            |Published { figure, mature }: Published| json!({"value": figure.value, "mature": mature});
        json!({
            "kpi": self.kpi, "group": self.group, "one": self.one.map(figure), "other": self.other.map(figure),
            "difference": self.difference(),
        })
    }

    fn cells(&self, currency: &str) -> Vec<String> {
        let unit = Kpi::from_name(self.kpi).map_or(Unit::Count, |kpi| kpi.unit);
        let value = |published: Option<Published>| {
            let Some(Published { figure, mature }) = published else { return String::new() };
            let value = figure.value.map_or("-".to_owned(), |value| shown(value, unit, currency));
            mature.map_or(value.clone(), |days| format!("{value} ({days})"))
        };
        let by = self.difference().map_or("-".to_owned(), |by| {
            let size = match unit {
                Unit::Proportion => format!("{:.1} points", by.abs() * 100.0),
                _ => shown(by.abs(), unit, currency),
            };
            format!("{}{size}", if by < 0.0 { "-" } else { "+" })
        });
        let Group(group) = self.group;
        let group = of(group.iter().map(|(dimension, value)| (dimension.name(), value.as_str())));
        vec![self.kpi.to_owned(), group, value(self.one), value(self.other), by]
    }
}

/// What bears on the figures beside the tickets of each.
fn differing(one: &FrozenReview, other: &FrozenReview) -> Vec<String> {
    let mut said = Vec::new();
    let mut differ = |what: &str, values: [String; 2]| {
        if values[0] != values[1] {
            said.push(format!("{what}: {}, and {}", values[0], values[1]));
        }
    };
    let both = [one, other];
    differ(
        "they are of different tickets",
        both.map(|review| {
            let filters =
                of(review.filters.iter().map(|filter| (filter.dimension.name(), filter.value.as_str())));
            if filters.is_empty() { "all".to_owned() } else { filters }
        }),
    );
    differ("they are of different numbers of days", both.map(|review| review.period.days().to_string()));
    differ("figures were defined by other versions", both.map(|review| review.definitions.to_string()));
    differ("days were cut in other time zones", both.map(|review| review.time_zone.clone()));
    let hours = |review: &FrozenReview| format!("{} hours", review.rules.repeat_window_hours);
    differ("repeat contacts were counted within other times", both.map(hours));
    let scales = |review: &FrozenReview| {
        let scale = |scale: &supportmix_core::facts::Scale| format!("{}={}", scale.top, scale.satisfied_from);
        review.rules.scales.0.iter().map(scale).collect::<Vec<_>>().join(" ")
    };
    differ("customers counted as satisfied from other scores", both.map(scales));
    said
}
