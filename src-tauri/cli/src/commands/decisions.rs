//! `smix decisions` and `smix blueprint`: what people decide, kept with who, when and why.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};
use supportmix_core::file::write_whole;
use supportmix_core::insights::{
    self, Blueprint, Bucket, Decided, Decision, DecisionKind, GapPlan, GapStatus, ReleaseDates,
    compare_blueprints,
};
use supportmix_core::model::Timestamp;
use supportmix_core::service::{
    DecisionFile, InsightQuery, blueprint as saved, blueprints, decide, insight, save_blueprint,
};

use crate::arguments::{BlueprintAction, BlueprintForm, Decisions, Form};
use crate::output;
use crate::place::{Place, note};
use crate::stop::Stop;

/// Lists, makes, takes back, writes or reads decisions.
pub fn decisions(place: &Place, asked: &Decisions) -> Result<(), Stop> {
    let store = place.store()?;
    match asked {
        Decisions::List { kind, all, format } => {
            let every = store.decisions()?;
            let holding: Vec<Decision> = match all {
                true => every,
                false => {
                    let newest = insights::Decisions::new(every);
                    DecisionKind::ALL.into_iter().flat_map(|kind| newest.of(kind)).cloned().collect()
                }
            };
            let wanted = |decision: &&Decision| kind.is_none_or(|kind| decision.kind == kind);
            list(&holding.iter().filter(wanted).collect::<Vec<_>>(), *format)
        }
        Decisions::Set { kind, subject, value, why } => {
            let newest = insights::Decisions::new(store.decisions()?);
            let before = newest.get(*kind, subject).and_then(|decision| decision.decided.clone());
            let today = store.settings()?.calendar()?.day_of(place.now());
            let decided = decided(*kind, value, before.as_ref(), today)?;
            Ok(decide(&store, (*kind, subject), Some(decided), why.as_deref(), place.by())?)
        }
        Decisions::Remove { kind, subject, why } => {
            let newest = insights::Decisions::new(store.decisions()?);
            if newest.get(*kind, subject).is_none() {
                return Err(Stop::failed(format!("nothing is decided of {} {subject:?}", kind.word())));
            }
            Ok(decide(&store, (*kind, subject), None, why.as_deref(), place.by())?)
        }
        Decisions::Export { file } => {
            let all = DecisionFile::of(&store)?;
            if file.as_os_str() == "-" {
                return output::json(&all);
            }
            let bytes = serde_json::to_vec_pretty(&all).map_err(|error| Stop::failed(error.to_string()))?;
            write_whole(file, &bytes).map_err(|error| Stop::failed(error.to_string()))
        }
        Decisions::Import { file } => {
            let count = DecisionFile::adopt(&store, &read(file)?, &place.by())?;
            note(&format!("{count} decisions were new"));
            Ok(())
        }
    }
}

fn read(file: &Path) -> Result<String, Stop> {
    let failed = |error: std::io::Error| Stop::failed(format!("{}: {error}", file.display()));
    if fs::metadata(file).map_err(failed)?.len() > DecisionFile::LARGEST {
        return Err(Stop::failed(format!("{} is too large for a file of decisions", file.display())));
    }
    fs::read_to_string(file).map_err(failed)
}

/// What a text says that something is decided to be. Of a plan, a release's dates and the words of a query type, what it does not
/// name stays as it is decided `before`; a gap that is closed without a day is so from `today`.
fn decided(
    kind: DecisionKind,
    value: &str,
    before: Option<&Decided>,
    today: NaiveDate,
) -> Result<Decided, Stop> {
    let misread =
        |expected: &str| Stop::misused(format!("a decision of the kind {} is {expected}", kind.word()));
    let yes = |words: [&str; 2]| match value {
        value if value == words[0] => Ok(true),
        value if value == words[1] => Ok(false),
        _ => Err(misread(&words.join(" or "))),
    };
    let parts = || -> Vec<(&str, &str)> {
        value
            .split(',')
            .filter_map(|part| part.split_once('='))
            .map(|(key, value)| (key.trim(), value.trim()))
            .collect()
    };
    let part = |key: &str| parts().into_iter().find(|(name, _)| *name == key).map(|(_, value)| value);
    let day = |key: &str| -> Result<Option<NaiveDate>, Stop> {
        part(key).map(|text| text.parse().map_err(|_| misread("with days like 2026-12-01"))).transpose()
    };
    let only = |known: &[&str], expected: &str| {
        let fits = !parts().is_empty() && value.split(',').count() == parts().len();
        match fits && parts().iter().all(|(key, _)| known.contains(key)) {
            true => Ok(()),
            false => Err(misread(expected)),
        }
    };
    Ok(match kind {
        DecisionKind::Bucket => Decided::Bucket(
            Bucket::from_word(value).ok_or_else(|| misread("automatable, hybrid or human-required"))?,
        ),
        DecisionKind::Sensitive => Decided::Sensitive(yes(["yes", "no"])?),
        DecisionKind::Vip => Decided::Vip(yes(["yes", "no"])?),
        DecisionKind::Alert => Decided::Alert(yes(["true", "false"])?),
        DecisionKind::Release => {
            only(&["day", "review"], "day=DAY, review=DAY or both")?;
            let known = match before {
                Some(Decided::Release(dates)) => dates.clone(),
                _ => ReleaseDates::default(),
            };
            Decided::Release(ReleaseDates {
                day: day("day")?.or(known.day),
                review: day("review")?.or(known.review),
            })
        }
        DecisionKind::Gap => {
            only(
                &["owner", "status", "due", "closed"],
                "owner=NAME, status=STATUS, due=DAY, closed=DAY or some of them",
            )?;
            let known = match before {
                Some(Decided::Gap(plan)) => plan.clone(),
                _ => GapPlan::default(),
            };
            let status = match part("status") {
                None => known.status,
                Some("open") => GapStatus::Open,
                Some("in-progress" | "in_progress") => GapStatus::InProgress,
                Some("closed") => GapStatus::Closed,
                Some(_) => return Err(misread("with a status of open, in-progress or closed")),
            };
            let closed = day("closed")?.or(known.closed).or(Some(today));
            Decided::Gap(GapPlan {
                owner: part("owner").map(str::to_owned).or(known.owner),
                status,
                due: day("due")?.or(known.due),
                closed: closed.filter(|_| status == GapStatus::Closed),
            })
        }
        DecisionKind::QueryType => Decided::told_by(before, value.split(',')),
        DecisionKind::Blueprint => return Err(Stop::misused("smix blueprint save keeps a blueprint")),
    })
}

const COLUMNS: [&str; 6] = ["kind", "subject", "value", "why", "who", "at"];

fn list(decisions: &[&Decision], form: Form) -> Result<(), Stop> {
    if form == Form::Json {
        return output::json(&decisions);
    }
    let rows = decisions.iter().map(|decision| {
        [
            Some(decision.kind.word().to_owned()),
            Some(decision.subject.clone()),
            decision.decided.as_ref().map(told),
            decision.why.clone(),
            Some(decision.who.clone()),
            Some(Timestamp::to_rfc3339(decision.at)),
        ]
    });
    let rows: Vec<[Option<String>; COLUMNS.len()]> = rows.collect();
    match form {
        Form::Table if rows.is_empty() => {
            note("nothing is decided yet; smix decisions set KIND SUBJECT VALUE decides something");
            Ok(())
        }
        Form::Table => output::table_of_texts(COLUMNS, rows),
        _ => output::csv_of_texts(&COLUMNS, &rows),
    }
}

/// A decision in a few words.
fn told(decided: &Decided) -> String {
    let value = serde_json::to_value(decided).ok().and_then(|all| all.get("value").cloned());
    match (decided, value) {
        (Decided::Blueprint(blueprint), _) => format!("{} query types", blueprint.types.len()),
        (Decided::QueryType(words), _) => words.join(", "),
        (_, Some(Value::String(text))) => text,
        (_, Some(Value::Object(parts))) => {
            let named = parts.iter().filter_map(|(key, value)| Some(format!("{key}={}", value.as_str()?)));
            named.collect::<Vec<_>>().join(",")
        }
        (_, value) => value.map(|value| value.to_string()).unwrap_or_default(),
    }
}

/// Keeps, lists, shows or compares blueprints of the taxonomy.
pub fn blueprint(place: &Place, asked: &BlueprintAction) -> Result<(), Stop> {
    match asked {
        BlueprintAction::Save { name, why } => {
            let taxonomy =
                place.ask(|snapshot| insight(snapshot, &InsightQuery::default(), insights::taxonomy))?;
            Ok(save_blueprint(&place.store()?, &taxonomy, name, why.as_deref(), place.by())?)
        }
        BlueprintAction::List(listing) => {
            let saved = place.ask(|snapshot| {
                let saved = blueprints(snapshot).into_iter();
                Ok(saved.map(|(decision, _)| decision.clone()).collect::<Vec<_>>())
            })?;
            list(&saved.iter().collect::<Vec<_>>(), if listing.json { Form::Json } else { Form::Table })
        }
        BlueprintAction::Show { name, format } => {
            let blueprint =
                place.ask(|snapshot| Ok(saved(snapshot, name).cloned()))?.ok_or_else(|| unknown(name))?;
            match format {
                BlueprintForm::Json => output::json(&blueprint),
                BlueprintForm::Markdown => output::text(blueprint.markdown().trim_end()),
                BlueprintForm::Csv => output::bytes(blueprint.csv().as_bytes()),
                BlueprintForm::Table => types(&blueprint),
            }
        }
        BlueprintAction::Compare { name, with, format } => {
            let (before, after) = place.ask(|snapshot| {
                let after = match with {
                    Some(with) => saved(snapshot, with).cloned(),
                    None => {
                        let taxonomy = insight(snapshot, &InsightQuery::default(), insights::taxonomy)?;
                        Some(Blueprint::from(&taxonomy))
                    }
                };
                Ok((saved(snapshot, name).cloned(), after))
            })?;
            let before = before.ok_or_else(|| unknown(name))?;
            let after = after.ok_or_else(|| unknown(with.as_deref().unwrap_or_default()))?;
            compared(&before, &after, *format)
        }
        BlueprintAction::Remove { name } => {
            let store = place.store()?;
            if place.ask(|snapshot| Ok(saved(snapshot, name).is_none()))? {
                return Err(unknown(name));
            }
            Ok(decide(&store, (DecisionKind::Blueprint, name), None, None, place.by())?)
        }
    }
}

fn unknown(name: &str) -> Stop {
    Stop::failed(format!("there is no blueprint {name:?}; smix blueprint list names them"))
}

fn types(blueprint: &Blueprint) -> Result<(), Stop> {
    let rows = blueprint.types.iter().map(|one| {
        let score = |score: Option<u8>| score.map(|score| score.to_string());
        let number = |number: Option<f64>| number.map(|number| format!("{number:.2}"));
        [
            Some(one.query_type.clone()),
            Some(one.tickets.to_string()),
            score(one.complexity),
            score(one.emotional_weight),
            score(one.predictability),
            number(one.readiness),
            one.bucket.map(|bucket| bucket.word().to_owned()),
            number(one.deflection_rate),
            number(one.hours_per_week),
        ]
    });
    output::table_of_texts(Blueprint::COLUMNS, rows.collect())
}

fn compared(before: &Blueprint, after: &Blueprint, form: Form) -> Result<(), Stop> {
    const COLUMNS: [&str; 6] =
        ["query_type", "bucket_before", "bucket", "readiness_before", "readiness", "moved"];
    let changes = compare_blueprints(before, after);
    if form == Form::Json {
        return output::json(&json!({ "before": before.as_of, "after": after.as_of, "rows": changes }));
    }
    let rows = changes.iter().map(|change| {
        let bucket = |one: &Option<insights::BlueprintType>| {
            one.as_ref().and_then(|one| one.bucket).map(|bucket| bucket.word().to_owned())
        };
        let readiness = |one: &Option<insights::BlueprintType>| {
            one.as_ref().and_then(|one| one.readiness).map(|readiness| format!("{readiness:.1}"))
        };
        [
            Some(change.query_type.clone()),
            bucket(&change.before),
            bucket(&change.after),
            readiness(&change.before),
            readiness(&change.after),
            change.moved.then(|| "yes".to_owned()),
        ]
    });
    let rows: Vec<[Option<String>; COLUMNS.len()]> = rows.collect();
    match form {
        Form::Csv => output::csv_of_texts(&COLUMNS, &rows),
        _ => output::table_of_texts(COLUMNS, rows),
    }
}
