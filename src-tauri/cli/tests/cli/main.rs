//! `smix` as its users meet it: the real program on stores of its own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod connect;
mod figures;
mod import;
mod kill;
mod network;
mod report;
#[path = "../../../../tests/it/connect/server.rs"]
#[allow(dead_code, reason = "the tests of the core need more of it")]
mod server;
#[path = "../../../../tests/it/connect/signing.rs"]
#[allow(dead_code, reason = "the tests of the core need more of it")]
mod signing;
mod store;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A store in a folder of its own, which vanishes with it.
struct Desk {
    folder: TempDir,
}

/// What a run of the program came to.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn store(&self) -> PathBuf {
        self.path("desk.db")
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run<A: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        let mut command = Command::cargo_bin("smix").unwrap();
        let output =
            command.arg("--store").arg(self.store()).env("TZ", "UTC").args(arguments).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A run by its words; none of them has a blank in it.
    fn smix(&self, line: &str) -> Run {
        self.run(line.split_whitespace())
    }

    /// A run that must succeed.
    fn ok(&self, line: &str) -> String {
        let run = self.smix(line);
        assert_eq!(run.code, 0, "smix {line}: {}", run.err);
        run.out
    }

    /// The one JSON value that a run prints.
    fn json(&self, line: &str) -> Value {
        let out = self.ok(line);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("smix {line}: {error}: {out}"))
    }

    /// Imports a file as the source `desk`.
    fn import(&self, file: &Path) -> Value {
        let run = self.run([
            "import".as_ref(),
            file.as_os_str(),
            "--source".as_ref(),
            "desk".as_ref(),
            "--json".as_ref(),
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
        serde_json::from_str(&run.out).unwrap()
    }

    /// A desk with the few tickets below, reported in UTC.
    fn with_tickets() -> Desk {
        let desk = Desk::new();
        desk.ok("settings set time-zone UTC");
        desk.import(&desk.write("tickets.csv", TICKETS));
        desk
    }
}

/// In July 2026: eight eligible tickets of billing and two of login, one spam. By hand: AI took part in seven, resolved
/// four alone (one more was abandoned), and passed one on; a person joined another; three are people's alone.
const TICKETS: &str = "\
external_id,created_at,resolved_at,exclusion,query_type,channel,subject,requester_id,ai_outcome,first_ai_reply_at,handed_off_at,human_replies,reopens,csat_score,csat_scale,handle_minutes
1,2026-07-01T08:00:00Z,2026-07-01T09:00:00Z,,billing,email,Invoice,a@x.example,confirmed,2026-07-01T08:01:00Z,,0,0,5,5,
2,2026-07-02T08:00:00Z,2026-07-02T09:00:00Z,,billing,email,=1+1,b@x.example,assumed,2026-07-02T08:01:00Z,,0,0,2,5,
3,2026-07-03T08:00:00Z,2026-07-03T09:00:00Z,,billing,chat,Refund,c@x.example,,2026-07-03T08:01:00Z,,0,0,,,
4,2026-07-04T08:00:00Z,2026-07-04T09:00:00Z,,billing,chat,Refund,d@x.example,abandoned,2026-07-04T08:01:00Z,,0,0,,,
5,2026-07-05T08:00:00Z,2026-07-06T09:00:00Z,,billing,chat,Charged twice,e@x.example,handed_off,2026-07-05T08:01:00Z,2026-07-05T08:05:00Z,2,1,4,5,10
6,2026-07-06T08:00:00Z,2026-07-06T12:00:00Z,,billing,email,VAT,f@x.example,,2026-07-06T08:01:00Z,,1,0,,,20
7,2026-07-07T08:00:00Z,2026-07-07T12:00:00Z,,billing,email,Address,g@x.example,,,,1,0,5,5,30
8,2026-07-08T08:00:00Z,,,billing,email,Receipt,h@x.example,,,,1,,,,
9,2026-07-09T08:00:00Z,2026-07-09T09:00:00Z,,login,chat,Password,i@x.example,confirmed,2026-07-09T08:01:00Z,,0,0,,,
10,2026-07-10T08:00:00Z,2026-07-10T09:00:00Z,,login,phone,Locked out,i@x.example,,,,1,0,1,5,15
11,2026-07-11T08:00:00Z,2026-07-25T09:00:00Z,spam,login,email,Win now,z@x.example,,,,,,,,
";
