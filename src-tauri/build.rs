//! Reads tauri.conf.json, and makes the permission for the window's one command.

use tauri_build::{AppManifest, Attributes, try_build};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let window = Attributes::new()
        .config_path("../tauri.conf.json")
        .app_manifest(AppManifest::new().commands(&["rpc"]));
    Ok(try_build(window)?)
}
