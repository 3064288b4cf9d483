// Says when it is painted, as the app's page does (ui/src/lib/painted.ts).
requestAnimationFrame(() => setTimeout(() => (document.body.dataset.painted = String(performance.timeOrigin + performance.now()))));
