/** Backups, and erasing a person's data. */
import { all } from "$lib/format";
import type { privacy as english } from "../en/privacy";
import { tickets } from "./words";

export const privacy: typeof english = {
  backup: {
    title: "Sicherung",
    text: "Eine Kopie enthält alles: Tickets, Kosten, Einstellungen, das Protokoll der Importe. Die Tokens der Helpdesks liegen im Schlüsselbund des Systems und nicht darin.",
    backUp: "Sichern…",
    saved: (path) => `Gespeichert als ${path}`,
    restore: "Wiederherstellen…",
    blocked: "Ein Import oder Abgleich läuft. Bis er zu Ende ist, lässt sich nichts wiederherstellen.",
    restoreTitle: (file) => `„${file}“ wiederherstellen?`,
    contents: (n) => `Die Datei ist geprüft. Sie enthält ${n} Tickets:`,
    restoreText: "Alles, was jetzt hier ist, weicht ihr und wird in einer Datei neben der Datenbank aufgehoben. Seither gelöschte Personen bleiben gelöscht.",
    foreign: "Es ist die Kopie einer anderen Datenbank, nicht dieser.",
    restoreYes: "Wiederherstellen",
    restored: (path) => `Wiederhergestellt. Was vorher hier war, liegt in ${path}`,
    restoredNew: "Wiederhergestellt.",
  },

  erase: {
    heading: "Daten einer Person löschen",
    text: "Für einen Kunden, der darum bittet. Was ihn erkennen lässt, verschwindet endgültig aus seinen Tickets, und kein späterer Import oder Abgleich bringt es zurück.",
    by: "Person benannt durch",
    named: { requester: "Anfragender oder E-Mail", account: "Konto" },
    example: "anna@example.com",
    everywhere: "In allen Quellen",
    look: "Suchen…",
    nobody: (id) => `Kein Ticket ist von „${id}“. Prüfen Sie die Schreibweise im Helpdesk.`,
    title: (id) => `Daten von „${id}“ löschen?`,
    inSource: (n, source) => `${tickets(n)} in ${source}`,
    goes: "Anfragender, Konto, dessen Wert, der Betreff und die in Texten gefundenen Wendungen verschwinden, ebenso Tags, Seite, Ursache und Lösungsweg, wenn sie die Kennung nennen, und die Notizen zu Bewertungen der KI. All das wird in der Datei der Datenbank überschrieben. Das lässt sich nicht rückgängig machen.",
    stays: "Die Tickets bleiben für die Zahlen, mit Nummer, Zeiten und Bewertung. Niemand ist an ihnen zu erkennen, und ob der Kunde wiederkam, ist nicht mehr bekannt.",
    helpdesk: (names) => `${all(names)} ist verbunden und hat die Daten der Person noch. Löschen Sie sie auch dort.`,
    files: "Auch diese Dateien neben der Datenbank entfernen",
    kinds: { refused_rows: "abgewiesene Zeilen, die sie nennen", backup: "eine Sicherung, die sie enthalten kann" },
    own: "Sicherungen, Exporte und Dateien an anderen Orten entfernen Sie bitte selbst.",
    yes: "Löschen",
    erased: (n) => `Erledigt: ${tickets(n)} sagen nichts mehr über diese Person.`,
    removed: (paths) => `Entfernt: ${all(paths)}`,
    left: (paths) => `Noch da und womöglich mit ihren Daten: ${all(paths)}`,
    remains: "Ein anderes Programm las die Datenbank; in ihrem Protokoll können Reste sein. Schließen Sie es, und löschen Sie noch einmal.",
  },
};
