/** The tests read English as it is written in Britain, whatever the machine they run on. */
import { vi } from "vitest";

vi.stubGlobal("navigator", { language: "en-GB" });
