//! Notifications of the system, outside the window.

/// Shows a notification. Whether the desktop took it.
#[cfg(target_os = "linux")]
pub fn show(title: &str, text: &str) -> bool {
    use std::collections::HashMap;

    use gtk::gio::{BusType, Cancellable, DBusCallFlags, bus_get_sync};
    use gtk::glib::{Variant, variant::ToVariant};

    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    /// Milliseconds that the desktop has to answer.
    const PATIENCE: i32 = 2_000;
    // Its name, in place of none, an icon by its name, both texts, no buttons, no hints, gone when the desktop likes.
    let hints: HashMap<String, Variant> = HashMap::new();
    let asked =
        ("Supportmix", 0_u32, "supportmix", title, text, Vec::<String>::new(), hints, -1_i32).to_variant();
    let shown = bus_get_sync(BusType::Session, Cancellable::NONE).and_then(|bus| {
        bus.call_sync(
            Some(NAME),
            PATH,
            NAME,
            "Notify",
            Some(&asked),
            None,
            DBusCallFlags::NONE,
            PATIENCE,
            Cancellable::NONE,
        )
    });
    shown.inspect_err(|error| log::warn!("no notification was shown: {error}")).is_ok()
}

/// On other systems, alerts are told in the window.
#[cfg(not(target_os = "linux"))]
pub fn show(_title: &str, _text: &str) -> bool {
    false
}
