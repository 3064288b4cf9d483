/** What stands around a chart. What stands in it comes from the core. */

export const charts = {
  chart: {
    menu: (title: string) => `Menu of the chart ${title}`,
    table: "Show as table",
    picture: "Show as chart",
    export: "Save or copy…",
    exportTitle: "Save or copy the chart",
    copy: "Copy picture",
    copied: "Copied. Paste it into your slide.",
    transparent: "Without background",
    chartTitle: "Title",
    format: "Format",
    theme: "Theme",
    size: "Size",
    formats: { svg: "SVG", png: "PNG", csv: "CSV" },
    themes: { light: "Light", dark: "Dark" },
    sizes: { wide: "16 : 9", half: "Half a slide", third: "Third of a slide" },
    csvNote: "The CSV holds the numbers of the chart, unrounded.",
    save: "Save…",
    savedAs: (path: string) => `Saved as ${path}`,
    category: "Group",
    value: "Value",
    n: "n",
    interval: "95% interval",
  },
};
