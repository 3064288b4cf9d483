//! What the core gets from the system: dialogs, the clock, the zone, the user.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use supportmix_core::chart::Picture;
use supportmix_core::connect::REDIRECT_PORT;
use supportmix_core::model::Timestamp;
use supportmix_core::pack::Pack;
use supportmix_core::service::{Host, PackOrder};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::{clipboard, typesetter};

/// The desktop around the window. Its dialogs wait for the user, so they are asked for outside the main thread only.
pub struct Desktop {
    app: AppHandle,
}

impl Desktop {
    pub fn new(app: AppHandle) -> Desktop {
        Desktop { app }
    }

    fn dialog(&self, title: &str) -> FileDialogBuilder<tauri::Wry> {
        let dialog = self.app.dialog().file().set_title(title);
        match self.app.get_webview_window(crate::WINDOW) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl Host for Desktop {
    // Without filters: a file is recognised by its content, never by its name.
    fn pick_files(&self, title: &str) -> Vec<PathBuf> {
        let picked = self.dialog(title).blocking_pick_files().unwrap_or_default();
        picked.into_iter().filter_map(path).collect()
    }

    fn pick_file(&self, title: &str) -> Option<PathBuf> {
        self.dialog(title).blocking_pick_file().and_then(path)
    }

    fn pick_save_path(&self, title: &str, suggested_name: &str) -> Option<PathBuf> {
        self.dialog(title).set_file_name(suggested_name).blocking_save_file().and_then(path)
    }

    fn open_page(&self, url: &str) -> bool {
        let opened = self.app.opener().open_url(url, None::<&str>);
        // The error would name the page, and with it what only the browser is to know.
        opened.inspect_err(|_| log::warn!("no browser could be opened")).is_ok()
    }

    fn copy_picture(&self, picture: Picture) -> Result<(), String> {
        let (said, done) = std::sync::mpsc::channel();
        let copy = move || {
            // Nobody waits any more only where the program ends.
            let _ = said.send(clipboard::copy(picture));
        };
        self.app.run_on_main_thread(copy).map_err(|error| error.to_string())?;
        done.recv().map_err(|error| error.to_string())?
    }

    fn write_pack(&self, pack: &Pack, order: PackOrder<'_>, path: &Path) -> Result<Vec<PathBuf>, String> {
        supportmix_report::write(pack, order, path, &typesetter::pdf).map_err(|error| error.to_string())
    }

    fn open_file(&self, path: &Path, in_folder: bool) -> bool {
        let opener = self.app.opener();
        let opened = match in_folder {
            true => opener.reveal_item_in_dir(path),
            false => opener.open_path(path.to_string_lossy(), None::<&str>),
        };
        opened.inspect_err(|error| log::warn!("{} was not opened: {error}", path.display())).is_ok()
    }

    fn notify(&self, title: &str, text: &str) -> bool {
        crate::notification::show(title, text)
    }

    fn redirect_port(&self) -> u16 {
        let named = std::env::var("SMIX_REDIRECT_PORT").ok();
        named.and_then(|port| port.parse().ok()).unwrap_or(REDIRECT_PORT)
    }

    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is where the core gets its clock from")]
        let now = SystemTime::now();
        let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    fn system_zone(&self) -> String {
        iana_time_zone::get_timezone().unwrap_or_else(|error| {
            log::warn!("the system names no time zone, UTC is taken: {error}");
            "UTC".to_owned()
        })
    }

    fn user(&self) -> String {
        let named = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        named.unwrap_or_default()
    }
}

/// The path of a picked file; desktops give nothing else.
fn path(picked: FilePath) -> Option<PathBuf> {
    picked.into_path().inspect_err(|error| log::error!("a picked file has no path: {error}")).ok()
}
