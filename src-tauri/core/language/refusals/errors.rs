//! What goes wrong with the store, files, settings and questions.

use super::Tell;
use crate::calendar::{BackwardPeriod, HoursError, UnknownPeriod, UnknownZone};
use crate::chart::ChartError;
use crate::cost::{BadAssumption, BadMinutes, LedgerError};
use crate::facts::{BadRules, ColumnsError};
use crate::file::FileError;
use crate::import::ImportError;
use crate::insights::BadInsightRules;
use crate::language::Language;
use crate::metrics::{BadTarget, Dimension, Kpi, QueryError};
use crate::store::{BadView, SettingError, StoreError};

impl Tell for StoreError {
    fn german(&self) -> Option<String> {
        Some(match self {
            StoreError::Missing(path) => {
                format!("Unter {} ist keine Datenbank; ein Import legt eine an.", path.display())
            }
            StoreError::NotAStore(path) => format!(
                "{} ist keine Datenbank von Supportmix; die Datei wurde gelassen, wie sie ist.",
                path.display()
            ),
            StoreError::Newer { path, found, known } => format!(
                "{} wurde von einer neueren Version von Supportmix geschrieben (ihr Schema ist {found}, diese Version kennt {known}); aktualisieren Sie Supportmix, um sie zu öffnen.",
                path.display()
            ),
            StoreError::Damaged { path, detail } => format!(
                "{} ist beschädigt ({detail}); die Datei wurde gelassen, wie sie ist. Stellen Sie eine Sicherung wieder her, oder legen Sie die Datei beiseite, um neu zu beginnen.",
                path.display()
            ),
            StoreError::Busy(path) => format!(
                "In {} schreibt ein anderes Programm; warten Sie, bis es fertig ist, und versuchen Sie es noch einmal.",
                path.display()
            ),
            StoreError::DiskFull(path) => {
                format!("Der Datenträger mit {} ist voll; nichts wurde geändert.", path.display())
            }
            StoreError::Setting(error) => return error.german(),
            StoreError::View(error) => return error.german(),
            StoreError::Ledger(error) => return error.german(),
            StoreError::Unknown { kind, name } => {
                let kind = match *kind {
                    "source" => "Quelle",
                    "mapping" => "Zuordnung",
                    "connection" => "Verbindung",
                    "view" => "Ansicht",
                    "cost" => "Kostenangabe",
                    "review" => "Veröffentlichung",
                    "import" => "Angabe zum Import",
                    _ => return None,
                };
                format!("Die {kind} „{name}“ gibt es nicht.")
            }
            // What the system or SQLite says, and what only a fault of ours leads to.
            StoreError::Io { .. } | StoreError::Sqlite { .. } | StoreError::Value(_) => return None,
        })
    }
}

impl Tell for SettingError {
    fn german(&self) -> Option<String> {
        Some(match self {
            SettingError::Zone(error) => return error.german(),
            SettingError::Currency(code) => {
                format!("„{code}“ ist kein Währungskürzel; die haben drei Großbuchstaben, wie EUR oder USD.")
            }
            SettingError::Rules(BadRules::Window { hours, most }) => {
                format!(
                    "Eine Frist für Wiederkontakte von {hours} Stunden liegt nicht zwischen 1 und {most}."
                )
            }
            SettingError::Rules(BadRules::Scale(scale)) => {
                let [from, top] =
                    [scale.satisfied_from, scale.top].map(|number| Language::De.numbers().plain(number));
                format!("{from} von {top} kann nicht die niedrigste zufriedene Bewertung einer Skala sein.")
            }
            SettingError::Hours(error) => return error.german(),
            SettingError::Minutes(BadMinutes { minutes, .. }) => {
                let minutes = Language::De.numbers().plain(*minutes);
                format!("{minutes} Minuten für eine Antwort liegen nicht zwischen 0 und 1440.")
            }
            SettingError::Target(error) => return error.german(),
            SettingError::Insights(BadInsightRules::Unknown(name)) => {
                format!("Die Einstellung „{name}“ gibt es nicht.")
            }
            SettingError::Insights(BadInsightRules::Value { name, value, .. }) => {
                format!("{name} kann nicht {value} sein.")
            }
        })
    }
}

impl Tell for HoursError {
    fn german(&self) -> Option<String> {
        Some(match self {
            HoursError::Clock(text) => format!("„{text}“ ist keine Tageszeit; Zeiten sehen aus wie 09:00-17:00."),
            HoursError::Day(text) => {
                format!("„{text}“ ist kein Wochentag; sie heißen mon, tue, wed, thu, fri, sat und sun.")
            }
            HoursError::Days(text) => {
                format!("„{text}“ nennt keine Zeiten von Tagen; das sieht aus wie mon-fri=09:00-17:00.")
            }
            HoursError::None => {
                "Geschäftszeiten brauchen mindestens eine Stunde in der Woche, sonst vergeht in ihnen keine Zeit.".to_owned()
            }
        })
    }
}

impl Tell for BadTarget {
    fn german(&self) -> Option<String> {
        let title = |name: &str| {
            Kpi::from_name(name).map_or(name.to_owned(), |kpi| Language::De.say(kpi.title).to_owned())
        };
        Some(match self {
            BadTarget::Kpi(error) => return error.german(),
            BadTarget::NoNumber(name) => format!("Das Ziel für {} ist keine Zahl.", title(name)),
            BadTarget::NoProportion { name, value } => format!(
                "Das Ziel für {} ist ein Anteil von 0 bis 1, nicht {}.",
                title(name),
                Language::De.numbers().plain(*value)
            ),
            BadTarget::NoDirection(name) => {
                format!("Das Ziel für {} soll mindestens oder höchstens erreicht werden.", title(name))
            }
        })
    }
}

impl Tell for BadView {
    fn german(&self) -> Option<String> {
        Some(match self {
            BadView::Taken(name) => format!("Eine Ansicht „{name}“ gibt es schon."),
            BadView::Nameless => "Eine Ansicht braucht einen Namen.".to_owned(),
            BadView::LongName(most) => format!("Der Name einer Ansicht hat höchstens {most} Zeichen."),
        })
    }
}

impl Tell for LedgerError {
    fn german(&self) -> Option<String> {
        let month = |month| Language::De.words().day(month);
        Some(match self {
            LedgerError::NotFirstOfMonth { month: day, .. } => {
                format!(
                    "Die Kosten beginnen am {}; sie beginnen mit dem ersten Tag eines Monats.",
                    month(*day)
                )
            }
            LedgerError::Amount { month: day, amount, .. } => format!(
                "Der Betrag {} ab {} liegt nicht zwischen 0 und 1.000.000.000.000.",
                Language::De.numbers().plain(*amount),
                month(*day)
            ),
            LedgerError::Twice { month: day, .. } => {
                format!("Ab {} gibt es zwei Angaben für dieselbe Art von Kosten.", month(*day))
            }
        })
    }
}

impl Tell for BadAssumption {
    fn german(&self) -> Option<String> {
        let text = match self {
            BadAssumption::Scale => {
                "Tickets und Gehälter können das 0- bis 1.000-Fache dessen sein, was sie sind."
            }
            BadAssumption::Share => "Der Anteil, den KI löst, liegt zwischen 0 und 100 %.",
            BadAssumption::Fee => "Die Gebühr für eine Lösung ist 0 oder mehr.",
        };
        Some(text.to_owned())
    }
}

impl Tell for UnknownZone {
    fn german(&self) -> Option<String> {
        Some(format!(
            "Eine Zeitzone „{}“ gibt es nicht; Zonen heißen etwa Europe/Berlin, America/New_York oder UTC.",
            self.name
        ))
    }
}

impl Tell for UnknownPeriod {
    fn german(&self) -> Option<String> {
        Some(format!("„{}“ ist kein Zeitraum.", self.name))
    }
}

impl Tell for BackwardPeriod {
    fn german(&self) -> Option<String> {
        Some("Der Zeitraum endet, bevor er beginnt.".to_owned())
    }
}

impl Tell for QueryError {
    fn german(&self) -> Option<String> {
        let name = |dimension: &Dimension| Language::De.words().dimension(*dimension);
        let meant = |nearest: &Option<String>| {
            nearest.as_ref().map(|name| format!(" (meinten Sie {name}?)")).unwrap_or_default()
        };
        Some(match self {
            QueryError::UnknownKpi { name, nearest } => {
                format!("Eine Kennzahl „{name}“ gibt es nicht{}.", meant(nearest))
            }
            QueryError::UnknownDimension { name, nearest } => {
                format!("Eine Dimension „{name}“ gibt es nicht{}.", meant(nearest))
            }
            QueryError::UnknownValue { dimension, value, nearest, known, more } => {
                let more = if *more > 0 { format!(" und {more} weitere") } else { String::new() };
                let (known, meant) = (known.join(", "), meant(nearest));
                format!("Kein Ticket hat „{value}“ als {}{meant}; es gibt {known}{more}.", name(dimension))
            }
            QueryError::TooManyDimensions { given } => {
                format!("Kennzahlen lassen sich nach höchstens zwei Dimensionen aufteilen, nicht nach {given}.")
            }
            QueryError::SameDimensionTwice { dimension } => {
                format!("{} steht zweimal da; gekreuzt werden zwei verschiedene Dimensionen.", name(dimension))
            }
            QueryError::UnknownPreset { name } => format!("Eine Zählweise „{name}“ gibt es nicht."),
            QueryError::NotInPreset { preset, name, .. } => {
                format!("In der Zählweise „{preset}“ gibt es die Kennzahl „{name}“ nicht.")
            }
            QueryError::AssigneeNotAllowed => {
                "Kennzahlen nach Bearbeiter sind hier ausgeschaltet; die Einstellungen erlauben sie, und niemand kommt dadurch in eine Rangfolge.".to_owned()
            }
            QueryError::Stopped => "Inzwischen wurde nach etwas Neuerem gefragt.".to_owned(),
            QueryError::Columns(error) => return error.german(),
        })
    }
}

impl Tell for ColumnsError {
    fn german(&self) -> Option<String> {
        match self {
            ColumnsError::Io { .. } => None,
            ColumnsError::Damaged(path) => Some(format!("{} ist beschädigt.", path.display())),
        }
    }
}

impl Tell for FileError {
    /// What the system says.
    fn german(&self) -> Option<String> {
        None
    }
}

impl Tell for ChartError {
    fn german(&self) -> Option<String> {
        Some(match self {
            ChartError::Size { width, height } => {
                format!("Ein Diagramm ist 200 bis 8000 Pixel breit und hoch, nicht {width} × {height}.")
            }
            ChartError::SizeText { text } => format!(
                "„{text}“ ist keine Größe; schreiben Sie eine wie 1600x900, oder 16:9, half oder third."
            ),
            ChartError::Points { points, limit } => {
                format!("Das Diagramm hat {points} Punkte, mehr als die {limit}, die sich zeichnen lassen.")
            }
            ChartError::Pixels { scale, width, height } => format!(
                "Im Maßstab {scale} hat dieses Bild {width} × {height} Pixel; möglich sind 1 bis 64 Millionen."
            ),
            ChartError::Drawing(reason) => format!("Das Diagramm ließ sich nicht zeichnen: {reason}"),
        })
    }
}

impl Tell for ImportError {
    fn german(&self) -> Option<String> {
        Some(match self {
            ImportError::Zone(error) => return error.german(),
            ImportError::UnknownFormat { id, known } => {
                format!("Ein Format „{id}“ gibt es nicht; es gibt {known}.")
            }
            ImportError::NotUnderstood { file, columns } => format!(
                "{file}: In keiner Spalte wurde die Nummer des Tickets erkannt; ordnen Sie zu, welche es ist. Die Spalten sind: {columns}"
            ),
            ImportError::AmbiguousDates { file, column, examples } => format!(
                "{file}: In der Spalte „{column}“ ({}) sind Tag und Monat nicht zu unterscheiden; sagen Sie, was zuerst kommt.",
                examples.join(", ")
            ),
            ImportError::Sink(error) => match error.downcast_ref::<StoreError>() {
                Some(error) => format!("Der Import hat angehalten: {}", error.german()?),
                None => return None,
            },
            ImportError::Cancelled => "Der Import wurde abgebrochen.".to_owned(),
            // Why a table or a mapping cannot be read is said in English, as the reasons of refused rows are.
            ImportError::Table(_) | ImportError::Mapping(_) | ImportError::Rejects(_) => return None,
        })
    }
}
