//! PDFs, which `smix` writes: the typesetter is as large as all the rest, so only one of the two programs has it.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use supportmix_core::pack::{Pack, PackFormat, Paper};
use supportmix_report::ReportError;

/// The command line that lies beside the running program.
fn beside() -> std::io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.with_file_name(format!("smix{}", std::env::consts::EXE_SUFFIX)))
}

/// A pack as a PDF, written by the `smix` beside this program.
///
/// # Errors
/// It is not there, or cannot write the PDF.
pub fn pdf(pack: &Pack, paper: Paper) -> Result<Vec<u8>, ReportError> {
    let smix = beside().map_err(|error| refused(error.to_string()))?;
    pdf_by(&smix, pack, paper)
}

/// The pack goes through its standard input and the PDF comes through its standard output: neither into an argument nor a file.
fn pdf_by(smix: &Path, pack: &Pack, paper: Paper) -> Result<Vec<u8>, ReportError> {
    let json = serde_json::to_vec(pack).map_err(|error| refused(error.to_string()))?;
    let started = Command::new(smix)
        .args(["report", "--pack", "-", "--format", PackFormat::Pdf.word()])
        .args(["--paper", paper.word(), "--output", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut running = started.map_err(|error| match error.kind() {
        ErrorKind::NotFound => refused(format!("smix, which writes it, is not at {}", smix.display())),
        _ => refused(format!("{} cannot be started: {error}", smix.display())),
    })?;
    // It writes nothing before it has read all. Where it ends before that, what it says of it counts.
    let handed_over = running.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(&json));
    let ended = running.wait_with_output().map_err(|error| refused(error.to_string()))?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr);
        return Err(refused(format!("{} ({})", said.trim(), ended.status)));
    }
    handed_over.map_err(|error| refused(error.to_string()))?;
    Ok(ended.stdout)
}

fn refused(why: String) -> ReportError {
    ReportError::Format { format: "PDF", why }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    /// What is said where this program stands in for `smix`: of a pack larger than a pipe holds.
    fn said_of(program: &str) -> String {
        let json = serde_json::json!({
            "title": "Review ".repeat(100_000), "days": "", "period": {"from": "2026-06-29", "to": "2026-07-05"},
            "time_zone": "UTC", "language": "en", "currency": "EUR", "made_at": "2026-07-08T10:00:00Z", "stamp": [],
            "footer": "", "cautions": [], "sections": [], "glossary": [],
        });
        let pack = Pack::from_json(json.to_string().as_bytes()).unwrap();
        pdf_by(Path::new(program), &pack, Paper::A4).unwrap_err().to_string()
    }

    #[test]
    fn a_missing_smix_is_named() {
        assert!(said_of("/nowhere/smix").contains("/nowhere/smix"), "{}", said_of("/nowhere/smix"));
    }

    #[test]
    fn what_smix_says_and_how_it_ended_is_passed_on() {
        assert!(said_of("/bin/false").contains("exit status: 1"), "{}", said_of("/bin/false"));
        // It has no such option.
        assert!(said_of("/bin/cat").contains("--pack"), "{}", said_of("/bin/cat"));
    }
}
