//! The cut-offs of the insights: settings, with the defaults that the definitions give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! rules {
    ($(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $field_doc:literal])+ $field:ident : $type:ty = $default:expr; )+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $( $(#[doc = $field_doc])+ pub $field: $type ),+ }

        impl Default for $name {
            fn default() -> $name {
                $name { $( $field: $default ),+ }
            }
        }

        impl $name {
            /// Each setting's name and meaning.
            pub const SETTINGS: &'static [(&'static str, &'static str)] =
                &[ $( (stringify!($field), concat!($( $field_doc ),+).trim_ascii()) ),+ ];
        }
    };
}

rules! {
    /// How query types are judged.
    TaxonomyRules {
        /// Days back from the newest time in the data
        days: u32 = 90;
        /// Tickets of a type that a score takes at least
        least_tickets: u32 = 30;
        /// Weights of replies, minutes, teams and reopens in the complexity
        complexity_weights: [f64; 4] = [0.35, 0.35, 0.20, 0.10];
        /// Median human replies up to which complexity is 1, 2, 3, 4
        replies: [f64; 4] = [1.0, 2.0, 3.0, 5.0];
        /// Median handle minutes up to which complexity is 1, 2, 3, 4
        minutes: [f64; 4] = [3.0, 6.0, 12.0, 25.0];
        /// Mean teams up to which complexity is 1, 2, 3, 4
        teams: [f64; 4] = [1.05, 1.2, 1.5, 2.0];
        /// Share of reopened tickets up to which complexity is 1, 2, 3, 4
        reopens: [f64; 4] = [0.03, 0.06, 0.10, 0.15];
        /// Share of emotional tickets below which emotional weight is 1, 2, 3, 4
        emotional: [f64; 4] = [0.03, 0.08, 0.15, 0.25];
        /// Share of ratings that are not satisfied above which emotional weight is one more
        unsatisfied: f64 = 0.25;
        /// Ratings that this takes at least
        unsatisfied_ratings: u32 = 20;
        /// Share of the commonest resolution path from which predictability is 5, 4, 3, 2
        paths: [f64; 4] = [0.70, 0.50, 0.35, 0.20];
        /// Coefficient of variation of handle minutes above which predictability is one less
        variation: f64 = 1.5;
        /// Population stability index of a type's share over three months above which it is seasonal
        season: f64 = 0.2;
        /// Months of history from which a yearly season can be judged
        season_months: u32 = 13;
        /// Weights of complexity, emotional weight and predictability in the readiness
        readiness_weights: [f64; 3] = [0.35, 0.30, 0.35];
        /// Complexity or emotional weight from which a type is for people
        for_people: u8 = 4;
        /// Complexity and emotional weight up to which a type can be automated
        automatable: u8 = 2;
        /// Predictability from which a type can be automated
        predictable: u8 = 4;
        /// Deflection within reach where a bucket has too few types to tell: automatable, hybrid, human-required
        reachable: [f64; 3] = [0.7, 0.3, 0.0];
        /// Types of a bucket from which they tell it themselves
        reachable_types: u32 = 4;
        /// Query types on the shortlist at most
        shortlist: u32 = 25;
        /// Share of uncategorised tickets above which query types are proposed
        uncategorised: f64 = 0.10;
        /// Words in a query type's name by which it is sensitive, unless decided otherwise
        sensitive: Vec<String> = ["security", "privacy", "legal", "billing dispute", "vip", "sicherheit", "datenschutz", "rechtlich"].map(str::to_owned).to_vec();
    }
}

rules! {
    /// How escalations and hand-offs are judged.
    EscalationRules {
        /// Teams from which a ticket went through several
        teams: u32 = 3;
        /// Replies by AI before a hand-off from which attempts failed
        attempts: u32 = 2;
        /// Replies by people from which a ticket needed a person
        replies: u32 = 2;
        /// Points by which a team's hand-offs lose the context more often than others' from which they alert
        context_points: f64 = 0.05;
        /// Minutes in which a person should reply after a hand-off
        reply_minutes: f64 = 30.0;
        /// Tiers and tags by which an account is a VIP, beside those decided
        vip: Vec<String> = vec!["vip".to_owned()];
        /// Tags that tell of a limit or a technical failure
        technical: Vec<String> = ["technical", "limit", "error", "bug", "outage", "timeout"].map(str::to_owned).to_vec();
    }
}

rules! {
    /// How releases of the AI are judged.
    VersionRules {
        /// Days around a release that count for neither side
        washout_days: u32 = 1;
        /// Weeks before and after at most
        weeks: u32 = 8;
        /// Tickets on each side that a verdict takes at least
        least_tickets: u32 = 30;
        /// Weeks after a release at which it is reviewed, where no date was declared
        review_weeks: u32 = 8;
        /// Chance of a false alarm
        level: f64 = 0.05;
        /// Spread of differences that the always-valid interval expects
        spread: f64 = 0.05;
        /// Share of the verdicts on query types that may be false
        discovery: f64 = 0.10;
    }
}

rules! {
    /// How knowledge gaps are judged.
    GapRules {
        /// Days back from the newest time in the data
        days: u32 = 90;
        /// Tickets with AI that a gap takes at least
        least_tickets: u32 = 30;
        /// Hand-offs solved along one path from which it is a candidate for training
        candidate_tickets: u32 = 10;
    }
}

rules! {
    /// When a query type's escalation rate drifts.
    DriftRules {
        /// Weeks that a baseline has
        baseline_weeks: u32 = 8;
        /// Tickets with AI a week from which weeks are judged by control charts
        least_involved: u32 = 20;
        /// Weeks pooled where there are fewer
        pooled_weeks: u32 = 4;
        /// Standard deviations from which a week stands out
        deviations: f64 = 3.0;
        /// Weight of the newest week in the moving average
        weight: f64 = 0.3;
        /// Width of the moving average's limit
        width: f64 = 2.7;
        /// Points above the baseline that an alarm takes at least
        points: f64 = 0.05;
        /// How sure an alarm is where there are few tickets
        sure: f64 = 0.95;
    }
}

rules! {
    /// When a day's number of tickets is out of the ordinary.
    AnomalyRules {
        /// Weeks of history that a season takes
        history_weeks: u32 = 8;
        /// Days that are judged, back from the newest time in the data
        days: u32 = 90;
        /// Deviations from which a day is minor, moderate, severe
        deviations: [f64; 3] = [3.0, 4.5, 6.0];
        /// Tickets more or fewer than expected that this takes at least
        tickets: [f64; 3] = [5.0, 10.0, 20.0];
        /// Verdicts after which a threshold is proposed
        verdicts: u32 = 20;
        /// Share of true alerts that the proposal aims at
        precision: f64 = 0.8;
    }
}

rules! {
    /// When an account is at risk.
    AccountRules {
        /// Days that are judged
        days: u32 = 28;
        /// Days before them that they are compared with
        before: u32 = 84;
        /// Chance below which so many tickets are a surge
        surge: f64 = 0.01;
        /// Ratings that are not satisfied from which they count
        unsatisfied: u32 = 2;
        /// Tickets that escalations, reopens and strong feeling take at least
        least_tickets: u32 = 2;
        /// Hours that a ticket may be open
        open_hours: f64 = 120.0;
        /// Weights: surge, unsatisfied ratings, escalations, reopens, strong feeling, old open tickets, words of leaving
        weights: [f64; 7] = [0.25, 0.30, 0.20, 0.15, 0.20, 0.15, 0.40];
        /// Risk from which an account is at risk
        at_risk: f64 = 0.6;
        /// Hours in which an opportunity should reach a person
        opportunity_hours: f64 = 24.0;
    }
}

rules! {
    /// How product pages are judged.
    PageRules {
        /// Days back from the newest time in the data
        days: u32 = 90;
        /// Query types named of each page
        types: u32 = 3;
    }
}

/// All cut-offs of the insights.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct InsightRules {
    /// Of the taxonomy.
    pub taxonomy: TaxonomyRules,
    /// Of escalations and hand-offs.
    pub escalations: EscalationRules,
    /// Of releases.
    pub versions: VersionRules,
    /// Of knowledge gaps.
    pub gaps: GapRules,
    /// Of drift.
    pub drift: DriftRules,
    /// Of daily volumes.
    pub anomalies: AnomalyRules,
    /// Of accounts.
    pub accounts: AccountRules,
    /// Of product pages.
    pub pages: PageRules,
}

/// Cut-offs that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadInsightRules {
    /// There is no such setting.
    #[error("there is no setting {0:?}; `smix settings insights` lists them")]
    Unknown(String),
    /// Not a value of its kind.
    #[error("{name} cannot be {value}: {reason}")]
    Value {
        /// The setting.
        name: String,
        /// What it was to be.
        value: String,
        /// Why not.
        reason: String,
    },
}

impl InsightRules {
    /// Each setting by its name, `drift.points`, and what it means, in order.
    pub fn settings() -> impl Iterator<Item = (String, &'static str)> {
        let groups: [(&str, &[(&str, &'static str)]); 8] = [
            ("taxonomy", TaxonomyRules::SETTINGS),
            ("escalations", EscalationRules::SETTINGS),
            ("versions", VersionRules::SETTINGS),
            ("gaps", GapRules::SETTINGS),
            ("drift", DriftRules::SETTINGS),
            ("anomalies", AnomalyRules::SETTINGS),
            ("accounts", AccountRules::SETTINGS),
            ("pages", PageRules::SETTINGS),
        ];
        groups.into_iter().flat_map(|(group, settings)| {
            settings.iter().map(move |(name, meaning)| (format!("{group}.{name}"), *meaning))
        })
    }

    /// A setting's value as JSON.
    ///
    /// # Errors
    /// There is no such setting.
    pub fn get(&self, name: &str) -> Result<serde_json::Value, BadInsightRules> {
        let unknown = || BadInsightRules::Unknown(name.to_owned());
        let all = serde_json::to_value(self).map_err(|_| unknown())?;
        let (group, setting) = name.split_once('.').ok_or_else(unknown)?;
        all.get(group).and_then(|group| group.get(setting)).cloned().ok_or_else(unknown)
    }

    /// The rules with one setting changed. `value` is JSON: a number, a list of numbers, a list of texts.
    ///
    /// # Errors
    /// There is no such setting, or it cannot be that.
    pub fn with(&self, name: &str, value: &str) -> Result<InsightRules, BadInsightRules> {
        self.get(name)?;
        let bad = |reason: String| BadInsightRules::Value {
            name: name.to_owned(),
            value: value.to_owned(),
            reason,
        };
        let parsed: serde_json::Value = serde_json::from_str(value)
            .map_err(|_| bad("it is no number and no list like [1, 2, 3]".to_owned()))?;
        let mut all = serde_json::to_value(self).map_err(|error| bad(error.to_string()))?;
        let place = name.split_once('.').and_then(|(group, setting)| all.get_mut(group)?.get_mut(setting));
        if let Some(place) = place {
            *place = parsed;
        }
        let rules: InsightRules = serde_json::from_value(all).map_err(|error| bad(error.to_string()))?;
        rules.check()?;
        Ok(rules)
    }

    /// Whether each value can be used.
    ///
    /// # Errors
    /// A number is negative or none, a share is above 1, cut-offs are not in order, or a number that something is divided
    /// by is 0.
    pub fn check(&self) -> Result<(), BadInsightRules> {
        let shares = [
            ("taxonomy.unsatisfied", self.taxonomy.unsatisfied),
            ("taxonomy.uncategorised", self.taxonomy.uncategorised),
            ("versions.level", self.versions.level),
            ("versions.discovery", self.versions.discovery),
            ("drift.weight", self.drift.weight),
            ("drift.points", self.drift.points),
            ("drift.sure", self.drift.sure),
            ("accounts.surge", self.accounts.surge),
            ("accounts.at_risk", self.accounts.at_risk),
            ("anomalies.precision", self.anomalies.precision),
        ];
        let above_zero = [
            ("taxonomy.days", f64::from(self.taxonomy.days)),
            ("versions.weeks", f64::from(self.versions.weeks)),
            ("versions.level", self.versions.level),
            ("versions.spread", self.versions.spread),
            ("gaps.days", f64::from(self.gaps.days)),
            ("drift.baseline_weeks", f64::from(self.drift.baseline_weeks)),
            ("drift.pooled_weeks", f64::from(self.drift.pooled_weeks)),
            ("drift.weight", self.drift.weight),
            ("anomalies.history_weeks", f64::from(self.anomalies.history_weeks)),
            ("accounts.days", f64::from(self.accounts.days)),
            ("accounts.before", f64::from(self.accounts.before)),
            ("pages.days", f64::from(self.pages.days)),
        ];
        let bad = |name: &str, value: f64, reason: &str| BadInsightRules::Value {
            name: name.to_owned(),
            value: value.to_string(),
            reason: reason.to_owned(),
        };
        if let Some((name, value)) = shares.into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(bad(name, value, "it is a share between 0 and 1"));
        }
        if let Some((name, value)) = above_zero.into_iter().find(|(_, number)| *number <= 0.0) {
            return Err(bad(name, value, "it has to be above 0"));
        }
        for (name, _) in InsightRules::settings() {
            let value = self.get(&name)?;
            let lists = value.as_array().map(Vec::as_slice);
            let numbers =
                lists.unwrap_or(std::slice::from_ref(&value)).iter().filter_map(|value| value.as_f64());
            let numbers: Vec<f64> = numbers.collect();
            if let Some(negative) = numbers.iter().find(|number| **number < 0.0) {
                return Err(bad(&name, *negative, "it cannot be below 0"));
            }
            let is_weights = name.ends_with("weights");
            if is_weights && numbers.iter().sum::<f64>() <= 0.0 {
                return Err(bad(&name, 0.0, "the weights are all 0"));
            }
            let rising = numbers.is_sorted();
            let falling = numbers.is_sorted_by(|one, two| one >= two);
            if numbers.len() > 1 && !is_weights && !rising && !falling {
                return Err(bad(&name, numbers[0], "cut-offs go up or down in order"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_found_and_changed_by_its_name() {
        let rules = InsightRules::default();
        rules.check().unwrap();
        let changed = rules.with("drift.points", "0.1").unwrap();
        assert_eq!((changed.drift.points, rules.drift.points), (0.1, 0.05));
        assert_eq!(
            rules.with("taxonomy.replies", "[1,2,4,8]").unwrap().taxonomy.replies,
            [1.0, 2.0, 4.0, 8.0]
        );
        for (name, meaning) in InsightRules::settings() {
            assert!(rules.get(&name).is_ok() && !meaning.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_a_reason() {
        let rules = InsightRules::default();
        for (name, value, reason) in [
            ("drift.moon", "1", "no setting"),
            ("drift.points", "1.5", "between 0 and 1"),
            ("drift.points", "many", "no number"),
            ("taxonomy.days", "0", "above 0"),
            ("taxonomy.days", "-3", "invalid"),
            ("taxonomy.replies", "[3,1,2,5]", "in order"),
            ("taxonomy.replies", "[1,2,3]", "invalid length"),
            ("taxonomy.complexity_weights", "[0,0,0,0]", "all 0"),
        ] {
            let error = rules.with(name, value).unwrap_err().to_string();
            assert!(error.contains(reason), "{name} {value}: {error}");
        }
    }
}
