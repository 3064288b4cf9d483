//! `smix schedule`: what cron or systemd has to be told to have a report made again and again. Nothing is installed.

use std::path::Path;

use clap::Parser;
use supportmix_core::file::write_whole;

use crate::arguments::{Arguments, Command, Every, Schedule};
use crate::output;
use crate::place::{Place, note};
use crate::stop::Stop;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What the units of systemd are called.
const UNIT: &str = "smix-report";

/// On which day something is run.
enum Day {
    Any,
    /// 0 is Monday.
    OfWeek(usize),
    OfMonth(u32),
}

/// Prints a line for cron, or writes the units of systemd, and says what they do.
pub fn schedule(place: &Place, asked: &Schedule) -> Result<(), Stop> {
    let day = day(asked)?;
    let program = std::env::current_exe()
        .map_err(|error| Stop::failed(format!("where this program is, cannot be told: {error}")))?;
    let store = std::path::absolute(place.path()?)
        .map_err(|error| Stop::failed(format!("where the store is, cannot be told: {error}")))?;
    let base = [text(&program)?, "--store", text(&store)?];
    let run = |words: &[&str]| quoted(&[&base, words].concat());
    let options: Vec<&str> = asked.report.iter().map(String::as_str).collect();
    check(&options)?;
    let report = run(&[&["report"], options.as_slice()].concat());
    let sync = asked.sync.then(|| run(&["sync"]));
    let when = said(&day, asked.at);
    let first =
        if asked.sync { "bring in what has changed in the connected helpdesks, and then " } else { "" };
    match &asked.systemd {
        Some(_) if options.iter().any(|option| option.contains('\'')) => Err(Stop::misused(
            "systemd cannot be given a word with an apostrophe in it; save a template and name that",
        )),
        Some(folder) => {
            units(folder, &day, asked.at, sync.as_deref(), &report)?;
            note(&format!(
                "wrote {UNIT}.service and {UNIT}.timer; once installed, they will {first}run, {when}:\n  {report}\n\
                 To install them for yourself: put them into ~/.config/systemd/user, then\n  \
                 systemctl --user daemon-reload\n  systemctl --user enable --now {UNIT}.timer"
            ));
            Ok(())
        }
        None => {
            let command = sync.map_or_else(|| report.clone(), |sync| format!("{sync} && {report}"));
            // In a crontab, % ends the command.
            output::text(&format!("{} {}", cron(&day, asked.at), command.replace('%', "\\%")))?;
            note(&format!(
                "Once installed, this line will {first}run, {when}:\n  {report}\nTo install it: add it with crontab -e"
            ));
            Ok(())
        }
    }
}

fn text(path: &Path) -> Result<&str, Stop> {
    path.to_str().ok_or_else(|| Stop::failed(format!("{} is no Unicode path", path.display())))
}

/// That the report's options are some, now rather than at night.
fn check(options: &[&str]) -> Result<(), Stop> {
    let words = [&["smix", "report"], options].concat();
    let parsed = Arguments::try_parse_from(words).map_err(|error| Stop::misused(error.to_string()))?;
    let Command::Report(report) = parsed.command else {
        return Err(Stop::misused("after --, give the options of smix report"));
    };
    if report.pack.is_some() {
        return Err(Stop::misused("--pack writes a pack that is there already: a schedule makes new ones"));
    }
    if !report.output.is_absolute() {
        return Err(Stop::misused("a schedule runs in another folder: give --output as a whole path"));
    }
    if report.scope.days.from.is_some() {
        note("these days are fixed: each run will report the same ones; --period last-week moves on");
    }
    Ok(())
}

fn day(asked: &Schedule) -> Result<Day, Stop> {
    let on = asked.on.as_deref().map(str::to_ascii_lowercase);
    match (asked.every, on) {
        (Every::Day, None) => Ok(Day::Any),
        (Every::Day, Some(_)) => Err(Stop::misused("--on is for --every week or month")),
        (Every::Week, on) => {
            let on = on.as_deref().unwrap_or("monday");
            let found = DAYS.iter().position(|day| *day == on);
            found
                .map(Day::OfWeek)
                .ok_or_else(|| Stop::misused(format!("a day of the week is one of {}", DAYS.join(", "))))
        }
        (Every::Month, on) => {
            let on = on.map_or(Some(1), |on| on.parse().ok().filter(|day| (1..=28).contains(day)));
            on.map(Day::OfMonth).ok_or_else(|| Stop::misused("a day that each month has is 1 to 28"))
        }
    }
}

fn said(day: &Day, (hour, minute): (u32, u32)) -> String {
    let day = match day {
        Day::Any => "every day".to_owned(),
        Day::OfWeek(at) => format!("every {}", DAYS[*at]),
        Day::OfMonth(day) => format!("on day {day} of every month"),
    };
    format!("{day} at {hour:02}:{minute:02}")
}

fn cron(day: &Day, (hour, minute): (u32, u32)) -> String {
    match day {
        Day::Any => format!("{minute} {hour} * * *"),
        // Sunday is 0.
        Day::OfWeek(at) => format!("{minute} {hour} * * {}", (at + 1) % 7),
        Day::OfMonth(day) => format!("{minute} {hour} {day} * *"),
    }
}

fn units(
    folder: &Path,
    day: &Day,
    (hour, minute): (u32, u32),
    sync: Option<&str>,
    report: &str,
) -> Result<(), Stop> {
    let date = match day {
        Day::Any => "*-*-*".to_owned(),
        Day::OfWeek(at) => format!("{} *-*-*", &DAYS[*at][..3]),
        Day::OfMonth(day) => format!("*-*-{day:02}"),
    };
    // % and $ mean something in units.
    let command = |line: &str| format!("ExecStart={}\n", line.replace('%', "%%").replace('$', "$$"));
    let commands: String = sync.into_iter().chain([report]).map(command).collect();
    let service = format!("[Unit]\nDescription=Supportmix report\n\n[Service]\nType=oneshot\n{commands}");
    let timer = format!(
        "[Unit]\nDescription=Supportmix report\n\n[Timer]\nOnCalendar={date} {hour:02}:{minute:02}:00\nPersistent=true\n\n\
         [Install]\nWantedBy=timers.target\n"
    );
    write_whole(&folder.join(format!("{UNIT}.service")), service.as_bytes())?;
    write_whole(&folder.join(format!("{UNIT}.timer")), timer.as_bytes())?;
    Ok(())
}

/// Words as a shell, and systemd, take them as those words.
fn quoted(words: &[&str]) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:=,@{}+".contains(letter);
    let quote = |word: &&str| match !word.is_empty() && word.chars().all(plain) {
        true => (*word).to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    };
    words.iter().map(quote).collect::<Vec<_>>().join(" ")
}
