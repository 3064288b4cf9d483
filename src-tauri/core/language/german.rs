//! German.

use chrono::{Datelike, NaiveDate};

use super::words::Words;
use crate::calendar::{Bucket, Period};
use crate::chart::ChartKind;
use crate::facts::{NONE, UNCATEGORISED};
use crate::metrics::Dimension;
use crate::model::ResolutionType;

pub(super) struct German;

/// Months as they are named, and as they are shortened.
const MONTHS: [(&str, &str); 12] = [
    ("Januar", "Jan."),
    ("Februar", "Feb."),
    ("März", "März"),
    ("April", "Apr."),
    ("Mai", "Mai"),
    ("Juni", "Juni"),
    ("Juli", "Juli"),
    ("August", "Aug."),
    ("September", "Sept."),
    ("Oktober", "Okt."),
    ("November", "Nov."),
    ("Dezember", "Dez."),
];

fn month(day: NaiveDate) -> (&'static str, &'static str) {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

/// Our own words.
const VALUES: &[(Dimension, &str, &str)] = &[
    (Dimension::Channel, "email", "E-Mail"),
    (Dimension::Channel, "chat", "Chat"),
    (Dimension::Channel, "messaging", "Messenger"),
    (Dimension::Channel, "phone", "Telefon"),
    (Dimension::Channel, "web", "Web"),
    (Dimension::Channel, "api", "API"),
    (Dimension::Channel, "social", "Soziale Medien"),
    (Dimension::Channel, "other", "Sonstige"),
    (Dimension::Priority, "low", "niedrig"),
    (Dimension::Priority, "normal", "normal"),
    (Dimension::Priority, "high", "hoch"),
    (Dimension::Priority, "urgent", "dringend"),
    (Dimension::AiOutcome, "confirmed", "bestätigt"),
    (Dimension::AiOutcome, "assumed", "angenommen"),
    (Dimension::AiOutcome, "abandoned", "aufgegeben"),
    (Dimension::AiOutcome, "handed_off", "übergeben"),
    (Dimension::Age, "under-1d", "unter 1 Tag"),
    (Dimension::Age, "1-3d", "1–3 Tage"),
    (Dimension::Age, "3-7d", "3–7 Tage"),
    (Dimension::Age, "1-2w", "1–2 Wochen"),
    (Dimension::Age, "2-4w", "2–4 Wochen"),
    (Dimension::Age, "over-4w", "über 4 Wochen"),
];

impl Words for German {
    fn resolution_type(&self, kind: ResolutionType) -> &'static str {
        match kind {
            ResolutionType::AiOnly => "Nur KI",
            ResolutionType::Hybrid => "Gemischt",
            ResolutionType::HumanOnly => "Nur Mensch",
            ResolutionType::NoTouch => "Ohne Zutun",
            ResolutionType::Unresolved => "Ungelöst",
            ResolutionType::Excluded => "Ausgeschlossen",
        }
    }

    fn dimension(&self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::QueryType => "Anliegen",
            Dimension::ResolutionType => "Lösungsart",
            Dimension::Channel => "Kanal",
            Dimension::Priority => "Priorität",
            Dimension::Team => "Team",
            Dimension::Assignee => "zuständiger Person",
            Dimension::AccountTier => "Kundenstufe",
            Dimension::Account => "Kunde",
            Dimension::Language => "Sprache",
            Dimension::AiVersion => "KI-Version",
            Dimension::HandoffTrigger => "Übergabegrund",
            Dimension::Page => "Seite",
            Dimension::Source => "Quelle",
            Dimension::Tag => "Schlagwort",
            Dimension::AiOutcome => "Ergebnis der KI",
            Dimension::Score => "Bewertung",
            Dimension::Age => "Alter",
            Dimension::Day => "Tag",
            Dimension::Week => "Woche",
            Dimension::Month => "Monat",
            Dimension::Quarter => "Quartal",
        }
    }

    fn groups(&self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::QueryType => "Anliegen",
            Dimension::ResolutionType => "Lösungsarten",
            Dimension::Channel => "Kanäle",
            Dimension::Priority => "Prioritäten",
            Dimension::Team => "Teams",
            Dimension::Assignee => "Personen",
            Dimension::AccountTier => "Kundenstufen",
            Dimension::Account => "Kunden",
            Dimension::Language => "Sprachen",
            Dimension::AiVersion => "KI-Versionen",
            Dimension::HandoffTrigger => "Übergabegründe",
            Dimension::Page => "Seiten",
            Dimension::Source => "Quellen",
            Dimension::Tag => "Schlagwörter",
            Dimension::AiOutcome => "Ergebnisse der KI",
            Dimension::Score => "Bewertungen",
            Dimension::Age => "Altersgruppen",
            Dimension::Day => "Tage",
            Dimension::Week => "Wochen",
            Dimension::Month => "Monate",
            Dimension::Quarter => "Quartale",
        }
    }

    fn value(&self, dimension: Dimension, value: &str) -> Option<&'static str> {
        if dimension == Dimension::ResolutionType {
            let kind = ResolutionType::ALL.iter().find(|kind| kind.word() == value)?;
            return Some(self.resolution_type(*kind));
        }
        match value {
            UNCATEGORISED if dimension == Dimension::QueryType => Some("ohne Anliegen"),
            NONE => Some("(keine Angabe)"),
            _ => VALUES
                .iter()
                .find(|(of, word, _)| *of == dimension && *word == value)
                .map(|(.., german)| *german),
        }
    }

    fn by(&self, figure: &str, groups: Dimension) -> String {
        format!("{figure} nach {}", self.dimension(groups))
    }

    fn by_both(&self, figure: &str, groups: Dimension, series: Dimension) -> String {
        format!("{figure} nach {} und {}", self.dimension(groups), self.dimension(series))
    }

    fn over_time(&self, figure: &str) -> String {
        format!("{figure} im Zeitverlauf")
    }

    fn over_time_by(&self, figure: &str, series: Dimension) -> String {
        format!("{figure} im Zeitverlauf nach {}", self.dimension(series))
    }

    fn day(&self, day: NaiveDate) -> String {
        format!("{}. {} {}", day.day(), month(day).1, day.year())
    }

    fn month(&self, first: NaiveDate) -> String {
        format!("{} {}", month(first).0, first.year())
    }

    fn days(&self, Period { from, to }: Period) -> String {
        match from.year() == to.year() {
            _ if from == to => self.day(from),
            true => format!("{}. {} – {}", from.day(), month(from).1, self.day(to)),
            false => format!("{} – {}", self.day(from), self.day(to)),
        }
    }

    fn moment(&self, bucket: Bucket, start: NaiveDate, key: &str) -> String {
        match (bucket, key.split_once('-')) {
            (Bucket::Month, _) => format!("{} {}", month(start).1, start.year()),
            (Bucket::Week, Some((year, week))) if week.starts_with('W') => {
                format!("KW\u{a0}{} {year}", week.trim_start_matches('W'))
            }
            (Bucket::Quarter, Some((year, quarter))) => format!("{quarter} {year}"),
            _ => self.day(start),
        }
    }

    fn filter(&self, dimension: Dimension, value: &str) -> String {
        let name = match dimension {
            Dimension::Assignee => "zuständig",
            other => self.dimension(other),
        };
        format!("{name} = {}", self.value(dimension, value).unwrap_or(value))
    }

    fn overall(&self, value: &str, n: &str, counted: &str) -> String {
        format!("insgesamt {value}, n = {n} {counted}")
    }

    fn as_of(&self, day: &str) -> String {
        format!("Datenstand {day}")
    }

    fn intervals(&self, kind: ChartKind) -> String {
        let marks = if kind == ChartKind::Lines { "Bänder" } else { "Striche" };
        format!("{marks}: 95-%-Intervall.")
    }

    fn uncertain(&self, kind: ChartKind, maturing: bool) -> String {
        let marks = if kind == ChartKind::Lines { "Hohle Punkte" } else { "Schraffiert" };
        let more = if maturing { " oder Tickets, die noch zu jung für ein Urteil sind" } else { "" };
        format!("{marks}: weniger als 30 Tickets{more}.")
    }

    fn tallies(&self) -> &'static str {
        "Eine Angabe wie 2/3 steht für eine Quote aus weniger als 5 Tickets."
    }

    fn not_judged(&self, tickets: &str) -> String {
        format!("Noch nicht beurteilt: {tickets} gelöste Tickets, zu denen sich noch jemand melden kann.")
    }

    fn score(&self, score: &str, scale: &str) -> String {
        format!("{score} von {scale}")
    }

    fn several_scales(&self, tops: &[&str]) -> String {
        let named: Vec<String> = tops.iter().map(|top| format!("bis {top}")).collect();
        format!(
            "Bewertungen auf {} Skalen ({}): nur innerhalb einer vergleichbar.",
            tops.len(),
            named.join(", ")
        )
    }

    fn tickets(&self, count: &str) -> String {
        format!("{count} Tickets")
    }

    fn compared_with(&self, period: &str) -> String {
        format!("verglichen mit {period}")
    }

    fn cost_of(&self, period: &str, cost: &str, resolutions: &str, each: &str) -> String {
        format!("{period}: {cost} / {resolutions} Lösungen = {each}.")
    }

    fn volume_and_usage(&self, shared: &str, [now, before]: [&str; 2], [usage, was]: [&str; 2]) -> String {
        format!(
            "Menge: {shared} ohne KI-Nutzung, / {now} statt / {before}. KI-Nutzung: {usage} / {now} − {was} / {before}."
        )
    }

    fn scale_begins(&self, at: &str) -> String {
        format!("Die Skala beginnt bei {at}, nicht bei 0.")
    }

    fn costs_unknown(&self, [one, other]: [&str; 2]) -> String {
        format!(
            "Die Kosten von {one} oder {other} sind nicht eingetragen; über ihre Änderung ist nichts zu sagen."
        )
    }

    fn none_resolved(&self, [one, other]: [&str; 2]) -> String {
        format!("In einem der Zeiträume wurde kein Ticket gelöst: {one}, {other}.")
    }

    fn left_out(&self, groups: Dimension, count: usize) -> String {
        format!("Nicht gezeigt: {count} mit weniger Tickets ({}).", self.groups(groups))
    }

    fn without(&self, dimension: Dimension) -> String {
        format!("Tickets ohne {} sind nicht gezeigt.", self.dimension(dimension))
    }

    fn none_has(&self, dimension: Dimension) -> String {
        format!("Zu keinem Ticket dieses Zeitraums ist bekannt: {}.", self.dimension(dimension))
    }

    fn nothing(&self, counted: &str) -> String {
        format!("Nichts in diesem Zeitraum. Gezählt würden: {counted}.")
    }

    fn no_costs(&self) -> &'static str {
        "Keine Kosten oder keine gelösten Tickets in diesem Zeitraum. Tragen Sie die monatlichen Kosten ein, um dieses Diagramm zu sehen."
    }

    fn in_business_hours(&self) -> &'static str {
        "Zeiten sind in Geschäftszeiten gemessen."
    }

    fn nothing_to_show(&self) -> &'static str {
        "Nichts zu zeigen."
    }

    fn more(&self, count: usize) -> String {
        format!("+{count} weitere")
    }

    fn kind(&self, kind: ChartKind) -> &'static str {
        match kind {
            ChartKind::Bars => "Balkendiagramm",
            ChartKind::GroupedBars => "Gruppiertes Säulendiagramm",
            ChartKind::StackedBars => "Gestapeltes Säulendiagramm",
            ChartKind::Lines => "Liniendiagramm",
            ChartKind::Heat => "Heatmap",
            ChartKind::Ladder => "Stufendiagramm",
            ChartKind::Waterfall => "Wasserfalldiagramm",
            ChartKind::Map => "Blasendiagramm",
            ChartKind::Flow => "Flussdiagramm",
        }
    }

    fn alarm(&self) -> &'static str {
        "Auffällig"
    }

    fn class(&self) -> &'static str {
        "Klasse"
    }

    fn more_values(&self, count: usize) -> String {
        format!("Und {count} weitere Werte.")
    }

    fn tally(&self, numerator: &str, denominator: &str) -> String {
        format!("{numerator} von {denominator}, zu wenige für eine Quote")
    }

    fn interval(&self, low: &str, high: &str) -> String {
        format!(", 95-%-Intervall {low} bis {high}")
    }

    fn is_uncertain(&self) -> &'static str {
        ", unsicher"
    }
}
