import { ask } from "$lib/backend/backend";
import type { NamedTemplate, OfferedFile, PackFormat, PageName, Paper } from "$lib/generated/api";
import { language, type Language } from "$lib/language";
import { Query } from "$lib/query.svelte";
import { workspace } from "$lib/workspace.svelte";
import type { PackTemplate } from "$lib/generated/api";

/** What a pack holds where nothing else is wanted, and what it can hold beside that. */
const USUAL: PageName[] = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs"];
export const SECTIONS: PageName[] = [...USUAL, "taxonomy", "learning", "accounts"];
/** Charts of a section, where nothing else is wanted. */
const CHARTS = 4;

/** What the reader wants a pack to be. It stays while the window is open, whatever page is looked at. */
class Choices {
  format = $state<PackFormat>("pptx");
  paper = $state<Paper>("a4");
  language = $state<Language>(language);
  charts = $state(CHARTS);
  tickets = $state(false);
  /** Charts added to the summary, by name: with the titles that they had. */
  added = $state.raw<{ id: string; title: string }[]>([]);
  presentation = $state.raw<OfferedFile | null>(null);
  /** All sections in their order, and which of them are in it. */
  order = $state.raw<PageName[]>(SECTIONS);
  chosen = $state.raw<PageName[]>(USUAL);
  readonly templates = new Query<NamedTemplate[]>();

  get sections(): PageName[] {
    return this.order.filter((section) => this.chosen.includes(section));
  }

  /** What is chosen, compared and split as the pages are. */
  get template(): PackTemplate {
    const { compare, split, countAs } = workspace;
    const content = { sections: this.sections, compare, split, count_as: countAs, charts: this.charts, added: this.added.map(({ id }) => id), language: this.language };
    return { content, format: this.format, paper: this.paper };
  }

  toggle(section: PageName): void {
    this.chosen = this.chosen.includes(section) ? this.chosen.filter((one) => one !== section) : [...this.chosen, section];
  }

  has(id: string): boolean {
    return this.added.some((one) => one.id === id);
  }

  /** Adds a chart to the summary, or takes it out again. */
  add(id: string, title: string): void {
    this.added = this.has(id) ? this.added.filter((one) => one.id !== id) : [...this.added, { id, title }];
  }

  move(section: PageName, by: number): void {
    const [from, order] = [this.order.indexOf(section), [...this.order]];
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    this.order = order;
  }

  /** Takes over what a template says of the pack; days and filters, and what they are compared and split by, are the page's. */
  take({ content, format, paper }: PackTemplate): void {
    this.format = format;
    this.paper = paper;
    this.language = content.language;
    this.charts = content.charts;
    this.added = content.added.map((id) => ({ id, title: this.added.find((one) => one.id === id)?.title ?? id }));
    this.order = [...content.sections, ...SECTIONS.filter((section) => !content.sections.includes(section))];
    this.chosen = content.sections;
  }

  readonly load = (): Promise<void> => this.templates.ask(() => ask("pack_templates", {}));
}

export const choices = new Choices();
