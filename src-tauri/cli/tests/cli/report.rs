//! Reports as scripts make them.

use serde_json::Value;

use super::Desk;

/// The moment that reports here bear.
const MADE: &str = "2026-07-08T10:00:00Z";

fn with_sample() -> Desk {
    let desk = Desk::new();
    desk.ok("sample");
    desk
}

/// A week that the sample data has, in the middle of it.
fn week(desk: &Desk) -> String {
    let status = desk.json("status --json");
    let last: chrono::NaiveDate = status["last_day"].as_str().unwrap().parse().unwrap();
    let to = last - chrono::Days::new(35);
    format!("--from {} --to {to}", to - chrono::Days::new(6))
}

#[test]
fn a_report_is_written_in_every_form_by_its_files_ending() {
    let desk = with_sample();
    let week = week(&desk);
    let begins: [(&str, &[u8]); 5] =
        [("pdf", b"%PDF-"), ("pptx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>"), ("md", b"# ")];
    for (ending, begin) in begins {
        let file = desk.path(&format!("review.{ending}"));
        let run = desk.smix(&format!("report {week} -o {}", file.display()));
        assert_eq!((run.code, &*run.out, &*run.err), (0, "", ""), "{ending}");
        assert!(
            std::fs::read(&file).unwrap().to_ascii_lowercase().starts_with(&begin.to_ascii_lowercase()),
            "{ending}"
        );
    }
    let folder = desk.path("pictures");
    desk.ok(&format!("report {week} --format pictures -o {}", folder.display()));
    let names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().any(|name| name.ends_with(".svg")) && names.iter().any(|name| name.ends_with(".png"))
    );
    assert!(names.iter().all(|name| !name.ends_with(".part")), "{names:?}");
}

#[test]
fn the_same_store_choices_and_moment_make_the_same_bytes() {
    let desk = with_sample();
    let week = week(&desk);
    for ending in ["pdf", "pptx", "xlsx", "html", "md"] {
        let bytes = [1, 2].map(|run| {
            let file = desk.path(&format!("{run}.{ending}"));
            desk.ok(&format!("report {week} --made {MADE} -o {}", file.display()));
            std::fs::read(file).unwrap()
        });
        assert!(bytes[0] == bytes[1], "{ending}");
    }
}

#[test]
fn a_template_says_what_options_do_not_and_the_days_go_into_the_name() {
    let desk = with_sample();
    let week = week(&desk);
    let first = desk.path("first.md");
    let chosen = "--sections costs,review --charts 1 --language de --compare none --save-template Board";
    desk.ok(&format!("report {week} {chosen} -o {}", first.display()));
    let said = std::fs::read_to_string(first).unwrap();
    assert!(said.contains("Kosten") && !said.contains("Zufriedenheit\n"), "{said}");

    let templates = desk.json("templates list --json");
    assert_eq!(templates[0]["name"], "Board");
    assert_eq!(templates[0]["template"]["content"]["sections"], Value::from(vec!["costs", "review"]));
    assert_eq!(templates[0]["template"]["format"], "md");
    assert!(desk.ok("templates list").contains("costs, review"));

    let pattern = desk.path("{from}-{to}.txt");
    desk.ok(&format!("report {week} --template Board --language en -o {}", pattern.display()));
    let days = week.replace("--from ", "").replace(" --to ", "-");
    let named = std::fs::read_to_string(desk.path(&format!("{days}.txt"))).unwrap();
    assert!(named.contains("Cost per resolution") && !named.contains("Kosten"), "{named}");

    desk.ok("templates remove Board");
    assert_eq!(desk.smix("templates remove Board").code, 1);
    assert_eq!(desk.smix(&format!("report {week} --template Board -o {}", pattern.display())).code, 1);
}

#[test]
fn a_kept_pack_is_written_in_every_form_without_the_store() {
    let desk = with_sample();
    let week = week(&desk);
    let kept = desk.path("review.json");
    desk.ok(&format!("report {week} --made {MADE} --language de -o {} --format json", kept.display()));
    let elsewhere = Desk::new();
    for ending in ["pdf", "pptx", "xlsx", "html", "md"] {
        let files = [desk.path(&format!("made.{ending}")), elsewhere.path(&format!("kept.{ending}"))];
        desk.ok(&format!("report {week} --made {MADE} --language de -o {}", files[0].display()));
        elsewhere.ok(&format!("report --pack {} -o {}", kept.display(), files[1].display()));
        let [made, kept] = files.map(|file| std::fs::read(file).unwrap());
        assert!(made == kept, "{ending}");
    }
    assert!(!elsewhere.store().exists());
    // Through pipes, as the window has its PDFs written.
    let mut command = assert_cmd::Command::cargo_bin("smix").unwrap();
    let words = ["report", "--pack", "-", "--format", "pdf", "--paper", "a4", "--output", "-"];
    let output = command.args(words).write_stdin(std::fs::read(&kept).unwrap()).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    assert!(output.stdout == std::fs::read(desk.path("made.pdf")).unwrap());

    let out = elsewhere.path("none.pdf").display().to_string();
    let none = elsewhere.write("none.json", "{}").display().to_string();
    for (line, code, word) in [
        (format!("report --pack {none} -o {out}"), 2, "none.json"),
        (format!("report --pack {}/no.json -o {out}", elsewhere.folder.path().display()), 1, "no.json"),
        (format!("report --pack {} --period last-week -o {out}", kept.display()), 2, "--period"),
        (format!("report --pack {} --tickets --format xlsx -o {out}", kept.display()), 2, "--tickets"),
    ] {
        let run = elsewhere.smix(&line);
        assert_eq!(run.code, code, "{line}: {}", run.err);
        assert!(run.err.contains(word), "{line}: {}", run.err);
    }
    assert!(!std::path::Path::new(&out).exists());
}

#[test]
fn what_cannot_be_made_is_said_and_leaves_no_file() {
    let desk = with_sample();
    let week = week(&desk);
    let told = |line: &str, code: i32, word: &str| {
        let run = desk.smix(line);
        assert_eq!(run.code, code, "{line}: {}", run.err);
        assert!(run.err.contains(word), "{line}: {}", run.err);
    };
    let file = desk.path("review.pptx").display().to_string();
    told(&format!("report {week} -o {}", desk.path("review").display()), 2, "--format");
    told(&format!("report --from 2001-01-01 --to 2001-01-07 -o {file}"), 4, "no ticket");
    told(&format!("report {week} -o {}", desk.path("none/review.pdf").display()), 1, "none/review.pdf");
    let none = desk.write("none.pptx", "this is no presentation").display().to_string();
    told(&format!("report {week} --pptx-template {none} -o {file}"), 2, "template");
    told(&format!("report {week} --pptx-template {none} --format pdf -o {file}"), 2, "--format pptx");
    told(&format!("report {week} --tickets -o {file}"), 2, "--format xlsx");
    told(&format!("report {week} --format pictures -o -"), 2, "folder");
    told(&format!("report {week} --sections costs,costs -o {file}"), 2, "costs");
    assert!(!std::path::Path::new(&file).exists());
    assert!(
        std::fs::read_dir(desk.folder.path()).unwrap().all(|file| !file
            .unwrap()
            .file_name()
            .to_string_lossy()
            .ends_with(".part"))
    );
}

#[test]
fn a_schedule_is_told_for_cron_and_systemd_and_installs_nothing() {
    let desk = with_sample();
    let line =
        "schedule --every week --on friday --at 06:45 --sync -- --period last-week -o /srv/review-{to}.pdf";
    let run = desk.smix(line);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("45 6 * * 5 "), "{}", run.out);
    assert!(
        run.out.contains(" sync && ")
            && run.out.contains("report --period last-week -o /srv/review-{to}.pdf"),
        "{}",
        run.out
    );
    assert!(run.err.contains("every friday at 06:45"), "{}", run.err);

    let folder = desk.path("units");
    std::fs::create_dir(&folder).unwrap();
    let units = format!(
        "schedule --every month --systemd {} -- --period last-month -o /srv/review.pptx",
        folder.display()
    );
    desk.ok(&units);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(read("smix-report.timer").contains("OnCalendar=*-*-01 07:00:00"));
    assert!(read("smix-report.service").contains("report --period last-month -o /srv/review.pptx"));

    // What would fail at night is refused now.
    for wrong in [
        "schedule -- --period last-week -o review.pdf",
        "schedule -- --period last-week",
        "schedule -- --pack /srv/review.json -o /srv/review.pdf",
        "schedule --every day --on monday -- --period last-week -o /srv/review.pdf",
        "schedule --every month --on 31 -- --period last-month -o /srv/review.pdf",
        "schedule --at 25:00 -- --period last-week -o /srv/review.pdf",
    ] {
        assert_eq!(desk.smix(wrong).code, 2, "{wrong}");
    }
}
