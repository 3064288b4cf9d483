/** Views that are saved by name. */
import type { views as english } from "../en/views";

export const views: typeof english = {
  views: {
    menu: "Ansichten",
    label: "Gespeicherte Ansichten",
    none: "Speichern Sie die Seite mit Tagen, Filtern und Aufteilung unter einem Namen, um mit einem Klick zurückzukehren.",
    save: "Diese Ansicht speichern…",
    change: "Umbenennen oder löschen…",
    title: "Gespeicherte Ansichten",
    name: "Name",
    namePlaceholder: "Chat, jeden Montag",
    days: "Tage",
    relative: (name) => `${name}, welche es dann auch ist`,
    of: (page, days) => `${page} · ${days}`,
    exists: "Ersetzt die Ansicht dieses Namens.",
    saveNow: "Speichern",
    replace: "Ersetzen",
    rename: "Umbenennen",
    renameTo: (name) => `Neuer Name von ${name}`,
    remove: (name) => `${name} löschen`,
    removeSure: "Endgültig löschen",
    open: (name) => `${name} öffnen`,
    group: "Ansichten",
    unknownTitle: (filters) => `Kein Ticket hat das noch: ${filters.join(", ")}`,
    unknownText: "Vielleicht wurde es umbenannt, oder seine Quelle wurde entfernt. Gezeigt wird nichts, damit keine Zahl für diese Tickets gehalten wird.",
    unknownDrop: "Ohne diesen Filter zeigen",
  },
};
