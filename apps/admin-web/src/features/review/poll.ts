/** How often the queue asks for news. */
export const pollMs = 5_000;
