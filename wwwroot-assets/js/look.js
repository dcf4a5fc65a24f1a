// How it looks on this machine: set at once, and kept for the server to read before the next first paint.
export function set(theme, density, rail) {
  for (const [name, value] of Object.entries({ theme, density, rail })) {
    document.documentElement.dataset[name] = value;
    document.cookie = `kontali-${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  }
}
