//! The system's clipboard.

use supportmix_core::chart::Picture;

/// Puts a picture on it. To be called on the main thread.
///
/// # Errors
/// Why it could not be done.
#[cfg(target_os = "linux")]
pub fn copy(picture: Picture) -> Result<(), String> {
    use gtk::gdk_pixbuf::{Colorspace, Pixbuf};

    let side = |pixels: u32| i32::try_from(pixels).map_err(|_| "the picture is too large".to_owned());
    let (width, height) = (side(picture.width)?, side(picture.height)?);
    let pixels = gtk::glib::Bytes::from_owned(picture.rgba);
    let image = Pixbuf::from_bytes(&pixels, Colorspace::Rgb, true, 8, width, height, width * 4);
    gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_image(&image);
    Ok(())
}

/// The same elsewhere.
///
/// # Errors
/// Always, as yet.
#[cfg(not(target_os = "linux"))]
pub fn copy(_: Picture) -> Result<(), String> {
    Err("pictures are copied on Linux only so far".to_owned())
}
