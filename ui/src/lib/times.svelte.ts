/** How times of replies and resolutions are measured, as the status says. In business hours, no day has 24 of them. */
export const times = $state({ inBusinessHours: false });
