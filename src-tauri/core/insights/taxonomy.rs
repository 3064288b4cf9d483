//! The taxonomy map: which query types are ready for AI, and where to automate next.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::scores::{COLUMNS, Counts, Parts};
use super::statistics::{quantile, stability};
use super::why::Why;
use crate::facts::{Column, UNCATEGORISED};
use crate::metrics::{QueryError, wilson};
use crate::model::Timestamp;

/// Who a query type is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReadinessBucket")]
pub enum Bucket {
    /// AI can take it over.
    Automatable,
    /// AI prepares, people finish.
    Hybrid,
    /// People.
    HumanRequired,
}

impl Bucket {
    /// All buckets.
    pub const ALL: [Bucket; 3] = [Bucket::Automatable, Bucket::Hybrid, Bucket::HumanRequired];

    /// Its stable word.
    pub fn word(self) -> &'static str {
        match self {
            Bucket::Automatable => "automatable",
            Bucket::Hybrid => "hybrid",
            Bucket::HumanRequired => "human_required",
        }
    }

    /// The bucket of this word, hyphens and underscores alike.
    pub fn from_word(word: &str) -> Option<Bucket> {
        Bucket::ALL.into_iter().find(|bucket| bucket.word() == word.replace('-', "_"))
    }
}

/// A query type and its scores. Shares are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct QueryTypeScores {
    /// The query type.
    pub query_type: String,
    /// Eligible tickets opened in the days that are looked at.
    #[ts(type = "number")]
    pub tickets: u64,
    /// How much work a ticket is, 1 to 5.
    pub complexity: Option<u8>,
    /// How much feeling is in it, 1 to 5.
    pub emotional_weight: Option<u8>,
    /// How alike its resolutions are, 1 to 5.
    pub predictability: Option<u8>,
    /// How ready it is for AI, 0 to 100.
    pub readiness: Option<f64>,
    /// Who it is for.
    pub bucket: Option<Bucket>,
    /// Whether the bucket was decided by somebody.
    pub decided: bool,
    /// Whether it is marked as sensitive.
    pub sensitive: bool,
    /// Whether its share moves over three months; `None` where it does not, and the history is too short for a yearly
    /// season.
    pub season_flag: Option<bool>,
    /// Tickets a week.
    pub weekly_tickets: f64,
    /// Share that AI resolves now.
    pub deflection_rate: Option<f64>,
    /// Share that AI resolves of types like it, at their best quarter.
    pub reachable: Option<f64>,
    /// Hours a week that automating it further would save.
    pub hours_per_week: Option<f64>,
    /// The same at the upper end of the deflection's interval.
    pub hours_low: Option<f64>,
    /// The same at the lower end.
    pub hours_high: Option<f64>,
    /// Its place on the shortlist, from 1.
    pub shortlist: Option<u32>,
    /// Median replies by people, where they took part.
    pub human_replies_p50: Option<f64>,
    /// Median minutes that people worked on it, where they took part.
    pub handle_minutes_p50: Option<f64>,
    /// Mean teams that had it.
    pub teams_mean: Option<f64>,
    /// Share that was reopened.
    pub reopen_rate: Option<f64>,
    /// Share that shows strong feeling.
    pub emotional_share: Option<f64>,
    /// Share of the ratings that are not satisfied.
    pub unsatisfied_share: Option<f64>,
    /// The commonest resolution path.
    pub top_path: Option<String>,
    /// Its share.
    pub top_path_share: Option<f64>,
    /// Share of what AI resolved that stayed resolved.
    pub durable_share: Option<f64>,
    /// What the scores rest on, in sentences.
    pub reasons: Vec<String>,
}

/// What is in a bucket.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BucketTotal {
    /// The bucket.
    pub bucket: Bucket,
    /// Query types in it.
    #[ts(type = "number")]
    pub query_types: u64,
    /// Their tickets.
    #[ts(type = "number")]
    pub tickets: u64,
    /// The share of these that shows strong feeling.
    pub emotional_share: Option<f64>,
    /// Hours a week that automating further would save.
    pub hours_per_week: f64,
}

/// The taxonomy map.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Taxonomy {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Days back from it that are looked at.
    pub days: u32,
    /// The query types, those that would save most hours first.
    pub rows: Vec<QueryTypeScores>,
    /// What is in each bucket.
    pub buckets: Vec<BucketTotal>,
    /// The share of uncategorised tickets, where it is so large that query types should be found for them.
    pub uncategorised: Option<f64>,
}

/// A query type on its way.
struct Judged {
    counts: Counts,
    parts: Parts,
    row: QueryTypeScores,
}

/// Judges every query type by its tickets of the last days.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn taxonomy(ground: &Ground<'_>) -> Result<Taxonomy, QueryError> {
    let rules = &ground.rules.taxonomy;
    let (from, to) = ground.last_days(rules.days);
    let third = (to.0 - from.0).max(3) / 3;
    let types = ground.codes(Column::QueryType);
    let places = ground.pass().go((from, to), COLUMNS, |place: &mut Vec<Counts>, ticket| {
        place.resize_with(types, Counts::default);
        if let Some(counts) = place.get_mut(ticket.code(Column::QueryType) as usize) {
            counts.add(ticket, ((i64::from(ticket.created) - from.0) / third) as usize);
        }
    })?;
    let mut all: Vec<Counts> = vec![Counts::default(); types];
    for place in places {
        all.iter_mut().zip(place).for_each(|(ours, theirs)| ours.append(theirs));
    }
    let thirds = all.iter().fold([0.0; 3], |sum, counts| {
        [sum[0] + counts.thirds[0], sum[1] + counts.thirds[1], sum[2] + counts.thirds[2]]
    });
    let mut judged: Vec<Judged> = (0..)
        .zip(all)
        .filter(|(_, counts)| counts.tickets > 0)
        .map(|(code, counts)| judge(ground, code, counts, thirds))
        .collect();
    let rho = {
        let sum = |pick: fn(&Counts) -> u64| judged.iter().map(|one| pick(&one.counts)).sum::<u64>();
        let (durable, mature) = (sum(|counts| counts.durable), sum(|counts| counts.mature));
        (mature > 0).then(|| durable as f64 / mature as f64)
    };
    let reachable = Bucket::ALL.map(|bucket| reachable(ground, bucket, &judged));
    for one in &mut judged {
        save(ground, one, &reachable, rho);
    }
    let tickets: u64 = judged.iter().map(|one| one.counts.tickets).sum();
    let uncategorised = judged.iter().find(|one| one.row.query_type == UNCATEGORISED);
    let uncategorised = uncategorised.map(|one| one.counts.tickets as f64 / tickets as f64);
    let buckets = Bucket::ALL.map(|bucket| total(bucket, &judged)).to_vec();
    let mut rows: Vec<QueryTypeScores> = judged.into_iter().map(|one| one.row).collect();
    rows.sort_by(|one, two| {
        let hours = |row: &QueryTypeScores| row.hours_per_week.unwrap_or(-1.0);
        let by_hours = hours(two).total_cmp(&hours(one)).then(two.tickets.cmp(&one.tickets));
        by_hours.then_with(|| one.query_type.cmp(&two.query_type))
    });
    let worth = rows.iter_mut().filter(|row| row.hours_per_week.is_some_and(|hours| hours > 0.0));
    (1..=rules.shortlist).zip(worth).for_each(|(place, row)| row.shortlist = Some(place));
    Ok(Taxonomy {
        as_of: ground.as_of,
        days: rules.days,
        rows,
        buckets,
        uncategorised: uncategorised.filter(|share| *share > rules.uncategorised),
    })
}

/// The scores of a query type, and its bucket.
fn judge(ground: &Ground<'_>, code: u32, mut counts: Counts, thirds: [f64; 3]) -> Judged {
    let rules = &ground.rules.taxonomy;
    let parts = counts.parts();
    let query_type = ground.name(Column::QueryType, code).to_owned();
    let enough = counts.tickets >= u64::from(rules.least_tickets);
    let scored = |score: Option<u8>| score.filter(|_| enough);
    let [complexity, emotional_weight, predictability] =
        [parts.complexity(rules), parts.emotional_weight(rules), parts.predictability(rules)].map(scored);
    let readiness = complexity.zip(emotional_weight).zip(predictability).map(|((c, e), p)| {
        let [of_c, of_e, of_p] = rules.readiness_weights;
        let easy = |score: u8| f64::from(5 - score) / 4.0;
        100.0 * (of_c * easy(c) + of_e * easy(e) + of_p * f64::from(p - 1) / 4.0) / (of_c + of_e + of_p)
    });
    let sensitive = ground.is_sensitive(&query_type);
    let decided = ground.decisions.bucket(&query_type);
    let for_people = |score: Option<u8>| score.is_some_and(|score| score >= rules.for_people);
    let easy = |score: u8| score <= rules.automatable;
    let by_scores = match (complexity, emotional_weight, predictability) {
        _ if !enough => None,
        (c, e, _) if sensitive || for_people(c) || for_people(e) => Some(Bucket::HumanRequired),
        (Some(c), Some(e), Some(p)) if easy(c) && easy(e) && p >= rules.predictable => {
            Some(Bucket::Automatable)
        }
        (Some(_), Some(_), Some(_)) => Some(Bucket::Hybrid),
        _ => None,
    };
    let is_seasonal = enough && stability(&counts.thirds, &thirds).is_some_and(|index| index > rules.season);
    let months = ground.first().map_or(0.0, |first| (ground.as_of.0 - first.0) as f64 / (30.44 * 86_400.0));
    let is_short = months < f64::from(rules.season_months);
    let share = |hits: u64, of: u64| (of > 0).then(|| hits as f64 / of as f64);
    let row = QueryTypeScores {
        tickets: counts.tickets,
        complexity,
        emotional_weight,
        predictability,
        readiness,
        bucket: decided.map(|(bucket, _)| bucket).or(by_scores),
        decided: decided.is_some(),
        sensitive,
        season_flag: if is_seasonal { Some(true) } else { (enough && !is_short).then_some(false) },
        weekly_tickets: counts.tickets as f64 / ground.weeks(rules.days),
        deflection_rate: share(counts.ai_resolved, counts.tickets).filter(|_| enough),
        reachable: None,
        hours_per_week: None,
        hours_low: None,
        hours_high: None,
        shortlist: None,
        human_replies_p50: parts.replies,
        handle_minutes_p50: parts.minutes,
        teams_mean: parts.teams,
        reopen_rate: parts.reopens,
        emotional_share: parts.emotional,
        unsatisfied_share: parts.unsatisfied.map(|(share, _)| share),
        top_path: parts.path.map(|((path, ..), _)| ground.name(Column::Path, path).to_owned()),
        top_path_share: parts.path.map(|(_, share)| share),
        durable_share: parts.durable,
        reasons: reasons(ground, &query_type, &counts, &parts, (is_seasonal, is_short)),
        query_type,
    };
    Judged { counts, parts, row }
}

/// What the scores of a query type rest on.
fn reasons(
    ground: &Ground<'_>,
    query_type: &str,
    counts: &Counts,
    parts: &Parts,
    (is_seasonal, is_short): (bool, bool),
) -> Vec<String> {
    let rules = &ground.rules.taxonomy;
    let mut reasons = Vec::new();
    if let Some((_, decision)) = ground.decisions.bucket(query_type) {
        reasons.push(Why::Decided { who: &decision.who, why: decision.why.as_deref() });
    }
    if counts.tickets < u64::from(rules.least_tickets) {
        reasons.push(Why::TooFew { tickets: counts.tickets, least: rules.least_tickets });
    }
    if ground.is_sensitive(query_type) {
        reasons.push(Why::Sensitive);
    }
    reasons.extend(parts.replies.map(Why::Replies));
    reasons.extend(parts.minutes.map(Why::Minutes));
    reasons.extend(parts.teams.map(Why::Teams));
    reasons.extend(parts.reopens.map(Why::Reopens));
    reasons.push(parts.emotional.map_or(Why::NoText, Why::Emotional));
    let poor = parts.unsatisfied.filter(|(share, ratings)| {
        *ratings >= u64::from(rules.unsatisfied_ratings) && *share > rules.unsatisfied
    });
    reasons.extend(poor.map(|(share, _)| Why::Unsatisfied(share)));
    reasons.push(match parts.path {
        Some(((path, ..), share)) => Why::Path { path: ground.name(Column::Path, path), share },
        None => Why::NoPath,
    });
    if parts.variation.is_some_and(|variation| variation > rules.variation) {
        reasons.push(Why::Uneven);
    }
    if is_seasonal {
        reasons.push(Why::Seasonal);
    } else if is_short {
        reasons.push(Why::ShortHistory(rules.season_months));
    }
    reasons.into_iter().map(|why| ground.why(why)).collect()
}

/// The deflection that the best quarter of a bucket's types reaches; where there are too few of them, a cut-off.
fn reachable(ground: &Ground<'_>, bucket: Bucket, judged: &[Judged]) -> f64 {
    let rules = &ground.rules.taxonomy;
    let same = judged.iter().filter(|one| one.row.bucket == Some(bucket));
    let mut rates: Vec<f64> = same.filter_map(|one| one.row.deflection_rate).collect();
    rates.sort_unstable_by(f64::total_cmp);
    let few = rates.len() < rules.reachable_types as usize;
    quantile(&rates, 0.75).filter(|_| !few).unwrap_or(rules.reachable[bucket as usize])
}

/// Fills in what automating a query type further would save: V · max(0, a − d) · h / 60 · ρ.
fn save(ground: &Ground<'_>, one: &mut Judged, reachable: &[f64; 3], rho_of_all: Option<f64>) {
    let row = &mut one.row;
    let (Some(bucket), Some(now)) = (row.bucket, row.deflection_rate) else { return };
    let within_reach = reachable[bucket as usize];
    row.reachable = Some(within_reach);
    let (Some(minutes), Some(durable)) = (one.parts.minutes, one.parts.durable.or(rho_of_all)) else {
        return;
    };
    if one.parts.durable.is_none() {
        row.reasons.push(ground.why(Why::DurableOfAll(durable)));
    }
    let hours = |rate: f64| row.weekly_tickets * (within_reach - rate).max(0.0) * minutes / 60.0 * durable;
    let interval = wilson(one.counts.ai_resolved as f64, one.counts.tickets as f64);
    row.hours_per_week = Some(hours(now));
    row.hours_low = interval.map(|interval| hours(interval.high));
    row.hours_high = interval.map(|interval| hours(interval.low));
}

fn total(bucket: Bucket, judged: &[Judged]) -> BucketTotal {
    let of_bucket = || judged.iter().filter(|one| one.row.bucket == Some(bucket));
    let (hits, of) =
        of_bucket().fold((0, 0), |sum, one| (sum.0 + one.counts.emotional.0, sum.1 + one.counts.emotional.1));
    BucketTotal {
        bucket,
        query_types: of_bucket().count() as u64,
        tickets: of_bucket().map(|one| one.counts.tickets).sum(),
        emotional_share: (of > 0).then(|| hits as f64 / of as f64),
        // From 0, as the sum of nothing is −0 otherwise, and is shown so.
        hours_per_week: of_bucket()
            .filter_map(|one| one.row.hours_per_week)
            .fold(0.0, |sum, hours| sum + hours),
    }
}
