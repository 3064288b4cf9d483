import { charts } from "./charts";
import { costs } from "./costs";
import { data } from "./data";
import { failures } from "./failures";
import { figures } from "./figures";
import { frame } from "./frame";
import { importing } from "./importing";
import { insights } from "./insights";
import { mapping } from "./mapping";
import { packs } from "./packs";
import { privacy } from "./privacy";
import { quality } from "./quality";
import { reviews } from "./reviews";
import { settings } from "./settings";
import { tickets } from "./tickets";
import { views } from "./views";
import { resolutionTypes, values } from "./words";

export const german = { ...frame, ...failures, ...figures, ...charts, ...tickets, ...costs, ...data, ...importing, ...insights, ...mapping, ...privacy, ...quality, ...settings, ...views, ...reviews, ...packs, resolutionTypes, values };
