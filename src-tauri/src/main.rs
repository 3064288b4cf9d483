//! Supportmix in a window. The page asks the core through one command; nothing is computed here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod bridge;
mod clipboard;
mod host;
mod notification;
mod typesetter;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use arguments::Start;
use supportmix_core::store;
use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, DragDropEvent, Manager, Url, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_plugin_opener::OpenerExt;

/// The label of the one window.
const WINDOW: &str = "main";

const USAGE: &str = "Usage: supportmix [--store FILE] [FILE…]

Opens the window and offers the files for import. The store is FILE, else SMIX_STORE, else your own.";

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    set_switches();
    let folder = std::env::current_dir().unwrap_or_default();
    match arguments::read(std::env::args_os().skip(1), &folder) {
        Ok(Start::Window { store, files }) => match open(store, files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string(), 1),
        },
        Ok(Start::Version) => print(concat!("supportmix ", env!("CARGO_PKG_VERSION"))),
        Ok(Start::Help) => print(USAGE),
        Err(mistake) => fail(&format!("{mistake}\n\n{USAGE}"), 2),
    }
}

#[expect(clippy::print_stdout, reason = "asked for on a terminal")]
fn print(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn fail(text: &str, code: u8) -> ExitCode {
    eprintln!("supportmix: {text}");
    ExitCode::from(code)
}

/// What WebKitGTK and the system's allocator read from the environment before anything is shown.
#[cfg(target_os = "linux")]
const SWITCHES: [(&str, &str); 5] = [
    // Some graphics drivers leave the window blank unless it is told not to share buffers with them.
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    // The optimising compiler of its JavaScript takes 70 MB more and makes no page faster (docs/performance.md).
    ("JSC_useDFGJIT", "false"),
    // Garbage is collected after every so many bytes, and all of it: else charts of before fill 40 MB more.
    ("JSC_useGenerationalGC", "false"),
    ("JSC_gcMaxHeapSize", "16000000"),
    // Else each thread that ever answered a question keeps memory of its own: 10 MB more.
    ("MALLOC_ARENA_MAX", "2"),
];

/// Sets these switches, but for what the user has set. A running program cannot change its environment safely: so this one
/// starts itself once more.
#[cfg(target_os = "linux")]
fn set_switches() {
    use std::os::unix::process::CommandExt;
    let missing = SWITCHES.iter().filter(|(name, _)| std::env::var_os(name).is_none());
    let mut missing = missing.peekable();
    if missing.peek().is_some()
        && let Ok(own) = std::env::current_exe()
    {
        // Comes back only where it fails; the window opens without the switches then.
        let _ =
            std::process::Command::new(own).args(std::env::args_os().skip(1)).envs(missing.copied()).exec();
    }
}

fn open(store: Option<PathBuf>, files: Vec<PathBuf>) -> Result<(), Box<dyn std::error::Error>> {
    let named =
        store.or_else(|| std::env::var_os("SMIX_STORE").filter(|path| !path.is_empty()).map(PathBuf::from));
    let mut builder = tauri::Builder::default();
    if named.is_none() {
        // First of all plugins: a second start ends here. A store that was named gets a window of its own.
        builder = builder.plugin(one_window());
    }
    let store = named
        .or_else(store::default_path)
        .ok_or("the system names no folder for your data; use --store FILE")?;
    let app = builder
        .plugin(tauri_plugin_log::Builder::new().level(log::LevelFilter::Info).build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .invoke_handler(tauri::generate_handler![bridge::rpc])
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
                bridge::offer(window.app_handle(), paths.clone());
            }
        })
        .setup(move |app| {
            app.manage(Arc::new(bridge::Core::new(store, app.handle().clone())));
            bridge::open_ahead(app.handle());
            bridge::offer(app.handle(), files);
            bridge::keep_schedule(app.handle());
            show(app.handle())
        })
        .build(tauri::generate_context!("../tauri.conf.json"))?;
    app.run(|_, _| ());
    Ok(())
}

/// Hands a second start over to the window that is open.
fn one_window() -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::init(|app, words, folder| {
        let words = words.into_iter().skip(1).map(OsString::from);
        match arguments::read(words, Path::new(&folder)) {
            Ok(Start::Window { files, .. }) => bridge::offer(app, files),
            Ok(Start::Version | Start::Help) => (),
            Err(mistake) => log::warn!("a second start was not understood: {mistake}"),
        }
        if let Some(window) = app.get_webview_window(WINDOW) {
            let shown = window.unminimize().and_then(|()| window.set_focus());
            shown.unwrap_or_else(|error| log::error!("the window did not come to the front: {error}"));
        }
    })
}

/// Makes the window. It shows the page that the app carries and nothing else.
fn show(app: &AppHandle) -> Result<(), Box<dyn std::error::Error>> {
    let window = app.config().app.windows.first().ok_or("tauri.conf.json names no window")?;
    let (here, elsewhere) = (app.clone(), app.clone());
    WebviewWindowBuilder::from_config(app, window)?
        .on_navigation(move |url| is_own(url) || leave(&here, url))
        .on_new_window(move |url, _| {
            leave(&elsewhere, &url);
            NewWindowResponse::Deny
        })
        .build()?;
    Ok(())
}

fn is_own(url: &Url) -> bool {
    // The second form is that of Windows.
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")))
}

/// Opens a link in the user's browser where it is https; the window itself never follows one.
fn leave(app: &AppHandle, url: &Url) -> bool {
    if url.scheme() != "https" {
        log::warn!("not opened, for its scheme: {url}");
    } else if let Err(error) = app.opener().open_url(url.as_str(), None::<&str>) {
        log::error!("{url} was not opened: {error}");
    }
    false
}
