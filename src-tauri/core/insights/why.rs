//! Why a score is what it is, in sentences. What has no number in it is said by the row's own fields.

use crate::language::Language;

/// A reason.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Why<'a> {
    /// Somebody decided it.
    Decided { who: &'a str, why: Option<&'a str> },
    /// Too few tickets for a score.
    TooFew { tickets: u64, least: u32 },
    /// The query type is marked as sensitive.
    Sensitive,
    /// Median replies by people.
    Replies(f64),
    /// Median minutes of work.
    Minutes(f64),
    /// Mean teams.
    Teams(f64),
    /// Share reopened.
    Reopens(f64),
    /// Share with strong feeling.
    Emotional(f64),
    /// Nothing is known of customers' texts.
    NoText,
    /// Share of ratings that are not satisfied.
    Unsatisfied(f64),
    /// The commonest resolution path.
    Path { path: &'a str, share: f64 },
    /// No resolution path is known.
    NoPath,
    /// Minutes of work vary much.
    Uneven,
    /// The share of tickets moves over three months.
    Seasonal,
    /// Too short a history for a yearly season.
    ShortHistory(u32),
    /// What AI resolves stays resolved as often as it does over all types.
    DurableOfAll(f64),
    /// Tickets of a gap that ended in a way.
    Ended { how: GapEnd, tickets: u64, of: u64 },
    /// More tickets than the account's own past.
    Surge { tickets: u64, expected: f64 },
    /// Ratings that are not satisfied.
    Ratings(u64),
    /// More of something than in the account's own past.
    More { what: MoreOf, tickets: u64, expected: f64 },
    /// Open tickets older than they should be.
    OldOpen { tickets: u64, hours: f64 },
    /// Words of leaving.
    Leaving(u64),
}

/// How tickets of a knowledge gap end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GapEnd {
    Abandoned,
    Escalated,
    Incorrect,
    Reopened,
}

/// What an account has more of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MoreOf {
    Escalations,
    Reopens,
    Feeling,
}

impl Why<'_> {
    /// In a language.
    pub(super) fn say(self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::De => self.german(),
        }
    }

    fn english(self) -> String {
        let number = |number| written(Language::En, number);
        let percent = |share: f64| format!("{} %", written(Language::En, share * 100.0));
        match self {
            Why::Decided { who, why: Some(why) } => format!("decided by {who}: {why}"),
            Why::Decided { who, why: None } => format!("decided by {who}"),
            Why::TooFew { tickets, least } => {
                format!("not enough data: {tickets} tickets, a score takes {least}")
            }
            Why::Sensitive => "marked as sensitive".to_owned(),
            Why::Replies(replies) => format!("{} replies by people (median)", number(replies)),
            Why::Minutes(minutes) => format!("{} minutes of work (median)", number(minutes)),
            Why::Teams(teams) => format!("{} teams (mean)", number(teams)),
            Why::Reopens(share) => format!("{} reopened", percent(share)),
            Why::Emotional(share) => format!("{} with strong feeling", percent(share)),
            Why::NoText => "no emotional weight: this source has no text of customers".to_owned(),
            Why::Unsatisfied(share) => format!("{} of the ratings are not satisfied", percent(share)),
            Why::Path { path, share } => {
                format!("{} go the commonest way: {path}", percent(share))
            }
            Why::NoPath => "no predictability: no resolution path in this source".to_owned(),
            Why::Uneven => "minutes of work vary much".to_owned(),
            Why::Seasonal => "its share of the tickets moves over three months".to_owned(),
            Why::ShortHistory(months) => {
                format!("history under {months} months: a yearly season can't be judged")
            }
            Why::DurableOfAll(share) => {
                format!(
                    "AI has resolved none of it that can be judged yet: {} durable is taken from all types",
                    percent(share)
                )
            }
            Why::Ended { how, tickets, of } => {
                let how = match how {
                    GapEnd::Abandoned => "abandoned",
                    GapEnd::Escalated => "escalated",
                    GapEnd::Incorrect => "found incorrect",
                    GapEnd::Reopened => "reopened",
                };
                format!("{tickets} of {of} {how}")
            }
            Why::Surge { tickets, expected } => {
                format!("{tickets} tickets, where {} are usual", number(expected))
            }
            Why::Ratings(count) => format!("{count} ratings not satisfied"),
            Why::More { what, tickets, expected } => {
                let what = match what {
                    MoreOf::Escalations => "escalations",
                    MoreOf::Reopens => "reopened tickets",
                    MoreOf::Feeling => "tickets with strong feeling",
                };
                format!("{tickets} {what}, where {} are usual", number(expected))
            }
            Why::OldOpen { tickets: 1, hours } => format!("1 ticket open for over {} hours", number(hours)),
            Why::OldOpen { tickets, hours } => {
                format!("{tickets} tickets open for over {} hours", number(hours))
            }
            Why::Leaving(1) => "1 ticket speaks of leaving".to_owned(),
            Why::Leaving(tickets) => format!("{tickets} tickets speak of leaving"),
        }
    }

    fn german(self) -> String {
        let number = |number| written(Language::De, number);
        let percent = |share: f64| format!("{} %", written(Language::De, share * 100.0));
        match self {
            Why::Decided { who, why: Some(why) } => format!("entschieden von {who}: {why}"),
            Why::Decided { who, why: None } => format!("entschieden von {who}"),
            Why::TooFew { tickets, least } => {
                format!("zu wenige Daten: {tickets} Tickets, für eine Note braucht es {least}")
            }
            Why::Sensitive => "als heikel markiert".to_owned(),
            Why::Replies(replies) => format!("{} Antworten von Menschen (Median)", number(replies)),
            Why::Minutes(minutes) => format!("{} Minuten Arbeit (Median)", number(minutes)),
            Why::Teams(teams) => format!("{} Teams (Mittel)", number(teams)),
            Why::Reopens(share) => format!("{} wieder geöffnet", percent(share)),
            Why::Emotional(share) => format!("{} mit starken Gefühlen", percent(share)),
            Why::NoText => "kein emotionales Gewicht: diese Quelle hat keine Texte von Kunden".to_owned(),
            Why::Unsatisfied(share) => format!("{} der Bewertungen sind nicht zufrieden", percent(share)),
            Why::Path { path, share } => {
                format!("{} gehen den häufigsten Weg: {path}", percent(share))
            }
            Why::NoPath => "keine Vorhersagbarkeit: kein Lösungsweg in dieser Quelle".to_owned(),
            Why::Uneven => "die Minuten Arbeit schwanken stark".to_owned(),
            Why::Seasonal => "der Anteil an den Tickets bewegt sich über drei Monate".to_owned(),
            Why::ShortHistory(months) => {
                format!(
                    "weniger als {months} Monate Daten: eine jährliche Saison lässt sich nicht beurteilen"
                )
            }
            Why::DurableOfAll(share) => {
                format!(
                    "KI hat davon noch nichts gelöst, was sich beurteilen lässt: {} dauerhaft gilt wie über alle Anliegen",
                    percent(share)
                )
            }
            Why::Ended { how, tickets, of } => {
                let how = match how {
                    GapEnd::Abandoned => "abgebrochen",
                    GapEnd::Escalated => "eskaliert",
                    GapEnd::Incorrect => "als falsch befunden",
                    GapEnd::Reopened => "wieder geöffnet",
                };
                format!("{tickets} von {of} {how}")
            }
            Why::Surge { tickets, expected } => {
                format!("{tickets} Tickets, wo {} üblich sind", number(expected))
            }
            Why::Ratings(count) => format!("{count} Bewertungen nicht zufrieden"),
            Why::More { what, tickets, expected } => {
                let what = match what {
                    MoreOf::Escalations => "Eskalationen",
                    MoreOf::Reopens => "wieder geöffnete Tickets",
                    MoreOf::Feeling => "Tickets mit starken Gefühlen",
                };
                format!("{tickets} {what}, wo {} üblich sind", number(expected))
            }
            Why::OldOpen { tickets: 1, hours } => {
                format!("1 Ticket seit über {} Stunden offen", number(hours))
            }
            Why::OldOpen { tickets, hours } => {
                format!("{tickets} Tickets seit über {} Stunden offen", number(hours))
            }
            Why::Leaving(1) => "1 Ticket spricht von Kündigung".to_owned(),
            Why::Leaving(tickets) => format!("{tickets} Tickets sprechen von Kündigung"),
        }
    }
}

/// A number with one decimal, where it has any.
fn written(language: Language, number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match language {
        Language::En => text.to_owned(),
        Language::De => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_its_number_in_each_language() {
        let why = Why::Path { path: "Sent article", share: 0.415 };
        assert_eq!(why.say(Language::En), "41.5 % go the commonest way: Sent article");
        assert_eq!(why.say(Language::De), "41,5 % gehen den häufigsten Weg: Sent article");
        assert_eq!(Why::Minutes(12.0).say(Language::En), "12 minutes of work (median)");
        assert_eq!(Why::Leaving(1).say(Language::De), "1 Ticket spricht von Kündigung");
    }
}
