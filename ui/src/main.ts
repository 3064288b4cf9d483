import "@fontsource-variable/inter";
import "$lib/tokens.css";
import "$lib/base.css";
import { language } from "$lib/language";
import { mount } from "svelte";
import App from "./App.svelte";

document.documentElement.lang = language;
const target = document.getElementById("app");
if (target) mount(App, { target });
