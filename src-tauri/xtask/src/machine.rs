//! What has to be on the machine: Debian packages, and tools that cargo builds.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{cargo, installed, output, program, run};

/// What building the window takes.
const TO_BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libdbus-1-dev"];

/// What opening it on a display of its own takes, driving it there, and reading the papers that it writes.
const TO_DRIVE: &[&str] = &[
    "xvfb",
    "webkit2gtk-driver",
    "xdotool",
    "imagemagick",
    "dbus-daemon",
    "procps",
    "xclip",
    "poppler-utils",
    "fonts-dejavu-core",
    "locales",
];

/// What the page is looked at in.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// What measuring takes: GNU time reads a command's memory, sqlite3 and what Python installs are compared with.
const TO_MEASURE: &[&str] = &["build-essential", "time", "sqlite3", "python3-venv"];

/// What helpdesks to sync from are installed with.
const TO_SERVE: &[&str] = &["python3", "python3-venv"];

/// Makes the machine ready to run helpdesks.
pub fn ready_to_serve() -> Result<()> {
    ready(TO_SERVE)
}

/// Makes the machine ready to measure the command line.
pub fn ready_to_measure() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("benchmarks run on Linux only: they read memory the way its kernel counts it");
    }
    ready(TO_MEASURE)
}

/// Makes the machine ready to build the window.
pub fn ready_to_build() -> Result<()> {
    ready(TO_BUILD)
}

/// Makes the machine ready to build the window and to drive it.
pub fn ready_to_drive() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the window can be driven on Linux only: elsewhere, run its parts (see CONTRIBUTING.md)");
    }
    ready(&[TO_BUILD, TO_DRIVE].concat())
}

/// A Python in a folder of its own, made where it is missing, with what this list of the project's requires.
pub fn python(venv: &Path, requirements: &str) -> Result<PathBuf> {
    let python = venv.join("bin/python");
    if !python.is_file() {
        run(&mut program("python3", &["-m", "venv", &venv.display().to_string()], &crate::root()))?;
    }
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
    run(&mut program(&python, &install, &crate::root()))?;
    Ok(python)
}

/// A browser to look at the page in: one that is there, or Debian's Chromium.
pub fn browser() -> Result<PathBuf> {
    let there = || BROWSERS.iter().find_map(|name| installed(name));
    if there().is_none() {
        ready(&["chromium"])?;
    }
    there().with_context(|| format!("no browser is installed: none of {}", BROWSERS.join(", ")))
}

fn ready(packages: &[&str]) -> Result<()> {
    if cfg!(target_os = "linux") {
        let missing: Vec<&str> =
            packages.iter().copied().filter(|package| !is_package_installed(package)).collect();
        if !missing.is_empty() {
            install_packages(&missing)?;
        }
    }
    require_node()
}

/// Whether Debian's package of this name is installed.
pub fn is_package_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|answer| answer.stdout == b"installed")
}

fn install_packages(missing: &[&str]) -> Result<()> {
    if installed("apt-get").is_none() {
        println!(
            "This is not a Debian-like system: what follows fails unless you have installed its counterparts of \
             these packages: {}",
            missing.join(" ")
        );
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    apt(&["update", "--quiet"])?;
    apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"], missing].concat())
}

/// apt-get, as root.
pub fn apt(arguments: &[&str]) -> Result<()> {
    run(as_root("apt-get", arguments)?.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn as_root(name: &str, arguments: &[&str]) -> Result<Command> {
    let root = crate::root();
    if output(&mut program("id", &["-u"], &root))?.trim() == "0" {
        return Ok(program(name, arguments, &root));
    }
    if installed("sudo").is_none() {
        bail!(
            "{name} {} has to be run as root, and there is no sudo: run it yourself, then try again",
            arguments.join(" ")
        );
    }
    Ok(program("sudo", &[&["--preserve-env=DEBIAN_FRONTEND", name], arguments].concat(), &root))
}

fn require_node() -> Result<()> {
    const OLDEST: u32 = 20;
    let printed = output(&mut program("node", &["--version"], &crate::root()))
        .with_context(|| format!("Node {OLDEST} or newer is needed (https://nodejs.org)"))?;
    let major = printed
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|number| number.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST => Ok(()),
        _ => bail!("Node {OLDEST} or newer is needed, this is {}", printed.trim()),
    }
}

/// A tool that cargo builds once for this user, for all clones of the project: building one takes minutes.
pub fn cargo_tool(name: &str, version: &str) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{name}-{version}"));
    let tool = folder.join("bin").join(name);
    if !tool.is_file() {
        println!("building {name} {version} into {}", folder.display());
        let folder = folder.to_str().context("the cache folder's path is not Unicode")?;
        run(cargo(&["install", name, "--version", version, "--locked", "--root", folder])
            .env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(tool)
}

fn cache() -> Result<PathBuf> {
    let own = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = own.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    Ok(cache.context("this user has no home folder")?.join("supportmix-xtask"))
}

/// Where cargo puts what it builds: the folder above that of this very program.
pub fn target() -> Result<PathBuf> {
    let own = std::env::current_exe().context("cannot find the folder that cargo builds in")?;
    own.ancestors().nth(2).map(Path::to_path_buf).context("cannot find the folder that cargo builds in")
}
