/** Water, hills and a sky: a picture for news of places that are on no map. @param seed another one has another scene */
export function scene(seed: number): string {
  const hue = (140 + seed * 67) % 360;
  const sun = 40 + ((seed * 53) % 240);
  const layers = [0, 1, 2, 3].map((layer) => {
    const base = 110 + layer * 32;
    const wave = (x: number) =>
      base + Math.round(Math.sin(x / (60 + layer * 25) + seed + layer) * (20 - layer * 3));
    const points = Array.from({ length: 33 }, (_, step) => `${step * 10},${wave(step * 10)}`).join(' ');
    return `<polygon points="0,240 ${points} 320,240" fill="hsl(${hue + layer * 12} 38% ${58 - layer * 12}%)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="640" height="480"><defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue + 30} 45% 78%)"/><stop offset="1" stop-color="hsl(${hue + 60} 70% 90%)"/></linearGradient></defs><rect width="320" height="240" fill="url(#sky)"/><circle cx="${sun}" cy="70" r="26" fill="hsl(${hue + 80} 90% 94%)"/>${layers.join('')}</svg>`;
}
