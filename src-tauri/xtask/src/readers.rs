//! Reports read by programs that are not ours, beside what the command line says.

use std::path::Path;

use anyhow::Result;

use crate::machine;
use crate::process::{program, run, within};

/// Seconds that it may take.
const LONGEST: u32 = 600;

/// Makes reports in every form and compares every figure in them. `built` is the folder with the command line.
pub fn check(built: &Path) -> Result<()> {
    machine::ready_to_serve()?;
    let python = machine::python(&machine::target()?.join("readers"), "tests/readers/requirements.txt")?;
    let smix = built.join("smix").display().to_string();
    let browser = machine::browser()?.display().to_string();
    let words = ["tests/readers/check.py", "--smix", &smix, "--browser", &browser];
    run(&mut within(LONGEST, &program(&python, &words, &crate::root())))
}
