//! What a review says that leaves the app: the words around its figures, and its sentences.

use super::english::English;
use super::german::German;
use crate::pack::Labels;

/// A change, told. Every text is written already.
pub(crate) struct Told<'a> {
    /// The KPI's title.
    pub title: &'a str,
    /// Whether it rose.
    pub rose: bool,
    /// By how much, without a sign.
    pub by: &'a str,
    /// What it is now.
    pub to: &'a str,
    /// Its interval.
    pub interval: Option<&'a str>,
    /// What of the change comes of the mix, and what of the rates.
    pub parts: Option<[&'a str; 2]>,
    /// The query type that did most for it.
    pub most: Option<Most<'a>>,
    /// The days and those before, where they are others than the review's.
    pub days: Option<[&'a str; 2]>,
}

/// What did most for a change.
pub(crate) struct Most<'a> {
    /// The query type.
    pub group: &'a str,
    /// What was and what is: its share of the tickets, or its own rate.
    pub from: &'a str,
    /// See `from`.
    pub to: &'a str,
    /// Whether these are its shares of the tickets.
    pub by_share: bool,
}

/// How a value moved.
#[derive(Clone, Copy)]
pub(crate) enum Moved {
    /// It rose, beyond what chance does.
    Up,
    /// It fell, beyond what chance does.
    Down,
    /// It may be chance.
    Unclear,
    /// Nothing tells whether it is chance.
    Stated,
}

/// What a language says in a review.
pub(crate) trait Packs {
    /// The words that stand alone.
    fn labels(&self) -> &'static Labels;
    /// Points of a percentage.
    fn points(&self, number: &str) -> String;
    /// A change.
    fn changed(&self, told: &Told<'_>) -> String;
    /// Figures that did not change beyond what chance does.
    fn noise(&self, titles: &str) -> String;
    /// That the store has nothing of what is to be compared with.
    fn incomparable(&self, days: &str) -> String;
    /// That tickets of these days cannot all be judged yet, so that figures are of others.
    fn judged(&self, days: &str, titles: &str) -> String;
    /// That the days are not over.
    fn unfinished(&self, as_of: &str) -> String;
    /// Figures that are others than when the review was published, and what they were and are.
    fn restated(&self, published: &str, figures: &str) -> String;
    /// How many tickets of how many are excluded.
    fn excluded(&self, count: &str) -> String;

    /// A chart: its lowest and its highest value, and where they are.
    fn ranges(&self, title: &str, lowest: [&str; 2], highest: [&str; 2]) -> String;
    /// A chart over time: from a value to the one after it, each with its moment.
    fn went(&self, title: &str, from: [&str; 2], to: [&str; 2], moved: Moved) -> String;
    /// A chart of parts over time: the largest part of the last moment.
    fn largest_part(&self, title: &str, moment: &str, part: &str, share: &str) -> String;
    /// A ladder: its first step and its last.
    fn steps(&self, first: [&str; 2], last: [&str; 2]) -> String;
    /// A waterfall: from where to where, and the step that did most.
    fn waterfall(&self, title: &str, from: &str, to: &str, most: Option<[&str; 2]>) -> String;
    /// A map: where most of something is.
    fn most(&self, what: &str, place: &str, value: &str) -> String;
    /// A flow: how many of the tickets that AI took part in it handed off.
    fn handed_off(&self, share: &str, tickets: &str) -> String;
    /// A release that moved a figure nowhere beyond what chance does.
    fn none_moved(&self, title: &str) -> String;
    /// That a query type drifts since a week, or did until one.
    fn drifts(&self, query_type: &str, since: &str, until: Option<&str>) -> String;
    /// That it drifts in no week.
    fn steady(&self, query_type: &str) -> String;
    /// The tickets of a query type on a day, and how many more they are than were expected.
    fn over_expected(&self, query_type: &str, tickets: &str, day: &str, over: &str) -> String;
    /// That it has no day of more tickets than was to be expected.
    fn as_expected(&self, query_type: &str) -> String;
    /// A chart of which nothing is sure enough to be said.
    fn too_few(&self, title: &str) -> String;

    /// The same, where few tickets carry some of it.
    fn with_few(&self, told: &str) -> String;

    /// From a number to another.
    fn span(&self, low: &str, high: &str) -> String;
    /// How many tickets are behind each mark of a chart.
    fn per_mark(&self, tickets: &str) -> String;
    /// How far the intervals of a chart reach to either side.
    fn half_widths(&self, width: &str) -> String;

    /// A length of time: a number of hours, or of days.
    fn length(&self, number: &str, in_days: bool) -> String;
}

static ENGLISH: Labels = Labels {
    title: "Support review",
    contents: "Contents",
    glossary: "What the figures mean",
    about: "About these figures",
    what_changed: "What changed",
    nothing_changed: "No figure moved further than chance does.",
    remarks: "Notes",
    cautions: "Read with care",
    numbers: "Numbers",
    tickets: "Tickets",
    page: "Page",
    of: "of",
    definition: "Definition",
    counted: "Counts",
    no_value: "Shown as —",
    source: "Source",
    no_data: "There are no tickets in this period.",
    scorecard: "Scorecard",
    figure: "Figure",
    all: "All",
    change: "Change",
    interval: "95 % interval",
    low: "Low",
    high: "High",
    n: "n",
    days: "Period",
    compared_with: "Compared with",
    time_zone: "Time zone",
    filters: "Filters",
    no_filters: "none: all tickets",
    as_of: "Data as of",
    excluded: "Excluded",
    counting: "AI resolutions counted",
    definitions: "Definitions",
    made: "Made",
    ticket_columns: [
        "Source",
        "Number",
        "Subject",
        "Query type",
        "Channel",
        "Status",
        "Resolution type",
        "Opened",
        "Resolved",
        "Satisfied",
    ],
    sections: [
        ("review", "Summary"),
        ("deflection", "Deflection"),
        ("satisfaction", "Satisfaction"),
        ("resolution", "Resolution"),
        ("escalations", "Escalations"),
        ("costs", "Cost"),
        ("taxonomy", "Taxonomy"),
        ("learning", "Learning"),
        ("accounts", "Accounts"),
    ],
};

static GERMAN: Labels = Labels {
    title: "Support-Review",
    contents: "Inhalt",
    glossary: "Was die Kennzahlen bedeuten",
    about: "Zu diesen Zahlen",
    what_changed: "Was sich geändert hat",
    nothing_changed: "Keine Kennzahl hat sich stärker bewegt als durch Zufall.",
    remarks: "Notizen",
    cautions: "Bitte beachten",
    numbers: "Zahlen",
    tickets: "Tickets",
    page: "Seite",
    of: "von",
    definition: "Definition",
    counted: "Zählt",
    no_value: "Gezeigt als —",
    source: "Quelle",
    no_data: "In diesem Zeitraum gibt es keine Tickets.",
    scorecard: "Kennzahlen",
    figure: "Kennzahl",
    all: "Alle",
    change: "Änderung",
    interval: "95-%-Intervall",
    low: "Unteres Ende",
    high: "Oberes Ende",
    n: "n",
    days: "Zeitraum",
    compared_with: "Verglichen mit",
    time_zone: "Zeitzone",
    filters: "Filter",
    no_filters: "keine: alle Tickets",
    as_of: "Datenstand",
    excluded: "Ausgeschlossen",
    counting: "Zählung der KI-Lösungen",
    definitions: "Definitionen",
    made: "Erstellt",
    ticket_columns: [
        "Quelle",
        "Nummer",
        "Betreff",
        "Anliegen",
        "Kanal",
        "Status",
        "Lösungsart",
        "Geöffnet",
        "Gelöst",
        "Zufrieden",
    ],
    sections: [
        ("review", "Überblick"),
        ("deflection", "Deflection"),
        ("satisfaction", "Zufriedenheit"),
        ("resolution", "Lösung"),
        ("escalations", "Eskalationen"),
        ("costs", "Kosten"),
        ("taxonomy", "Anliegen und KI"),
        ("learning", "Lernen"),
        ("accounts", "Kunden"),
    ],
};

impl Packs for English {
    fn labels(&self) -> &'static Labels {
        &ENGLISH
    }

    fn points(&self, number: &str) -> String {
        format!("{number} points")
    }

    fn changed(&self, told: &Told<'_>) -> String {
        let verb = if told.rose { "rose" } else { "fell" };
        let interval = told.interval.map(|range| format!(" ({range})")).unwrap_or_default();
        let days = told.days.map(|[now, before]| format!(" in {now} against {before}")).unwrap_or_default();
        let parts = told.parts.map(|[mix, rate]| format!("mix {mix}, rate {rate}"));
        let most = told.most.as_ref().map(|most| {
            let of = if most.by_share { "of the tickets" } else { "there" };
            format!("most from {}, {} → {} {of}", most.group, most.from, most.to)
        });
        let why: Vec<String> = parts.into_iter().chain(most).collect();
        let why = if why.is_empty() { String::new() } else { format!(": {}", why.join("; ")) };
        format!("{} {verb} by {} to {}{interval}{days}{why}.", told.title, told.by, told.to)
    }

    fn noise(&self, titles: &str) -> String {
        format!("Within what chance does: {titles}.")
    }

    fn incomparable(&self, days: &str) -> String {
        format!("What changed cannot be told: there is no ticket of {days}.")
    }

    fn judged(&self, days: &str, titles: &str) -> String {
        format!("Too recent to judge, and shown for {days} instead: {titles}.")
    }

    fn unfinished(&self, as_of: &str) -> String {
        format!("The period was not over when the data ended ({as_of}).")
    }

    fn restated(&self, published: &str, figures: &str) -> String {
        format!("Restated since the review was published on {published}: {figures}.")
    }

    fn excluded(&self, count: &str) -> String {
        format!("{count} (spam, tests, merged, deleted and the like: in no figure)")
    }

    fn ranges(&self, title: &str, [low, low_at]: [&str; 2], [high, high_at]: [&str; 2]) -> String {
        format!("{title}: from {low} ({low_at}) to {high} ({high_at})")
    }

    fn went(&self, title: &str, [from, then]: [&str; 2], [to, now]: [&str; 2], moved: Moved) -> String {
        match moved {
            Moved::Up => format!("{title} rose from {from} ({then}) to {to} ({now})"),
            Moved::Down => format!("{title} fell from {from} ({then}) to {to} ({now})"),
            Moved::Unclear => {
                format!("{title}: {to} ({now}) after {from} ({then}), within what chance does")
            }
            Moved::Stated => format!("{title}: {to} ({now}) after {from} ({then})"),
        }
    }

    fn largest_part(&self, title: &str, moment: &str, part: &str, share: &str) -> String {
        format!("{title}: {part} made up {share} ({moment})")
    }

    fn steps(&self, [first, first_is]: [&str; 2], [last, last_is]: [&str; 2]) -> String {
        format!("{first_is}: {first} of all tickets; {last_is}: {last}")
    }

    fn waterfall(&self, title: &str, from: &str, to: &str, most: Option<[&str; 2]>) -> String {
        let most = most.map(|[step, by]| format!(", most from {step} ({by})")).unwrap_or_default();
        format!("{title}: {from} → {to}{most}")
    }

    fn most(&self, what: &str, place: &str, value: &str) -> String {
        format!("{what}: most in {place} ({value})")
    }

    fn handed_off(&self, share: &str, tickets: &str) -> String {
        format!("AI handed off {share} of the {tickets} tickets that it took part in")
    }

    fn none_moved(&self, title: &str) -> String {
        format!("{title}: no query type moved further than chance does")
    }

    fn drifts(&self, query_type: &str, since: &str, until: Option<&str>) -> String {
        match until {
            None => format!("{query_type} drifts since {since}"),
            Some(until) if until == since => format!("{query_type} drifted in {since}"),
            Some(until) => format!("{query_type} drifted from {since} to {until}"),
        }
    }

    fn steady(&self, query_type: &str) -> String {
        format!("{query_type}: no week drifts from the baseline")
    }

    fn over_expected(&self, query_type: &str, tickets: &str, day: &str, over: &str) -> String {
        format!("{query_type}: {tickets} on {day}, {over} more than expected")
    }

    fn as_expected(&self, query_type: &str) -> String {
        format!("{query_type}: no day had more tickets than was to be expected")
    }

    fn too_few(&self, title: &str) -> String {
        format!("{title}: too few tickets to state a rate")
    }

    fn with_few(&self, told: &str) -> String {
        format!("{told} (few tickets)")
    }

    fn span(&self, low: &str, high: &str) -> String {
        format!("{low} to {high}")
    }

    fn per_mark(&self, tickets: &str) -> String {
        format!("n = {tickets} per mark")
    }

    fn half_widths(&self, width: &str) -> String {
        format!("95 % intervals ± {width}")
    }

    fn length(&self, number: &str, in_days: bool) -> String {
        format!("{number} {}", if in_days { "days" } else { "h" })
    }
}

impl Packs for German {
    fn labels(&self) -> &'static Labels {
        &GERMAN
    }

    fn points(&self, number: &str) -> String {
        format!("{number} Prozentpunkte")
    }

    fn changed(&self, told: &Told<'_>) -> String {
        let verb = if told.rose { "gestiegen" } else { "gesunken" };
        let interval = told.interval.map(|range| format!(" ({range})")).unwrap_or_default();
        let days = told.days.map(|[now, before]| format!(" ({now} gegenüber {before})")).unwrap_or_default();
        let parts = told.parts.map(|[mix, rate]| format!("; Mix {mix}, Quote {rate}")).unwrap_or_default();
        let most = told.most.as_ref().map(|most| {
            let Most { group, from, to, by_share } = most;
            match by_share {
                true => format!("; vor allem durch {group}, {from} → {to} der Tickets"),
                false => format!("; vor allem durch {group}, dort {from} → {to}"),
            }
        });
        let most = most.unwrap_or_default();
        format!("{}: um {} auf {}{interval} {verb}{days}{parts}{most}.", told.title, told.by, told.to)
    }

    fn noise(&self, titles: &str) -> String {
        format!("Im Rahmen des Zufalls: {titles}.")
    }

    fn incomparable(&self, days: &str) -> String {
        format!("Was sich geändert hat, lässt sich nicht sagen: Es gibt keine Tickets ({days}).")
    }

    fn judged(&self, days: &str, titles: &str) -> String {
        format!("Noch zu jung für ein Urteil und deshalb für {days} gezeigt: {titles}.")
    }

    fn unfinished(&self, as_of: &str) -> String {
        format!("Der Zeitraum war beim Datenstand ({as_of}) noch nicht vorbei.")
    }

    fn restated(&self, published: &str, figures: &str) -> String {
        format!("Anders als am {published}, als das Review veröffentlicht wurde: {figures}.")
    }

    fn excluded(&self, count: &str) -> String {
        format!("{count} (Spam, Tests, zusammengeführte, gelöschte und Ähnliches: in keiner Kennzahl)")
    }

    fn ranges(&self, title: &str, [low, low_at]: [&str; 2], [high, high_at]: [&str; 2]) -> String {
        format!("{title}: von {low} ({low_at}) bis {high} ({high_at})")
    }

    fn went(&self, title: &str, [from, then]: [&str; 2], [to, now]: [&str; 2], moved: Moved) -> String {
        match moved {
            Moved::Up => format!("{title}: von {from} ({then}) auf {to} ({now}) gestiegen"),
            Moved::Down => format!("{title}: von {from} ({then}) auf {to} ({now}) gesunken"),
            Moved::Unclear => {
                format!("{title}: {to} ({now}) nach {from} ({then}), im Rahmen des Zufalls")
            }
            Moved::Stated => format!("{title}: {to} ({now}) nach {from} ({then})"),
        }
    }

    fn largest_part(&self, title: &str, moment: &str, part: &str, share: &str) -> String {
        format!("{title}: {part} mit {share} ({moment})")
    }

    fn steps(&self, [first, first_is]: [&str; 2], [last, last_is]: [&str; 2]) -> String {
        format!("{first_is}: {first} aller Tickets; {last_is}: {last}")
    }

    fn waterfall(&self, title: &str, from: &str, to: &str, most: Option<[&str; 2]>) -> String {
        let most = most.map(|[step, by]| format!(", vor allem durch {step} ({by})")).unwrap_or_default();
        format!("{title}: {from} → {to}{most}")
    }

    fn most(&self, what: &str, place: &str, value: &str) -> String {
        format!("{what}: am meisten bei {place} ({value})")
    }

    fn handed_off(&self, share: &str, tickets: &str) -> String {
        format!("Die KI hat {share} der {tickets} Tickets übergeben, an denen sie beteiligt war")
    }

    fn none_moved(&self, title: &str) -> String {
        format!("{title}: kein Anliegen hat sich stärker bewegt als durch Zufall")
    }

    fn drifts(&self, query_type: &str, since: &str, until: Option<&str>) -> String {
        match until {
            None => format!("{query_type} driftet seit {since}"),
            Some(until) if until == since => format!("{query_type} driftete in {since}"),
            Some(until) => format!("{query_type} driftete von {since} bis {until}"),
        }
    }

    fn steady(&self, query_type: &str) -> String {
        format!("{query_type}: keine Woche driftet von der Grundlinie ab")
    }

    fn over_expected(&self, query_type: &str, tickets: &str, day: &str, over: &str) -> String {
        format!("{query_type}: {tickets} am {day}, {over} mehr als erwartet")
    }

    fn as_expected(&self, query_type: &str) -> String {
        format!("{query_type}: an keinem Tag mehr Tickets, als zu erwarten waren")
    }

    fn too_few(&self, title: &str) -> String {
        format!("{title}: zu wenige Tickets für eine Quote")
    }

    fn with_few(&self, told: &str) -> String {
        format!("{told} (wenige Tickets)")
    }

    fn span(&self, low: &str, high: &str) -> String {
        format!("{low} bis {high}")
    }

    fn per_mark(&self, tickets: &str) -> String {
        format!("n = {tickets} je Wert")
    }

    fn half_widths(&self, width: &str) -> String {
        format!("95-%-Intervalle ± {width}")
    }

    fn length(&self, number: &str, in_days: bool) -> String {
        format!("{number} {}", if in_days { "Tage" } else { "Std." })
    }
}
