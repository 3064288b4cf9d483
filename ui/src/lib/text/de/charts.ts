/** What stands around a chart. What stands in it comes from the core. */
import type { charts as english } from "../en/charts";

export const charts: typeof english = {
  chart: {
    menu: (title) => `Menü des Diagramms „${title}“`,
    table: "Als Tabelle zeigen",
    picture: "Als Diagramm zeigen",
    export: "Speichern oder kopieren…",
    exportTitle: "Diagramm speichern oder kopieren",
    copy: "Bild kopieren",
    copied: "Kopiert. Fügen Sie es in Ihre Folie ein.",
    transparent: "Ohne Hintergrund",
    chartTitle: "Titel",
    format: "Format",
    theme: "Design",
    size: "Größe",
    formats: { svg: "SVG", png: "PNG", csv: "CSV" },
    themes: { light: "Hell", dark: "Dunkel" },
    sizes: { wide: "16 : 9", half: "Halbe Folie", third: "Drittel einer Folie" },
    csvNote: "Die CSV enthält die Zahlen des Diagramms, ungerundet.",
    save: "Speichern…",
    savedAs: (path) => `Gespeichert als ${path}`,
    category: "Gruppe",
    step: "Schritt",
    share: "Anteil",
    ladder: ["Tickets", "von allen", "mit KI"],
    value: "Wert",
    n: "n",
    interval: "95-%-Intervall",
  },
};
